import JSONSource

extension Rule {
  /// `Id` at the top of a policy.
  static let idNotAccepted = Rule(
    "id-not-accepted", .policy, .refused, platform: .malformedPolicy,
    title: "the policy has an `Id`",
    rationale: """
      AWS allows an `Id` beside `Version` and `Statement`, and its policy generators write one. Scality's schema for \
      role and user policies does not have it: create-role and create-policy answer `MalformedPolicyDocument`. An `Id` \
      is never evaluated, so removing it changes nothing else.
      """,
    references: [.file(.policySchema, "additionalProperties")],
    fix: .safe,
    check: .iamPolicy { policy, context in
      guard let id = policy.object.member("Id") else { return }
      context.report(
        .idNotAccepted, at: id.name.range, help: "remove `Id`; it is not evaluated",
        fix: .safe("remove `Id`", .removing(id, from: policy.object.node)))
    })
}

extension Message {
  fileprivate static let idNotAccepted: Message = "the server refuses a policy with an `Id`"
}
