import JSONSource

/// Texts that documentation and templates put where something of the reader's belongs.
enum Placeholder {
  /// The accounts that AWS's documentation uses; nobody has them.
  static let sampleAccounts: Set<String> = ["123456789012", "111122223333"]

  /// The first placeholder in `text`, in O(length).
  static func first(in text: LocatedString) -> LocatedString? {
    let bytes = Array(text.text.utf8)
    for start in bytes.indices {
      if let end = end(ofPlaceholderAt: start, in: bytes) { return text.part(start..<end) }
    }
    return nil
  }

  private static func end(ofPlaceholderAt start: Int, in bytes: [UInt8]) -> Int? {
    let isWordStart = start == 0 || !isAlphanumeric(bytes[start - 1])
    switch bytes[start] {
    case UInt8(ascii: "<"): return endOfBrackets(start, bytes)
    case UInt8(ascii: "."), UInt8(ascii: "x"), UInt8(ascii: "X"): return isWordStart ? endOfRun(start, bytes) : nil
    case UInt8(ascii: "E"): return endOfExample(start, bytes)
    default: return isWordStart ? endOfTemplate(start, bytes) : nil
    }
  }

  /// `<account>`: a name in angle brackets.
  private static func endOfBrackets(_ start: Int, _ bytes: [UInt8]) -> Int? {
    guard start + 1 < bytes.count, isLetter(bytes[start + 1]) else { return nil }
    let rest = bytes[(start + 1)...]
    guard let end = rest.firstIndex(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }),
      bytes[end] == UInt8(ascii: ">")
    else { return nil }
    return end + 1
  }

  /// `...` and `xxx`: three or more of one character that stand alone.
  private static func endOfRun(_ start: Int, _ bytes: [UInt8]) -> Int? {
    if start > 0, bytes[start - 1] == bytes[start] { return nil }
    let end = bytes[start...].firstIndex { $0 != bytes[start] } ?? bytes.count
    return end - start >= 3 && (end == bytes.count || !isAlphanumeric(bytes[end])) ? end : nil
  }

  /// `EXAMPLE`, as in `DOC-EXAMPLE-BUCKET`, not followed by a further letter.
  private static func endOfExample(_ start: Int, _ bytes: [UInt8]) -> Int? {
    let end = start + example.count
    guard bytes[start...].starts(with: example) else { return nil }
    return end < bytes.count && isLetter(bytes[end]) ? nil : end
  }

  /// `YOUR_BUCKET`, `MY-ROLE`: the word of a template and the words that it belongs to.
  private static func endOfTemplate(_ start: Int, _ bytes: [UInt8]) -> Int? {
    guard templates.contains(where: { bytes[start...].starts(with: $0) }) else { return nil }
    return bytes[start...].firstIndex { !isAlphanumeric($0) && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
      ?? bytes.count
  }

  private static let example = Array("EXAMPLE".utf8)
  private static let templates = ["YOUR_", "YOUR-", "MY_", "MY-", "your-", "amzn-s3-demo-"].map { Array($0.utf8) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Bytes beyond ASCII belong to letters too.
  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte >= 0x80
  }
}
