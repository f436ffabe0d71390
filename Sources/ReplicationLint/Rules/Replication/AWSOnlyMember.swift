import JSONSource

extension Rule {
  /// A member that AWS reads and this server drops.
  static let awsOnlyMember = Rule(
    "aws-only-member", .replication, .risk,
    title: "a member is accepted and ignored",
    rationale: """
      AWS CLI sends these members and CloudServer drops them without a word. Replication runs as if they were not \
      there: delete markers replicate although `DeleteMarkerReplication` says `Disabled`, a priority settles nothing, \
      and there is no time control, no metric and no change of owner or key.
      """,
    references: ["Arsenal lib/models/ReplicationConfiguration.ts, _buildRuleObject", "Arsenal pull request 2627"],
    check: .replication { configuration, findings in
      for rule in configuration.readableRules {
        for name in ignoredInRule(findings.server) {
          guard let member = rule.object.member(name) else { continue }
          findings.report(.ignored(name), at: member.name.range, help: .help(name))
        }
        for name in ignoredInDestination(findings.server) {
          guard let member = rule.destination.value?.member(name) else { continue }
          findings.report(.ignored(name), at: member.name.range, help: .help(name))
        }
      }
    })

  private static func ignoredInRule(_ server: ServerProfile) -> [String] {
    ["SourceSelectionCriteria", "ExistingObjectReplication", "DeleteMarkerReplication"]
      + (server.replicationV2 ? [] : ["Priority"])
  }

  private static func ignoredInDestination(_ server: ServerProfile) -> [String] {
    ["AccessControlTranslation", "EncryptionConfiguration", "ReplicationTime", "Metrics"]
      + (server.replicationV2 ? [] : ["Account"])
  }
}

extension Message {
  fileprivate static func ignored(_ name: String) -> Message { "`\(name)` is accepted and then ignored" }

  fileprivate static func help(_ name: String) -> Message {
    switch name {
    case "DeleteMarkerReplication": "remove it; delete markers always replicate"
    case "ExistingObjectReplication": "remove it; objects that are there before the rule never replicate"
    case "Priority": "remove it; prefixes may not overlap, so there is nothing to settle"
    default: "remove it, so that nobody relies on it"
    }
  }
}
