import JSONSource

/// The values of JSON, each reported where its type or its word is wrong.
extension ConfigurationReader {
  /// The members of an object by name; unknown ones are reported and left out.
  mutating func object(_ node: JSONNode, known: [String], _ what: Message) -> [String: JSONNode]? {
    guard isType(.object, node, what) else { return nil }
    var members: [String: JSONNode] = [:]
    for member in node.members {
      guard let name = member.name.string?.text else { continue }
      // Spelt by bytes: to Swift, canonically equivalent strings are equal.
      if known.contains(where: { $0.hasSameBytes(as: name) }) {
        members[name] = member.value
      } else {
        report(
          "\(quoted: name) is not a key of \(what)", at: member.name.range, help: Self.help(name, among: known))
      }
    }
    return members
  }

  /// The elements of an array.
  mutating func array(_ node: JSONNode, _ what: Message) -> [JSONNode]? {
    isType(.array, node, what) ? node.elements : nil
  }

  /// A string.
  mutating func string(_ node: JSONNode, _ what: Message) -> String? {
    isType(.string, node, what) ? node.string?.text : nil
  }

  /// A string that is not empty.
  mutating func name(_ node: JSONNode, _ what: Message) -> String? {
    guard let text = string(node, what) else { return nil }
    if text.isEmpty {
      report("\(what) is empty", at: node.range)
      return nil
    }
    return text
  }

  /// `true` or `false`.
  mutating func boolean(_ node: JSONNode, _ what: Message) -> Bool? {
    isType(.boolean, node, what) ? node.boolean : nil
  }

  /// One of the words of an enumeration.
  mutating func word<Word: RawRepresentable & CaseIterable>(_ node: JSONNode, _ what: Message, _ type: Word.Type)
    -> Word? where Word.RawValue == String
  {
    guard let text = string(node, what) else { return nil }
    if let word = Word(rawValue: text) { return word }
    report(
      "\(what) cannot be \(quoted: text)", at: node.range,
      help: Self.help(text, among: Word.allCases.map { $0.rawValue }))
    return nil
  }

  /// The slug of the rule that a name means.
  mutating func rule(_ name: String, at range: SourceRange) -> String? {
    if let rule = Catalogue.rule(name) { return rule.slug }
    let near = suggestion(for: name, among: Catalogue.rules.map { $0.slug })
    report(
      "no rule is named \(quoted: name)", at: range,
      help: near.map { "did you mean \(quoted: $0)?" } ?? "`repllint rules` lists them")
    return nil
  }

  private mutating func isType(_ kind: JSONNode.Kind, _ node: JSONNode, _ what: Message) -> Bool {
    if node.kind == kind { return true }
    report("\(what) must be \(Self.noun(kind)), not \(Self.noun(node.kind))", at: node.range)
    return false
  }

  private static func help(_ word: String, among known: [String]) -> Message {
    if let near = suggestion(for: word, among: known) { return "did you mean \(quoted: near)?" }
    return "use one of \(known.filter { $0 != "$schema" }.map { quoted($0) }.joined(separator: ", "))"
  }

  private static func noun(_ kind: JSONNode.Kind) -> String {
    switch kind {
    case .object: "an object"
    case .array: "a list"
    case .string: "a string"
    case .number: "a number"
    case .boolean: "`true` or `false`"
    case .null: "`null`"
    case .invalid: "text that is not JSON"
    }
  }
}
