/// `byte` in lowercase where it is one of `A-Z`.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// `text` with `A-Z` in lowercase and everything else as it is.
func asciiLowercased(_ text: String) -> String {
  String(
    decoding: text.utf8.map(asciiLowercased), as: UTF8.self)
}

extension StringProtocol where SubSequence == Substring {
  /// Returns whether the bytes of `part` occur. O(length x length of `part`), and mostly O(length).
  func hasPart(_ part: String) -> Bool { firstRange(ofPart: part) != nil }

  /// The range where the bytes of `part` first occur. O(length x length of `part`), and mostly O(length).
  func firstRange(ofPart part: String) -> Range<Index>? {
    var (text, part) = (self[...], part)
    let offset: Int? = text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = unsafe part.first else { return 0 }
        guard part.count <= text.count else { return nil }
        return (0...text.count - part.count).first { start in
          unsafe text[start] == first
            && UnsafeBufferPointer(rebasing: text[start..<start + part.count]).elementsEqual(part)
        }
      }
    }
    guard let offset else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: part.utf8.count)
  }

  /// The parts between the occurrences of the bytes of `separator`, empty ones left out.
  func parts(between separator: String) -> [Substring] {
    var (parts, rest) = ([] as [Substring], self[...])
    while let found = rest.firstRange(ofPart: separator) {
      parts.append(rest[..<found.lowerBound])
      rest = rest[found.upperBound...]
    }
    return (parts + [rest]).filter { !$0.isEmpty }
  }
}

extension String {
  /// Returns whether all bytes of the text are as `isIncluded` wants. O(length).
  func hasOnly(_ isIncluded: (UInt8) -> Bool) -> Bool {
    var text = self
    return text.withUTF8 { bytes in
      for index in bytes.indices where unsafe !isIncluded(bytes[index]) { return false }
      return true
    }
  }

  /// Indicates whether a character is whitespace to Unicode.
  var hasWhiteSpace: Bool {
    // The tables of Unicode are asked only for text that needs them.
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.contains { $0 == 0x20 || (0x09...0x0D).contains($0) } }
    return unicodeScalars.contains { $0.properties.isWhitespace }
  }

  /// The parts between the occurrences of an ASCII character, empty ones included; at least one.
  ///
  /// Splits bytes: a separator counts also where a combining mark follows it.
  func parts(separatedBy separator: Unicode.Scalar) -> [String] {
    utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false).map { String(Substring($0)) }
  }
}

/// Returns whether a byte is a digit from 0 to 9.
func isASCIIDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

/// The words of a name in lowercase: runs of ASCII letters and digits.
func asciiWords(_ name: some Sequence<UInt8>) -> [String] {
  var words: [String] = []
  var word: [UInt8] = []
  for byte in name {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
    default:
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
  }
  if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
  return words
}
