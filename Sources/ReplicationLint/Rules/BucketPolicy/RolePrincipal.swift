import JSONSource

extension Rule {
  /// A role as the principal of a bucket policy.
  static let bucketPolicyRolePrincipal = Rule(
    "bucket-policy-role-principal", .bucketPolicy, .risk,
    title: "a bucket policy names a role, which no call matches",
    rationale: """
      Backbeat calls with a session of the role, and the server compares principals with the ARN of the session, \
      `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`, which no bucket policy may name. So a Deny on the role's ARN \
      blocks nothing, and an Allow to it, as in AWS's own replication target policy, grants nothing. The account of \
      the role matches it: its 12 digits or its root ARN. Servers before July 2025 treat every ARN that ends in \
      `root`, such as `role/chroot`, as the whole account.
      """,
    references: [.file(.permissionChecks, "_checkPrincipals"), .pulls(.cloudServer, 5855)],
    check: .bucketPolicy { document, context in
      for statement in document.policy.readableStatements {
        for text in statement.principal.value?.soleEntry("AWS")?.values?.items ?? [] {
          let form = PrincipalGrammar.awsForm(text.text)
          let isLoose = text.text.utf8.reversed().starts(with: "root".utf8.reversed())
          if isLoose, form == .role || form == .user, context.server.has(.crossAccountAllowNeedsIAM) != true {
            context.report(.loose(text.text), at: text.range, help: "name the account, or another role or user")
          } else if form == .role {
            let account: Message = "\(quoted: ARN(text).account?.text ?? "ACCOUNT"), which its sessions match"
            context.report(
              .role(statement), at: text.range,
              help: statement.isDeny
                ? "remove the role if Backbeat is meant to use it; else name the account, \(account)"
                : "name the account, \(account)")
          }
        }
      }
    })
}

extension Message {
  fileprivate static func role(_ statement: Statement) -> Message {
    statement.isDeny
      ? "\(statement.name) denies nothing to sessions of this role"
      : "\(statement.name) allows nothing to sessions of this role"
  }
  fileprivate static func loose(_ text: String) -> Message {
    "servers before July 2025 treat \(quoted: text) as the whole account, because it ends in `root`"
  }
}
