import JSONSource

extension Rule {
  /// A Deny that removes a permission that replication needs.
  static let denyBlocksReplication = Rule(
    "deny-blocks-replication", .setup, .fails,
    title: "a Deny removes a permission that replication needs",
    rationale: """
      A Deny that applies takes precedence over every Allow, in this policy and in all others of the role. A Deny \
      written for another purpose, or one with `NotAction` or `NotResource`, can block replication unintentionally.
      """,
    references: [.file(.evaluator, "evaluatePolicy and standardEvaluateAllPolicies")],
    check: .setup { analysis, context in
      for missing in analysis.missingPermissions(where: { analysis.plan?.asksFor($0) == true }) {
        guard case .denied = missing.cause, let file = missing.file else { continue }
        context.report(
          .refused(missing), at: missing.place, in: file, labels: missing.ruleLabel(context), help: .repair(missing))
      }
    })
}
