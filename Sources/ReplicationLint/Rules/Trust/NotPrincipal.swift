import JSONSource

extension Rule {
  /// `NotPrincipal` in a trust policy.
  static let notPrincipal = Rule(
    "notprincipal", .trust, .exposed,
    title: "a trust statement names principals by exclusion",
    rationale: """
      `Allow` with `NotPrincipal` lets every principal that is not named, of any account, assume the role; its \
      `Condition` is not evaluated. `Deny` with `NotPrincipal` excludes every principal that is not named, including \
      Backbeat unless it is named. In a policy whose `Statement` is one object the server does not even check the form \
      of `NotPrincipal`.
      """,
    references: [PolicySource.principal],
    check: .trust { policy, context in
      for statement in policy.readableStatements where !statement.principal.isPresent {
        guard let member = statement.object.member("NotPrincipal") else { continue }
        context.report(
          statement.isDeny ? .denies(statement) : .allows(statement), at: member.name.range,
          consequence: statement.isDeny ? .risk : .exposed,
          help: "name the principals: `\"Principal\": {\"Service\": \"backbeat\"}`")
      }
    })
}

extension Message {
  fileprivate static func allows(_ statement: Statement) -> Message {
    "\(statement.name) lets every principal that it does not name assume the role"
  }
  fileprivate static func denies(_ statement: Statement) -> Message {
    "\(statement.name) denies the role to every principal that it does not name"
  }
}
