import JSONSource

extension Rule {
  /// Rights over identities and keys in a role for replication.
  static let iamInReplicationRole = Rule(
    "iam-in-replication-role", .security, .exposed,
    title: "a role for replication has rights over identities or keys",
    rationale: """
      Whoever holds the role can then make users, change policies or assume other roles: the role for one bucket \
      becomes a way to the whole account. Replication needs actions of `s3` alone.
      """,
    references: ["Arsenal lib/policyEvaluator/utils/actionMaps.ts, actionMapIAM and actionMapSTS"],
    fix: .unsafe,
    check: .permission { policy, findings in
      for entry in policy.actions where entry.statement.isAllow && !entry.isExcluded {
        guard ["iam", "sts", "sso", "vaultadmin", "kms"].contains(entry.action.service),
          ActionGrammar.accepts(entry.text.text), entry.action.oddity == nil
        else { continue }
        let element = entry.list.node.elements.first { $0.range == entry.text.range }
        findings.report(
          .rights(entry.text.text), at: entry.text.range, help: "remove it; replication needs only actions of `s3`",
          fix: element.flatMap { element in
            entry.list.items.count > 1
              ? .unsafe("remove \(quoted: entry.text.text)", .removing(element, from: entry.list.node)) : nil
          })
      }
    })
}

extension Message {
  fileprivate static func rights(_ action: String) -> Message {
    "\(quoted: action) gives the role rights beyond replication"
  }
}
