import JSONSource

extension Rule {
  /// Principals other than Backbeat that may assume the role.
  static let trustBesidesBackbeat = Rule(
    "trust-besides-backbeat", .security, .risk,
    title: "principals other than Backbeat can assume the role",
    rationale: """
      A role for replication is Backbeat's. Every other principal in its trust policy can read the source bucket or \
      write replicas to the target in Backbeat's name.
      """,
    references: [.file(.principal, "_evaluatePrincipalField")],
    check: .trust { policy, context in
      let trusted = policy.readableStatements.filter { $0.isAllow && !$0.notPrincipal.isPresent }
      let namesBackbeat = trusted.contains { $0.principal.value?.soleEntry("Service") != nil }
      // Without Backbeat the others are not the first problem to repair.
      guard namesBackbeat else { return }
      for statement in trusted {
        guard let principal = statement.principal.value, !principal.letsEveryoneIn,
          let entry = principal.soleEntry, let list = entry.values, entry.name.text != "Service"
        else { continue }
        let others = list.items.filter { policy.trusts($0.text, under: entry.name.text) }
        guard let first = others.first else { continue }
        context.report(
          .others(first.text, more: others.count - 1), at: entry.node.range,
          help: "remove the statement, unless another principal is meant to use the role")
      }
    })
}

extension Message {
  fileprivate static func others(_ first: String, more: Int) -> Message {
    more == 0
      ? "\(quoted: first) may assume the role too" : "\(quoted: first) and \(more) more may assume the role too"
  }
}
