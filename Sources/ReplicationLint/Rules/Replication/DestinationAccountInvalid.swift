import JSONSource

extension Rule {
  /// An `Account` that is not twelve digits.
  static let destinationAccountInvalid = Rule(
    "destination-account-invalid", .replication, .refused,
    platform: .invalidArgument("Account must be a 12-digit numeric account ID"),
    title: "`Account` of a destination is not twelve digits",
    rationale: """
      A server of version 2 puts `Account` in place of the account in the target role's ARN, so that rules can write \
      to buckets of several accounts. It accepts exactly twelve digits, as create-account returned them.
      """,
    references: [.file(.replicationConfiguration), .pulls(.arsenal, 2627)],
    check: .replication { configuration, context in
      guard context.server.replicationV2 else { return }
      for rule in configuration.readableRules {
        guard let account = rule.account.value, !PrincipalGrammar.isAccount(account.text) else { continue }
        context.report(
          account.isEmpty
            ? "`Account` of \(rule.name) is empty" : "`Account` of \(rule.name) is \(quoted: account.text)",
          at: account.range, help: "write the twelve digits of the target account, or leave `Account` out")
      }
    })
}
