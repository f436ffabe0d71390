import JSONSource

extension JSONSyntaxError {
  /// Indicates whether the error is usually repeated throughout the file.
  var isHabit: Bool {
    switch kind {
    case .singleQuotes, .curlyQuotes, .unquotedKey, .strayCharacter, .comment, .invalidUTF8: true
    default: false
    }
  }

  /// The change that resolves the error; nil when a person has to decide.
  func fix(in json: JSONDocument) -> Fix? {
    let source = json.source
    if isEllipsis(in: source) { return nil }
    switch kind {
    case .trailingComma, .extraComma: return .safe("remove the comma", Fix.Edit(range, ""))
    case .byteOrderMark: return .safe("remove the byte order mark", Fix.Edit(range, ""))
    case .comment: return .safe("remove the comment", .removingComment(range, from: source))
    case .strayCharacter:
      let plain = source.text(in: range).unicodeScalars.map { $0.properties.isWhitespace ? " " : "" }.joined()
      return .safe("write plain spaces", Fix.Edit(range, plain))
    case .curlyQuotes:
      guard let text = plainContent(in: source) else { return nil }
      return .unsafe("use plain double quotes", Fix.Edit(range, "\"\(text)\""))
    case .controlCharacter where isInName(in: json):
      return Fix("remove it", isSafe: !isInWildcard(in: source), [.removingControl(range, from: source)])
    case .missingComma: return .safe("insert a comma", Fix.Edit(range, ","))
    case .unquotedKey:
      return .safe("put names in double quotes", Fix.Edit(range, "\"\(source.text(in: range))\""))
    case .singleQuotes:
      let text = source.text(in: range)
      let bytes = text.utf8
      guard bytes.count > 1, bytes.last == UInt8(ascii: "'"), !bytes.contains(UInt8(ascii: "\"")),
        !bytes.contains(UInt8(ascii: "\\"))
      else { return nil }
      return .unsafe("use double quotes", Fix.Edit(range, "\"\(String(text.unicodeScalars.dropFirst().dropLast()))\""))
    default: return nil
    }
  }

  /// The string between typographic quotes.
  private func plainContent(in source: SourceFile) -> String? {
    let scalars = source.text(in: range).unicodeScalars
    let content = scalars.dropFirst().dropLast()
    // A plain quote inside would end the string.
    return scalars.count > 1 && !content.contains("\"") ? String(content) : nil
  }

  /// Returns whether the error is at dots that a guide prints where it leaves something out.
  func isEllipsis(in source: SourceFile) -> Bool {
    switch kind {
    case .unquotedKey, .expectedKey, .expectedValue, .invalidNumber:
      let text = source.text(in: range)
      return text.unicodeScalars.first == "\u{2026}"
        || (text.utf8.count >= 3 && text.utf8.allSatisfy { $0 == UInt8(ascii: ".") })
    default: return false
    }
  }

  /// Returns whether the string around the error names everything once it is removed.
  private func isInWildcard(in source: SourceFile) -> Bool {
    let bytes = source.bytes
    let quote = UInt8(ascii: "\"")
    let start = bytes[..<range.start].lastIndex(of: quote) ?? range.start
    let end = bytes[range.end...].firstIndex(of: quote) ?? range.end
    let text = String(decoding: bytes[start..<end].filter { $0 > 0x20 && $0 != quote }, as: UTF8.self)
    return namesEverything(text)
  }

  /// Returns whether the error is in a name, an action or an ARN, where spaces and control characters are never
  /// intended.
  func isInName(in json: JSONDocument) -> Bool {
    let tokens = JSONPointer(to: range, in: json).tokens
    if tokens.contains("Condition") { return false }
    let names: Set = [
      "Version", "Effect", "Action", "NotAction", "Resource", "NotResource", "Service", "AWS", "Federated",
      "Principal", "Role", "Bucket", "Status", "StorageClass",
    ]
    return tokens.last { Int($0) == nil }.map(names.contains) ?? false
  }
}

extension Fix.Edit {
  /// Removes a comment: its whole line where it is alone on it, or the spaces before it where nothing follows on its
  /// line.
  fileprivate static func removingComment(_ range: SourceRange, from source: SourceFile) -> Fix.Edit {
    func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    let bytes = source.bytes
    var start = range.start
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    var end = range.end
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    guard end == bytes.count || isBreak(bytes[end]) else {
      // Of the spaces on both sides those before it stay.
      if start < range.start, end > range.end { return Fix.Edit(SourceRange(range.start, end), "") }
      // The tokens on both sides must not be joined.
      let isBetween = start == range.start && start > 0 && !isBreak(bytes[start - 1]) && bytes[range.end] > 0x20
      return Fix.Edit(range, isBetween ? " " : "")
    }
    if start == 0 || isBreak(bytes[start - 1]), end < bytes.count {
      end += bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? 2 : 1
    }
    return Fix.Edit(SourceRange(start, end), "")
  }

  /// Removes a control character with the spaces around it, as far as no other control character has them.
  fileprivate static func removingControl(_ range: SourceRange, from source: SourceFile) -> Fix.Edit {
    let bytes = source.bytes
    var start = range.start
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    if start > 0, bytes[start - 1] < 0x20 { start = range.start }
    var end = range.end
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    return Fix.Edit(SourceRange(start, end), "")
  }
}
