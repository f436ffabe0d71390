import JSONSource

extension Rule {
  /// A policy was created and is not attached to the role.
  static let policyNotAttached = Rule(
    "policy-not-attached", .setup, .fails,
    title: "a policy is not attached to its role",
    rationale: """
      create-policy makes a policy, and attach-role-policy gives it to the role. Where that step is missing, or was \
      done for another policy, the role may do nothing: the source role leaves objects `PENDING`, the target role \
      makes them `FAILED`. What list-attached-role-policies prints shows it.
      """,
    references: ["the guide: attach the policy to the role", .file(.evaluator)],
    check: .setup { analysis, context in
      for side in Side.allCases {
        let site = side == .source ? analysis.setup.source : analysis.setup.target
        guard let attached = site.attachedPolicies else { continue }
        for created in site.unattachedPolicies {
          guard let arn = created.policyARN else { continue }
          let list = attached.json.root.member("AttachedPolicies")
          context.report(
            "the policy \(quoted: arn.text) is not attached to the \(side.rawValue) role",
            at: list?.range ?? attached.json.root.range,
            in: attached, labels: [context.label(arn.range, in: created, "the policy that was created")],
            help: "run `aws iam attach-role-policy` with this ARN")
        }
      }
    })
}
