import JSONSource

/// A placeholder: a string that documentation and templates put where a value of the reader belongs.
enum Placeholder {
  /// The accounts that AWS's documentation uses; no customer has them.
  static let sampleAccounts = ["123456789012", "111122223333"]

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
    case UInt8(ascii: "{"): return end(of: braces, start, bytes) { $0 != UInt8(ascii: "{") }
    case UInt8(ascii: "%"): return end(of: percents, start, bytes) { isAlphanumeric($0) || "_-".utf8.contains($0) }
    case UInt8(ascii: "$"): return endOfVariable(start, bytes)
    case UInt8(ascii: "."), UInt8(ascii: "x"), UInt8(ascii: "X"): return isWordStart ? endOfRun(start, bytes) : nil
    case UInt8(ascii: "E"): return endOfExample(start, bytes)
    default: return isWordStart ? endOfTemplate(start, bytes) : nil
    }
  }

  private static let braces = (open: Array("{{".utf8), close: Array("}}".utf8))
  private static let percents = (open: Array("%%".utf8), close: Array("%%".utf8))

  /// `{{ bucket }}`, `%%BUCKET%%`: one or more bytes between two marks.
  private static func end(
    of marks: (open: [UInt8], close: [UInt8]), _ start: Int, _ bytes: [UInt8], isInside: (UInt8) -> Bool
  ) -> Int? {
    guard bytes[start...].starts(with: marks.open) else { return nil }
    let first = start + marks.open.count
    guard let end = bytes[first...].firstIndex(where: { $0 == marks.close[0] || !isInside($0) }), end > first,
      bytes[end...].starts(with: marks.close)
    else { return nil }
    return end + marks.close.count
  }

  /// `${bucket}`, `${var.bucket}`, `${AWS::AccountId}`: what a template replaces. The variables of the platform have one
  /// colon in their names.
  private static func endOfVariable(_ start: Int, _ bytes: [UInt8]) -> Int? {
    guard start + 2 < bytes.count, bytes[start + 1] == UInt8(ascii: "{"),
      isLetter(bytes[start + 2]) || bytes[start + 2] == UInt8(ascii: "_"),
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "}"))
    else { return nil }
    let name = bytes[start + 2..<end]
    let colons = name.count { $0 == UInt8(ascii: ":") }
    let isName = name.allSatisfy { isAlphanumeric($0) || "_.-:[]".utf8.contains($0) }
    return isName && (colons == 0 || (colons == 2 && String(decoding: name, as: UTF8.self).hasPart("::")))
      ? end + 1 : nil
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

  /// `...` and `xxx`: three or more of one character without others beside them.
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
    guard templates.contains(where: { $0[0] == bytes[start] && bytes[start...].starts(with: $0) }) else { return nil }
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
