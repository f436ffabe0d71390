import JSONSource

extension Rule {
  /// The file is not JSON as AWS CLI and the server read it.
  static let jsonSyntax = Rule(
    "json-syntax", .syntax, .refused, platform: .invalidJSON,
    otherAnswers: [.malformedPolicy],
    title: "the file is not valid JSON",
    rationale: """
      AWS CLI reads a replication configuration with a strict JSON reader and answers `Error parsing parameter`; for a \
      policy it passes the text on, and the server answers `MalformedPolicyDocument` with `Syntax errors in policy.`. \
      Neither says where. Comments, trailing commas, single quotes and a byte order mark are not JSON, although many \
      editors accept them.
      """,
    references: [
      "RFC 8259", "AWS CLI awscli/argprocess.py, _unpack_complex_cli_arg",
      "Arsenal lib/policy/policyValidator.ts, _safeJSONParse",
    ],
    fix: .sometimes,
    check: .document { document, findings in
      if document.kind == .bucketVersioning, document.json.source.bytes.allSatisfy({ $0 <= 0x20 }) { return }
      let source = document.json.source
      // What counts has the wrong type, which is said by its own rule; the rest is dropped unread.
      let errors = document.json.syntaxErrors.filter { !document.isReadable || document.isOvershadowed($0.range) }
      for group in SyntaxErrorGroup.groups(of: errors) {
        let error = group.first
        let labels = error.related.map { [findings.label($0, .related(error))] } ?? []
        findings.report(
          .syntax(error, and: group.others.count, in: source), at: error.range,
          consequence: document.isReadable ? .risk : .refused, platform: document.answer,
          labels: labels + group.others.prefix(3).map { findings.label($0.range, .further(error)) },
          help: .help(error, in: source), fix: group.fix(in: source))
      }
    })
}

/// Syntax errors that are told as one: a single slip, or a way of writing that the whole file keeps to.
private struct SyntaxErrorGroup {
  /// The error that the finding stands at.
  let first: JSONSyntaxError
  /// Further errors of the same kind, in file order.
  private(set) var others: [JSONSyntaxError] = []

  static func groups(of errors: [JSONSyntaxError]) -> [SyntaxErrorGroup] {
    var groups: [SyntaxErrorGroup] = []
    var places: [JSONSyntaxError.Kind: Int] = [:]
    for error in errors {
      if let place = places[error.kind] {
        groups[place].others.append(error)
        continue
      }
      if error.isHabit { places[error.kind] = groups.count }
      groups.append(SyntaxErrorGroup(first: error))
    }
    return groups
  }

  /// The change that settles all of them; nil when one of them needs a person.
  func fix(in source: SourceFile) -> Fix? {
    let fixes = ([first] + others).map { $0.fix(in: source) }
    guard let fix = fixes[0], !fixes.contains(nil) else { return nil }
    let isSafe = fixes.allSatisfy { $0?.isSafe == true }
    return Fix("\(fix.title)", isSafe: isSafe, fixes.flatMap { $0?.edits ?? [] })
  }
}

extension Document {
  /// What AWS CLI or the server says of a file that is not JSON.
  fileprivate var answer: PlatformAnswer {
    switch kind {
    case .trustPolicy, .permissionPolicy, .role, .policyVersion:
      json.source.bytes.isEmpty ? .emptyPolicy(purpose: policy?.purpose) : .malformedPolicy
    default:
      json.source.bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } ? .noShorthand : .invalidJSON
    }
  }

  /// Whether a later member of the same name replaces what stands at `range`.
  fileprivate func isOvershadowed(_ range: SourceRange) -> Bool {
    json.duplicateNames.contains { duplicate in
      ObjectReader(duplicate.object).members.contains { member in
        member.name.string == duplicate.first.name.string && member.value.range.contains(range)
          && ObjectReader(duplicate.object).member(member.name.string?.text ?? "")?.value != member.value
      }
    }
  }
}

extension JSONSyntaxError {
  /// Whether people who write so once write so in the whole file.
  fileprivate var isHabit: Bool {
    switch kind {
    case .singleQuotes, .unquotedKey: true
    default: false
    }
  }

  fileprivate func fix(in source: SourceFile) -> Fix? {
    switch kind {
    case .trailingComma, .extraComma: return .safe("remove the comma", Fix.Edit(range, ""))
    case .byteOrderMark: return .safe("remove the byte order mark", Fix.Edit(range, ""))
    case .comment: return .safe("remove the comment", .removingComment(range, from: source))
    case .strayCharacter: return .safe("write a plain blank", Fix.Edit(range, " "))
    case .missingComma: return .safe("insert a comma", Fix.Edit(range, ","))
    case .unquotedKey:
      return .safe("put names in double quotes", Fix.Edit(range, "\"\(source.text(in: range))\""))
    case .singleQuotes:
      let text = source.text(in: range)
      guard text.count > 1, text.hasSuffix("'"), !text.contains("\""), !text.contains("\\") else { return nil }
      return .unsafe("use double quotes", Fix.Edit(range, "\"\(text.dropFirst().dropLast())\""))
    default: return nil
    }
  }
}

