import JSONSource

extension Rule {
  /// There is no statement.
  static let statementMissing = Rule(
    "statement-missing", .policy, .refused, platform: .malformedPolicy,
    title: "the policy has no statement",
    rationale: """
      A policy grants nothing without statements, and the server refuses one without `Statement` or with an empty list: \
      `MalformedPolicyDocument`, or `MalformedPolicy` for a bucket policy.
      """,
    references: [.file(.policySchema, "required and minItems of Statement")],
    check: .policy { policy, context in
      guard policy.object.node.kind == .object else { return }
      switch policy.statements {
      case .absent(let place):
        if policy.object.misspelt("Statement", known: PolicyDocument.members) != nil { return }
        // The server names the missing `Version` alone, and one finding is enough for an empty policy.
        if policy.purpose == .bucket, !policy.version.isPresent { return }
        context.report(
          "the policy has no `Statement`, which the server refuses", at: place,
          help: "add `Statement` with at least one statement")
      case .present(let statements) where statements.isEmpty && policy.brokenStatements.isEmpty:
        context.report(
          "`Statement` is an empty list, which the server refuses",
          at: policy.object.member("Statement")?.value.range ?? policy.object.place, help: "add a statement")
      case .present, .invalid: return
      }
    })
}
