import JSONSource

extension Rule {
  /// The file is not JSON as AWS CLI and the server read it.
  static let jsonSyntax = Rule(
    "json-syntax", .syntax, .refused, platform: .invalidJSON,
    otherAnswers: [
      .malformedPolicy, .malformedBucketPolicy, .emptyBucketPolicy, .undecodable("--policy-document", "FILE"),
    ],
    title: "the file is not valid JSON",
    rationale: """
      AWS CLI reads a replication configuration with a strict JSON reader and answers `Error parsing parameter`; for a \
      policy it passes the text on, and the server answers `MalformedPolicyDocument` with `Syntax errors in policy.`, \
      or `MalformedPolicy` for a bucket policy. Neither reports the location. Comments, trailing commas, single quotes \
      and a byte order mark are not JSON, although many editors accept them. A file that is not UTF-8 reaches no server: \
      AWS CLI cannot decode it, and its advice to use `fileb://` helps no document.
      """,
    references: [
      "RFC 8259", "AWS CLI awscli/argprocess.py, _unpack_complex_cli_arg", "AWS CLI awscli/paramfile.py, get_file",
      .file(.policyValidator, "_safeJSONParse"),
    ],
    fix: .sometimes,
    check: .document { document, context in
      if document.kind == .bucketVersioning, document.json.source.bytes.allSatisfy({ $0 <= 0x20 }) { return }
      let source = document.json.source
      if document.isForeign, !document.json.isValid, let text = ForeignText(source) {
        if text.isHarmless { return }
        context.report(
          text.syntaxMessage, at: ObjectReader(document.json.root).place, platform: .notJSON,
          help: text.file.help)
        return
      }
      // The value that counts has the wrong type, which its own rule reports; the rest is dropped unread.
      let errors = document.syntaxErrors.filter { !document.isReadable || document.isOvershadowed($0.range) }
      if errors.isEmpty { return }
      let repair = SyntaxRepair(source)
      // A foreign file that is not JSON gets one finding, whatever its errors.
      let groups = SyntaxErrorGroup.groups(of: errors, in: source)
      for group in groups.prefix(document.isForeign ? 1 : groups.count) {
        let error = group.first
        if document.holdsAnswers(error) {
          context.report(
            "the file holds the answers of several commands: the second begins here",
            at: SourceRange(error.range.start, error.range.start + 1), consequence: .risk,
            help: "save each answer to a file of its own")
          continue
        }
        let labels = error.related.map { [context.label($0, .related(error))] } ?? []
        context.report(
          .syntax(error, and: group.others.count, in: source), at: error.range,
          consequence: document.consequence(of: error),
          severity: error.kind == .tooDeep ? .error : nil, platform: document.answer,
          labels: labels + group.others.prefix(3).map { context.label($0.range, .further(error)) },
          help: .help(error, in: document.json),
          fix: document.embedded == nil ? group.fix(in: document.json, repair) : nil)
      }
    })
}

extension Document {
  /// The answer of AWS CLI or the server to a file that is not JSON.
  fileprivate var answer: PlatformAnswer {
    if let parameter, !isUTF8 { return .undecodable(parameter, path) }
    return switch kind {
    case .trustPolicy, .permissionPolicy, .role, .policyVersion, .rolePolicy:
      json.source.bytes.isEmpty ? .emptyPolicy(purpose: policy?.purpose) : .malformedPolicy
    case .bucketPolicy, .bucketPolicyOutput:
      json.source.bytes.isEmpty ? .emptyBucketPolicy : .malformedBucketPolicy
    case .replicationConfiguration, .bucketReplication:
      replicationAnswer
    default: isForeign ? answerByName : .notJSON
    }
  }

