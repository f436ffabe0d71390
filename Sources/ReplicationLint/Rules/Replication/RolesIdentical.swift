import JSONSource

extension Rule {
  /// Source and target role are the same.
  static let rolesIdentical = Rule(
    "roles-identical", .replication, .risk,
    title: "source and target role are the same",
    rationale: """
      One role for both sides is right only when source and target are one account on one site. Between two sites the \
      second ARN must be the one that create-role returned at the target.
      """,
    references: ["the guide: create a role on the source and on the target environment"],
    check: .replication { configuration, context in
      guard let role = configuration.role.value else { return }
      let entries = role.split(",")
      guard entries.count == 2, entries[0] == entries[1], !entries[0].isEmpty else { return }
      context.report(
        "both roles are \(quoted: entries[0].text)", at: entries[1].contentRange,
        labels: [context.label(entries[0].contentRange, "the source role")],
        help: "write the ARN that create-role returned at the target site second")
    })
}
