import JSONSource

extension Rule {
  /// An operator that the server does not know.
  static let conditionOperatorUnknown = Rule(
    "condition-operator-unknown", .permission, .refused, platform: .malformedPolicy,
    title: "a condition operator is unknown",
    rationale: """
      The operators of a condition are a closed list, and their names are case-sensitive. Each but `Null` may end \
      in `IfExists`.
      """,
    references: [.file(.policySchema, "conditions")],
    fix: .sometimes,
    check: .policy { policy, context in
      for (entry, _) in policy.refusedOperators where !entry.name.hasSetPrefix {
        let name = entry.name.text
        let near = ConditionOperatorGrammar.nearest(to: name)
        let isNear = near.map { editDistance(Array(name.unicodeScalars), Array($0.unicodeScalars), 1) != nil }
        let isSafe = isNear == true || near?.lowercased() == name.lowercased()
        context.report(
          .unknown(name), at: entry.name.range,
          help: .help(name, near),
          fix: near.map { Fix("write `\($0)`", isSafe: isSafe, [Fix.Edit(entry.name.contentRange, $0)]) })
      }
    })
}

extension LocatedString {
  /// Indicates whether an operator begins with one of the prefixes for keys with several values.
  var hasSetPrefix: Bool { ConditionOperatorGrammar.setPrefixes.contains { text.hasPrefix($0) } }
}

extension PolicyDocument {
  /// The condition operators that the server refuses, with their statements.
  var refusedOperators: [(entry: ConditionBlock.Operator, statement: Statement)] {
    readableStatements.flatMap { statement in
      (statement.condition.value?.operators ?? []).filter { !ConditionOperatorGrammar.accepts($0.name.text) }
        .map { ($0, statement) }
    }
  }
}

extension Message {
  fileprivate static func help(_ name: String, _ near: String?) -> Message? {
    if name == "NullIfExists" { return "write `Null`, which already tests for absent keys" }
    return near.map { "did you mean `\($0)`?" }
  }
  fileprivate static func unknown(_ name: String) -> Message {
    "the server has no condition operator \(quoted: name)"
  }
}
