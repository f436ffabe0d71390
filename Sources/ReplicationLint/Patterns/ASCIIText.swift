/// `byte` in lower case where it is one of `A-Z`.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// `text` with `A-Z` in lower case and everything else as it is.
func asciiLowercased(_ text: String) -> String {
  String(
    decoding: text.utf8.map(asciiLowercased), as: UTF8.self)
}

extension String {
  /// The parts between the occurrences of an ASCII character, empty ones included; at least one.
  ///
  /// Splits bytes: a separator counts also where a combining mark follows it.
  func parts(separatedBy separator: Unicode.Scalar) -> [String] {
    utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false).map { String(Substring($0)) }
  }
}
