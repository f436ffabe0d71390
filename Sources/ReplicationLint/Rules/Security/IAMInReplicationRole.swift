import JSONSource

extension Rule {
  /// Rights over identities in a role for replication.
  static let iamInReplicationRole = Rule(
    "iam-in-replication-role", .security, .exposed,
    title: "the role grants IAM or STS actions",
    rationale: """
      Whoever holds the role can then make users, change policies or assume other roles: the role for one bucket \
      becomes a way to the whole account. Replication needs actions of `s3` alone. Actions of services that the server \
      does not have, such as `kms`, grant nothing and are reported by `action-unknown`.
      """,
    references: [.file(.actionMaps, "actionMapIAM and actionMapSTS")],
    fix: .unsafe,
    check: .permission { policy, context in
      for statement in policy.readableStatements where statement.isAllow {
        let rights = statement.actionEntries.filter { entry in
          !entry.isExcluded && entry.item.isAccepted && entry.item.oddity == nil
            && OtherActions.mayBe(entry.item.service, of: ["iam", "sts", "sso", "vaultadmin"])
        }
        if rights.count > ActionEntry.groupLimit {
          context.report(
            .rights(rights, statement), at: rights[0].text.range,
            help: "remove them; replication needs only actions of `s3`")
          continue
        }
        // A list of actions that is left empty is refused.
        let isWhole = rights.count == statement.actionEntries.count
        for entry in rights {
          let removal = entry.removal(from: policy)
          let help: Message = isWhole ? removal == nil ? "replace it" : "remove \(statement.name)" : "remove it"
          context.report(
            .rights(entry.text.text), at: entry.text.range, help: "\(help); replication needs only actions of `s3`",
            fix: removal)
        }
      }
    })
}

extension Message {
  fileprivate static func rights(_ entries: [ActionEntry], _ statement: Statement) -> Message {
    "\(counted(entries.count, "action")) of \(statement.name) give the role rights beyond replication: \(.list(entries))"
  }
  fileprivate static func rights(_ action: String) -> Message {
    "\(quoted: action) gives the role rights beyond replication"
  }
}