extension Fix.Edit {
  /// Removes a comment, with the blanks before it where nothing follows on its line.
  fileprivate static func removingComment(_ range: SourceRange, from source: SourceFile) -> Fix.Edit {
    func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    let bytes = source.bytes
    var start = range.start
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    guard range.end == bytes.count || isBreak(bytes[range.end]) else {
      // What stands on both sides must not grow together.
      let isBetween = start == range.start && start > 0 && !isBreak(bytes[start - 1]) && bytes[range.end] > 0x20
      return Fix.Edit(range, isBetween ? " " : "")
    }
    // A comment that has a line of its own takes the line along.
    if start > 0, bytes[start - 1] == 0x0A { start -= start > 1 && bytes[start - 2] == 0x0D ? 2 : 1 }
    return Fix.Edit(SourceRange(start, range.end), "")
  }
}

extension Message {
  fileprivate static func syntax(
    _ error: JSONSyntaxError, and others: Int, in source: SourceFile
  ) -> Message {
    let message = syntax(error, in: source)
    return others == 0 ? message : "\(message), here and at \(others) more \(others == 1 ? "place" : "places")"
  }

  private static func syntax(_ error: JSONSyntaxError, in source: SourceFile) -> Message {
    let found = source.text(in: error.range)
    switch error.kind {
    case .empty: return "the file is empty"
    case .byteOrderMark: return "the file begins with a byte order mark"
    case .invalidUTF8: return "these bytes are not UTF-8"
    case .expectedValue: return "expected a value, found \(quoted: found)"
    case .expectedKey: return "expected a member name in double quotes, found \(quoted: found)"
    case .unquotedKey: return "the member name \(quoted: found) is not in double quotes"
    case .missingColon: return "expected `:` after the member name"
    case .missingComma: return "expected `,` or a closing bracket after this value"
    case .trailingComma: return "nothing follows this comma"
    case .extraComma: return "nothing stands before this comma"
    case .unclosed(let bracket): return "this `\(character(bracket))` is never closed"
    case .unexpectedCloser(let bracket): return "this `\(character(bracket))` closes nothing"
    case .singleQuotes: return "strings stand between double quotes, not single ones"
    case .unterminatedString: return "this string has no closing quote"
    case .controlCharacter(let byte):
      return "a raw control character \(codePoint(Unicode.Scalar(byte))) stands inside a string"
    case .invalidEscape: return "\(quoted: found) is not an escape of JSON"
    case .comment: return "this is a comment, which JSON does not have"
    case .invalidNumber: return "\(quoted: found) is not a number of JSON"
    case .nonFiniteNumber: return "\(quoted: found) is not a value of JSON"
    case .invalidLiteral: return "\(quoted: found) is not a value of JSON"
    case .strayCharacter: return "\(quoted: found) stands outside a string and is no white space of JSON"
    case .textAfterEnd: return "text follows after the end of the document"
    case .tooDeep: return "more than \(JSONDocument.depthLimit) brackets are open here"
    }
  }

  fileprivate static func related(_ error: JSONSyntaxError) -> Message {
    if case .unclosed = error.kind { return "a closing bracket is missing here or later" }
    return "begins here"
  }

  fileprivate static func further(_ error: JSONSyntaxError) -> Message {
    if case .unquotedKey = error.kind { return "neither is this name" }
    return "and here"
  }

  fileprivate static func help(_ error: JSONSyntaxError, in source: SourceFile) -> Message? {
    let found = source.text(in: error.range)
    switch error.kind {
    case .byteOrderMark: return "save the file as UTF-8 without a byte order mark; `file://` sends it as it is"
    case .invalidLiteral:
      if let word = suggestion(for: found, among: ["true", "false", "null"]) { return "did you mean `\(word)`" }
      return "put text in double quotes"
    case .nonFiniteNumber: return "JSON has no such number"
    case .invalidNumber: return "put it in double quotes if it is text"
    case .controlCharacter(0x0A), .controlCharacter(0x0D):
      return "take the line break out, or write it as `\\n` where it is meant"
    case .controlCharacter(0x09): return "take the tab out, or write it as `\\t` where it is meant"
    case .unterminatedString: return "close the string with a double quote"
    case .invalidEscape: return "write a backslash itself as `\\\\`"
    case .empty: return "write the document into the file; `repllint init` makes one"
    default: return nil
    }
  }

  private static func character(_ byte: UInt8) -> String { String(Unicode.Scalar(byte)) }
}