  /// The answer to a file without a document, as its name shows what it is meant to be.
  private var answerByName: PlatformAnswer {
    let start = json.source.bytes.first { $0 > 0x20 }
    if isMissingConfiguration {
      if start == nil { return .noShorthand }
      return start == UInt8(ascii: "{") || start == UInt8(ascii: "[") ? .invalidJSON : .notJSON
    }
    guard start == nil, let kind = json.kindByName else { return .notJSON }
    let isEmpty = json.source.bytes.isEmpty
    if kind == .bucketPolicy { return isEmpty ? .emptyBucketPolicy : .malformedBucketPolicy }
    return isEmpty ? .emptyPolicy(purpose: kind == .trustPolicy ? .trust : .permission) : .malformedPolicy
  }

  /// The parameter of AWS CLI that names the file; nil for what no command takes.
  private var parameter: String? {
    switch kind {
    case .trustPolicy: "--assume-role-policy-document"
    case .permissionPolicy: "--policy-document"
    case .bucketPolicy: "--policy"
    case .replicationConfiguration: "--replication-configuration"
    default: nil
    }
  }

  /// Indicates whether AWS CLI can decode the file, which it takes for UTF-8.
  private var isUTF8: Bool {
    let bytes = json.source.bytes
    return String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes)
  }

  /// AWS CLI reads JSON only where the first character that is not whitespace is a bracket, and its shorthand
  /// otherwise.
  private var replicationAnswer: PlatformAnswer {
    if json.syntaxErrors.first?.kind == .byteOrderMark { return .noShorthand(received: "\u{FEFF}") }
    return json.source.bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } ? .noShorthand : .invalidJSON
  }

  /// The consequence of a syntax error: what only this program does not read may be accepted.
  fileprivate func consequence(of error: JSONSyntaxError) -> Consequence {
    if holdsAnswers(error) { return .risk }
    return error.kind == .tooDeep && isCutOff && syntaxConsequence == .refused ? .risk : syntaxConsequence
  }

  /// The consequence of text that is not JSON: the output of a command is never sent, but nothing can be inferred from it
  /// either.
  private var syntaxConsequence: Consequence {
    if isReadable { return .risk }
    return kind.isCLIOutput ? .fails : .refused
  }

  /// Indicates whether the file holds the answers of several commands one after another, which `error` is the end of the
  /// first of. Nothing is wrong with them but their file.
  fileprivate func holdsAnswers(_ error: JSONSyntaxError) -> Bool {
    error.kind == .textAfterEnd && kind.isCLIOutput && embedded == nil
      && json.source.bytes[error.range.start] == UInt8(ascii: "{")
  }

  /// Returns whether a later member of the same name replaces the value at `range`.
  fileprivate func isOvershadowed(_ range: SourceRange) -> Bool {
    json.duplicateNames.contains { duplicate in
      ObjectReader(duplicate.object).members.contains { member in
        member.name.string == duplicate.first.name.string && member.value.range.contains(range)
          && ObjectReader(duplicate.object).member(member.name.string?.text ?? "")?.value != member.value
      }
    }
  }
}

extension Message {
  fileprivate static func syntax(
    _ error: JSONSyntaxError, and others: Int, in source: SourceFile
  ) -> Message {
    let message = syntax(error, in: source)
    return others == 0 ? message : "\(message), here and at \(others) more \(others == 1 ? "location" : "locations")"
  }

