import JSONSource

extension Rule {
  /// A role with a path as principal.
  static let principalRolePath = Rule(
    "principal-role-path", .trust, .refused, platform: .malformedPolicy,
    title: "a role with a path is named as principal",
    rationale: """
      The server accepts users with a path as principals, but not roles: the name after `role/` may contain no further \
      `/`, and at most 64 characters.
      """,
    references: [.file(.policySchema, "principalAWSRoleArn")],
    check: .iamPolicy { policy, context in
      for item in policy.refusedPrincipals where item.isRoleWithPath {
        context.report(
          .path(item.text.text), at: item.text.range,
          help: "name a role without a path, or its account as `arn:aws:iam::ACCOUNT:root`")
      }
    })
}

extension Message {
  fileprivate static func path(_ role: String) -> Message {
    "the server refuses the role \(quoted: role) as principal because of its path"
  }
}
