import JSONSource

extension Rule {
  /// A trust statement about an action other than assuming the role.
  static let trustAction = Rule(
    "trust-action", .trust, .risk,
    title: "a trust statement is not about `sts:AssumeRole`",
    rationale: """
      Assuming a role is `sts:AssumeRole`. The server checks only the form of the action in a trust policy, and its \
      evaluator decides by the principal alone, so another action works by accident; whether anything else reads it, \
      Vault included, is not known.
      """,
    references: [.file(.principal, "_evaluatePrincipalField"), "AWS STS API reference, AssumeRole"],
    fix: .unsafe,
    check: .trust { policy, context in
      for statement in policy.readableStatements where statement.form.hasAnyPrincipal {
        let entries = statement.actionEntries.filter { !$0.isExcluded }
        guard let first = entries.first, entries.allSatisfy({ ActionGrammar.accepts($0.text.text) }),
          !entries.contains(where: { $0.action.matches(S3Action.assumeRole) })
        else { continue }
        context.report(
          .other(first.text.text, statement), at: first.text.range, help: "write `\(S3Action.assumeRole)`",
          fix: .unsafe(
            "write `\(S3Action.assumeRole)`", Fix.Edit(first.text.range, jsonString(S3Action.assumeRole))))
      }
    })
}

extension Message {
  fileprivate static func other(_ action: String, _ statement: Statement) -> Message {
    "\(statement.name) is about \(quoted: action), not about `sts:AssumeRole`"
  }
}
