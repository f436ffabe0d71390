import JSONSource

extension Rule {
  /// A condition operator without any key.
  static let bucketPolicyEmptyOperator = Rule(
    "bucket-policy-empty-operator", .bucketPolicy, .refused, platform: .thrown,
    title: "a condition operator of a bucket policy has no key",
    rationale: """
      The server reads the first key under each operator without checking that it exists. On an empty object it throws \
      outside of any handler, and the worker that read the policy stops.
      """,
    references: [.file(.permissionChecks, "validatePolicyConditions")],
    check: .bucketPolicy { document, context in
      for statement in document.policy.readableStatements {
        for entry in statement.condition.value?.operators ?? []
        where entry.node.kind == .object && entry.node.members.isEmpty
          && ConditionOperatorGrammar.accepts(entry.name.text)
        {
          context.report(
            .empty(entry.name.text), at: entry.node.range, help: "name a condition key, or remove the operator")
        }
      }
    })
}

extension Message {
  fileprivate static func empty(_ name: String) -> Message { "`\(name)` has no condition key" }
}
