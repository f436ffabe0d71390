import JSONSource

extension Rule {
  /// An operator of AWS that this server refuses.
  static let conditionOperatorUnsupported = Rule(
    "condition-operator-unsupported", .permission, .refused, platform: .malformedPolicy,
    title: "`ForAnyValue:` and `ForAllValues:` are not supported",
    rationale: """
      `ForAnyValue:` and `ForAllValues:` are for keys with several values. The server's evaluator knows them; the \
      grammar of its role and user policies does not and refuses the document.
      """,
    references: [.file(.policySchema, "conditions"), .file(.evaluator, "meetConditions")],
    check: .policy { policy, context in
      for (entry, _) in policy.refusedOperators where entry.name.hasSetPrefix {
        let plain = entry.name.text.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
        context.report(
          .unsupported(entry.name.text), at: entry.name.range,
          help: ConditionOperatorGrammar.accepts(plain)
            ? "write `\(plain)`, which compares one value" : "write an operator without the prefix")
      }
    })
}

extension Message {
  fileprivate static func unsupported(_ name: String) -> Message {
    "the server refuses the condition operator \(quoted: name) because of its prefix"
  }
}
