import JSONSource

extension Rule {
  /// Whitespace in `Role`.
  static let roleWhiteSpace = Rule(
    "role-white-space", .replication, .refused,
    platform: .invalidArgument("Invalid Role specified in replication configuration: ' ENTRY'"),
    title: "whitespace around a role's ARN",
    rationale: """
      The server splits `Role` at the comma and trims nothing. A space after the comma makes the second entry ` arn`, \
      which is refused. A space before the comma or at the end is accepted, becomes part of the role's name, and no \
      such role exists when Backbeat tries to assume it.
      """,
    references: [.file(.replicationConfiguration, "_parseRole")],
    fix: .safe,
    check: .replication { configuration, context in
      guard let role = configuration.role.value else { return }
      for entry in role.split(",") {
        let space = RoleWhiteSpace(entry)
        guard space.explainsFault else { continue }
        let blanks = [space.leading, space.trailing].map { entry.range(of: $0) }.filter { !$0.isEmpty }
        guard let first = blanks.first else { continue }
        let isRefused = RoleARN(entry).verdict != .accepted
        context.report(
          isRefused
            ? "leading whitespace in the role's ARN, which the server refuses"
            : "trailing whitespace in the role's ARN becomes part of its name, so no such role exists",
          at: first, consequence: isRefused ? .refused : .fails,
          platform: .invalidArgument("Invalid Role specified in replication configuration: '\(visible(entry.text))'"),
          help: "remove the whitespace",
          fix: Fix("remove the whitespace", isSafe: true, blanks.map { Fix.Edit($0, "") }))
      }
    })
}
