import JSONSource

extension Rule {
  /// `NotPrincipal` in a trust policy.
  static let notPrincipal = Rule(
    "notprincipal", .trust, .exposed,
    title: "a trust statement names principals by exclusion",
    rationale: """
      `Allow` with `NotPrincipal` lets everyone assume the role who is not named, of any account; its `Condition` is \
      never looked at. `Deny` with `NotPrincipal` locks out everyone who is not named, Backbeat too unless it is named. \
      In a policy whose `Statement` is one object the server does not even check the form of `NotPrincipal`.
      """,
    references: [PolicySource.principal],
    check: .trust { policy, findings in
      for statement in policy.readableStatements where !statement.principal.isThere {
        guard let member = statement.object.member("NotPrincipal") else { continue }
        findings.report(
          statement.isDeny ? .denies(statement) : .allows(statement), at: member.name.range,
          consequence: statement.isDeny ? .risk : .exposed,
          help: "name whom the statement is about: `\"Principal\": {\"Service\": \"backbeat\"}`")
      }
    })
}

extension Message {
  fileprivate static func allows(_ statement: Statement) -> Message {
    "\(statement.name) lets everyone whom it does not name assume the role"
  }
  fileprivate static func denies(_ statement: Statement) -> Message {
    "\(statement.name) denies the role to everyone whom it does not name"
  }
}
