import JSONSource

extension Rule {
  /// A Deny takes away what replication needs.
  static let denyBlocksReplication = Rule(
    "deny-blocks-replication", .setup, .fails,
    title: "a Deny takes away a permission that replication needs",
    rationale: """
      A Deny that applies wins over every Allow, in this policy and in all others of the role. A Deny written for \
      something else, or one with `NotAction` or `NotResource`, easily takes replication along.
      """,
    references: ["Arsenal lib/policyEvaluator/evaluator.ts, evaluatePolicy and standardEvaluateAllPolicies"],
    check: .setup { analysis, findings in
      for missing in analysis.missingPermissions(where: { !$0.isRecent || analysis.plan?.isEnforced == true }) {
        guard case .denied = missing.cause, let file = missing.file else { continue }
        findings.report(
          .refused(missing), at: missing.place, in: file, labels: missing.ruleLabel(findings), help: .repair(missing))
      }
    })
}
