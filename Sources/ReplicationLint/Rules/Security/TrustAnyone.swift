import JSONSource

extension Rule {
  /// A role that everyone may assume.
  static let trustAnyone = Rule(
    "trust-anyone", .security, .exposed,
    title: "everyone may assume the role",
    rationale: """
      `"Principal": "*"` lets every user of every account assume the role, Backbeat too; `{"AWS": "*"}` lets all users \
      but not Backbeat, as a service is not a user. Whoever assumes the role reads the source bucket or writes to the \
      target. A `Deny` that applies to all others, or a condition on a key that no request carries, excludes them.
      """,
    references: [.file(.principal, "_evaluatePrincipalField")],
    fix: .unsafe,
    check: .trust { policy, context in
      let open = policy.grantsToStrangers
      let toBackbeat = policy.grantsToBackbeat(context.server)
      for statement in policy.readableStatements where statement.isAllow && !statement.notPrincipal.isPresent {
        guard let principal = statement.principal.value, principal.letsEveryoneIn else { continue }
        if let open, !open.contains(where: { $0.index == statement.index }) { continue }
        let withBackbeat =
          principal.isEveryone && (open == nil || toBackbeat.contains { $0.index == statement.index })
        context.report(
          .anyone(statement, withBackbeat: withBackbeat), at: principal.node.range,
          help: "write `{\"Service\": \"backbeat\"}`",
          fix: .unsafe("name only Backbeat", Fix.Edit(principal.node.range, #"{ "Service": "backbeat" }"#)))
      }
    })
}

extension Principal {
  /// Indicates whether the principal is everyone, in a form that the server accepts.
  var letsEveryoneIn: Bool {
    if isEveryone { return true }
    guard let list = soleEntry("AWS")?.values else { return false }
    return !list.isList && list.items.first?.text == "*"
  }
}

extension Message {
  fileprivate static func anyone(_ statement: Statement, withBackbeat: Bool) -> Message {
    withBackbeat
      ? "\(statement.name) lets everyone assume the role"
      : "\(statement.name) lets every user of every account assume the role, but not Backbeat"
  }
}
