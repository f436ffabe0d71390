import JSONSource

extension Rule {
  /// An entry or statement that says what another one says.
  static let redundantEntry = Rule(
    "redundant-entry", .permission, .style,
    title: "an action, resource or statement repeats another",
    rationale: """
      An entry that stands twice, or beside a wildcard that includes it, changes nothing. It hides what the policy \
      really allows, and whoever takes one of the two away later takes nothing away.
      """,
    references: [PolicySource.evaluator],
    fix: .sometimes,
    check: .permission { policy, findings in
      var seen: [[[UInt8]]: Statement] = [:]
      for statement in policy.readableStatements {
        if let meaning = statement.meaning, let first = seen[meaning] {
          findings.report(
            .statement(statement), at: statement.object.place,
            labels: [findings.label(first.object.place, "this one says the same")], help: "remove one of them",
            fix: policy.object.member("Statement").map {
              .unsafe("remove the statement", .removing(statement.object.node, from: $0.value))
            })
          continue
        }
        if let meaning = statement.meaning { seen[meaning] = statement }
        for (list, isAction) in statement.lists { checkEntries(of: list, isAction, &findings) }
      }
    })

  private static func checkEntries(of list: StringList, _ isAction: Bool, _ findings: inout Findings) {
    guard list.isList, list.items.count > 1 else { return }
    let elements = list.node.elements
    // The first of two equal entries is kept, and wherever it stands the one that includes the other. Only an entry
    // with wildcards can include another; the first hundred of them are tried, so that the work stays linear.
    var first: [[UInt8]: Int] = [:]
    let items = list.items.enumerated().filter { isEffective($0.element.text, isAction) }
    let broad = items.filter { $0.element.text.utf8.contains { "*?".utf8.contains($0) } }.prefix(100)
    for (index, item) in items {
      // Letter by letter: texts that Swift takes for equal may be different keys.
      let name = Array((isAction ? asciiLowercased(item.text) : item.text).utf8)
      let repeated = first[name].map { (offset: $0, element: list.items[$0]) }
      if repeated == nil { first[name] = index }
      let broader =
        repeated
        ?? broad.first { offset, other in
          offset != index && canCover(other.text, item.text) && covers(other.text, item.text, isAction)
            && (offset < index || !covers(item.text, other.text, isAction))
        }
      guard let broader else { continue }
      let isSame = covers(item.text, broader.element.text, isAction)
      let element = elements.first { $0.range == item.range }
      findings.report(
        isSame ? .repeated(item.text) : .included(item.text, broader.element.text), at: item.range,
        labels: [findings.label(broader.element.range, isSame ? "first given here" : "this one includes it")],
        help: "remove it",
        fix: element.map { .safe("remove \(quoted: item.text)", .removing($0, from: list.node)) })
    }
  }

  /// Whether what stands before the first wildcard agrees, so that it is worth looking closer.
  private static func canCover(_ a: String, _ b: String) -> Bool {
    let head = asciiLowercased(String(a.prefix { !"*?$".contains($0) }))
    return asciiLowercased(b).utf8.starts(with: head.utf8)
  }

  /// Whether an entry says anything: what is refused or never matches has a rule of its own, and makes no other
  /// entry needless.
  private static func isEffective(_ text: String, _ isAction: Bool) -> Bool {
    guard isAction else {
      if case .alive(let buckets, let objects) = ResourceReach(text) { return buckets || objects }
      return false
    }
    let action = ActionPattern(text)
    guard ActionGrammar.accepts(text), action.oddity == nil else { return false }
    return action.service != "s3" || !S3Action.matching(action).isEmpty
  }

  private static func covers(_ a: String, _ b: String, _ isAction: Bool) -> Bool {
    if isAction { return WildcardText.covers(asciiLowercased(a), asciiLowercased(b)) }
    if a.utf8.elementsEqual(b.utf8) || a == "*" { return true }
    guard case .alive = ResourceReach(a), case .alive = ResourceReach(b), !a.contains("${"), !b.contains("${") else {
      return false
    }
    let aParts = a.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let bParts = b.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    return aParts.count == 6 && bParts.count == 6 && zip(aParts, bParts).allSatisfy { WildcardText.covers($0, $1) }
  }
}

extension Statement {
  fileprivate var lists: [(StringList, Bool)] {
    [(action, true), (notAction, true), (resource, false), (notResource, false)].compactMap { field, isAction in
      field.value.map { ($0, isAction) }
    }
  }

  /// What a statement says, `Sid` and the order of lists left out; nil for a statement with a principal, or without
  /// lists.
  fileprivate var meaning: [[UInt8]]? {
    guard !form.hasAnyPrincipal, !lists.isEmpty else { return nil }
    var parts = [effect.value?.text ?? "", condition.value?.node.sourceText ?? ""]
    for (name, field) in [
      ("Action", action), ("NotAction", notAction), ("Resource", resource), ("NotResource", notResource),
    ] {
      guard let list = field.value else { continue }
      parts.append(name)
      parts += Set(list.items).map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    return parts.map { Array($0.utf8) }
  }
}

extension Message {
  fileprivate static func statement(_ statement: Statement) -> Message {
    "\(statement.name) repeats another statement"
  }
  fileprivate static func repeated(_ entry: String) -> Message { "\(quoted: entry) is in the list twice" }
  fileprivate static func included(_ entry: String, _ other: String) -> Message {
    "\(quoted: entry) is included in \(quoted: other)"
  }
}