  private static func syntax(_ error: JSONSyntaxError, in source: SourceFile) -> Message {
    let found = source.text(in: error.range)
    if error.isEllipsis(in: source) { return "\(quoted: found) replaces text that the guide left out" }
    switch error.kind {
    case .utf16: return "the file is UTF-16, not UTF-8"
    case .utf32: return "the file is UTF-32, not UTF-8"
    case .binary: return "the file is not text"
    case .curlyQuotes: return "strings need plain double quotes (U+0022), not curly ones (\(curlyQuotes(found)))"
    case .empty: return "the file is empty"
    case .byteOrderMark: return "the file begins with a byte order mark"
    case .invalidUTF8: return "these bytes are not UTF-8"
    case .expectedValue: return "expected a value, found \(quoted: found)"
    case .expectedKey: return "expected a member name in double quotes, found \(quoted: found)"
    case .unquotedKey: return "the member name \(quoted: found) is not in double quotes"
    case .missingColon: return "expected `:` after the member name"
    case .missingComma: return "expected `,` or a closing bracket after this value"
    case .trailingComma: return "nothing follows this comma"
    case .extraComma: return "nothing precedes this comma"
    case .unclosed(let bracket): return "this `\(character(bracket))` is never closed"
    case .unexpectedCloser(let bracket): return "this `\(character(bracket))` closes nothing"
    case .singleQuotes: return "strings need double quotes, not single ones"
    case .unterminatedString: return "this string has no closing quote"
    case .controlCharacter(let byte):
      return "a string contains a raw \(name(ofControl: byte)) (\(codePoint(Unicode.Scalar(byte))))"
    case .invalidEscape: return "\(quoted: found) is not an escape of JSON"
    case .comment: return "this is a comment, which JSON does not have"
    case .invalidNumber: return "\(quoted: found) is not a number of JSON"
    case .nonFiniteNumber: return "\(quoted: found) is not a value of JSON"
    case .invalidLiteral: return "\(quoted: found) is not a value of JSON"
    case .strayCharacter: return "\(strayCharacter(found)) is not whitespace in JSON"
    case .textAfterEnd: return "text follows after the end of the document"
    case .tooDeep: return "more than \(JSONDocument.depthLimit) brackets are open here"
    case .tooMany: return "more than \(JSONDocument.errorLimit) syntax errors: no further ones are reported"
    case .tooLarge: return "the file is larger than \(JSONDocument.sizeLimit) bytes, so it is not read"
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

  fileprivate static func help(_ error: JSONSyntaxError, in json: JSONDocument) -> Message? {
    let source = json.source
    let found = source.text(in: error.range)
    if error.isEllipsis(in: source) { return "save the command's real output" }
    switch error.kind {
    case .invalidUTF8, .utf16, .utf32: return "save the file as UTF-8"
    case .binary: return "name the file that holds the document"
    case .byteOrderMark: return "save the file as UTF-8 without a byte order mark; `file://` sends it as it is"
    case .invalidLiteral:
      if let word = suggestion(for: found, among: ["true", "false", "null"]) { return "did you mean `\(word)`?" }
      return "put strings in double quotes"
    case .nonFiniteNumber: return "JSON has no such number"
    case .invalidNumber: return "put it in double quotes if it is a string"
    case .controlCharacter(let byte):
      guard !error.isInName(in: json), let escape = escapes[byte] else { return "remove it" }
      return "remove it, or write `\(escape)` where it is meant"
    case .unterminatedString: return "close the string with a double quote"
    case .invalidEscape: return "write a backslash itself as `\\\\`"
    case .tooDeep: return "use fewer brackets: repllint reads no deeper, and does not check the rest"
    case .empty: return "write the document into the file; `repllint init` creates one"
    default: return nil
    }
  }

  private static let escapes: [UInt8: String] = [0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"]

  private static func name(ofControl byte: UInt8) -> String {
    switch byte {
    case 0x09: "tab"
    case 0x0A, 0x0D: "line break"
    default: "control character"
    }
  }

  /// The code points of the curly quotes in `text`, each once.
  private static func curlyQuotes(_ text: String) -> String {
    var quotes: [String] = []
    for scalar in text.unicodeScalars where ("\u{201C}"..."\u{201F}").contains(scalar) {
      if !quotes.contains(codePoint(scalar)) { quotes.append(codePoint(scalar)) }
    }
    return quotes.joined(separator: ", ")
  }

  private static func strayCharacter(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return "this" }
    let name = (first.properties.name ?? first.properties.nameAlias)?.lowercased()
    guard let name else { return codePoint(first) }
    return "a \(name) (\(codePoint(first)))"
  }

  private static func character(_ byte: UInt8) -> String { String(Unicode.Scalar(byte)) }
}
