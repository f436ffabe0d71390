import JSONSource

extension Rule {
  /// No rule is enabled.
  static let nothingEnabled = Rule(
    "nothing-enabled", .replication, .risk,
    title: "every rule is `Disabled`",
    rationale: """
      A configuration whose rules are all `Disabled` is accepted, and nothing replicates: new objects get no \
      replication status at all. That is right while a setup is being built, and a likely mistake in production. The \
      documents do not show which of them it is, so that no fix is offered: it would start what was switched off.
      """,
    references: [.file(.replicationConfiguration, "_buildRuleObject")],
    check: .replication { configuration, context in
      let statuses = configuration.readableRules.map { $0.status.value }
      guard let first = statuses.first ?? nil, !configuration.readableRules.contains(where: { $0.isEnabled }) else {
        return
      }
      context.report(
        statuses.count == 1
          ? "the only rule is `Disabled`, so nothing replicates"
          : "\(statuses.count == 2 ? "both" : "all \(statuses.count)") rules are `Disabled`, so nothing replicates",
        at: first.range, help: "write `Enabled` when replication is meant to run")
    })
}
