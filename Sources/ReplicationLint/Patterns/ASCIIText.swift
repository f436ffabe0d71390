/// `byte` in lowercase where it is one of `A-Z`.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// `text` with `A-Z` in lowercase and everything else as it is.
func asciiLowercased(_ text: String) -> String {
  String(
    decoding: text.utf8.map(asciiLowercased), as: UTF8.self)
}

extension String {
  /// Returns whether the bytes of `part` occur. O(length x length of `part`), and mostly O(length).
  func hasPart(_ part: String) -> Bool {
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = unsafe part.first, part.count <= text.count else { return part.isEmpty }
        return (0...text.count - part.count).contains { start in
          unsafe text[start] == first
            && UnsafeBufferPointer(rebasing: text[start..<start + part.count]).elementsEqual(part)
        }
      }
    }
  }

  /// Indicates whether a character is whitespace to Unicode.
  var hasWhiteSpace: Bool {
    // The tables of Unicode are asked only for text that needs them.
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.contains { $0 == 0x20 || (0x09...0x0D).contains($0) } }
    return unicodeScalars.contains(where: \.properties.isWhitespace)
  }

  /// The parts between the occurrences of an ASCII character, empty ones included; at least one.
  ///
  /// Splits bytes: a separator counts also where a combining mark follows it.
  func parts(separatedBy separator: Unicode.Scalar) -> [String] {
    utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false).map { String(Substring($0)) }
  }
}
