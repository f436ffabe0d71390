import JSONSource

extension Rule {
  /// `NotPrincipal` in a trust policy.
  static let notPrincipal = Rule(
    "notprincipal", .trust, .exposed,
    title: "a trust statement names principals by exclusion",
    rationale: """
      `Allow` with `NotPrincipal` lets every principal that is not named, of any account, assume the role; its \
      `Condition` is not evaluated. Only users are under `AWS`: with `{"AWS": "*"}` Backbeat alone is not named, and with \
      `"*"` every principal is. `Deny` with `NotPrincipal` excludes every principal that is not named, including \
      Backbeat unless it is named. In a policy whose `Statement` is one object the server does not even check the form \
      of `NotPrincipal`.
      """,
    references: [.file(.principal, "_evaluatePrincipalField")],
    check: .trust { policy, context in
      let open = policy.grantsToStrangers
      let toBackbeat = policy.grantsToBackbeat(context.server)
      for statement in policy.readableStatements where !statement.principal.isPresent {
        guard let member = statement.object.member("NotPrincipal") else { continue }
        let isExposed = !statement.isDeny && open.map { $0.contains { $0.index == statement.index } } ?? true
        let message: Message =
          statement.isDeny
          ? .denies(statement)
          : isExposed
            ? .allows(statement)
            : .allowsNoStranger(statement, withBackbeat: toBackbeat.contains { $0.index == statement.index })
        context.report(
          message, at: member.name.range, consequence: isExposed ? .exposed : .risk,
          help: "name the principals: `\"Principal\": {\"Service\": \"backbeat\"}`")
      }
    })
}

extension Message {
  fileprivate static func allows(_ statement: Statement) -> Message {
    "\(statement.name) lets every principal that it does not name assume the role"
  }
  fileprivate static func allowsNoStranger(_ statement: Statement, withBackbeat: Bool) -> Message {
    withBackbeat
      ? "\(statement.name) allows Backbeat by excluding other principals" : "\(statement.name) allows no principal"
  }
  fileprivate static func denies(_ statement: Statement) -> Message {
    "\(statement.name) denies the role to every principal that it does not name"
  }
}
