import JSONSource

extension Rule {
  /// A member that AWS reads and this server drops.
  static let awsOnlyMember = Rule(
    "aws-only-member", .replication, .risk,
    title: "a member is accepted and ignored",
    rationale: """
      AWS CLI sends these members and CloudServer drops them silently. Replication runs as if they were absent: delete \
      markers replicate although `DeleteMarkerReplication` is `Disabled`, a priority has no effect, and there is no \
      time control, no metric and no change of owner or key.
      """,
    references: [.file(.replicationConfiguration, "_buildRuleObject"), .pulls(.arsenal, 2627)],
    fix: .unsafe,
    check: .replication { configuration, context in
      var broken: [SourceRange]?
      func report(_ names: [String], in object: ObjectReader, _ context: inout RuleContext) {
        for name in names {
          guard let member = object.member(name) else { continue }
          // A member that AWS CLI refuses is not accepted.
          let problems = broken ?? configuration.shapeProblems.map { $0.node.range }
          broken = problems
          if problems.contains(where: member.value.range.contains) { continue }
          context.report(
            .ignored(name), at: member.name.range, help: .help(name),
            fix: .unsafe("remove `\(name)`", .removing(member, from: object.node)))
        }
      }
      for rule in configuration.readableRules {
        report(ignoredInRule(context.server), in: rule.object, &context)
        if let destination = rule.destination.value {
          report(ignoredInDestination(context.server), in: destination, &context)
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
    case "ExistingObjectReplication": "remove it; objects that exist before the rule never replicate"
    case "Priority": "remove it; prefixes may not overlap, so a priority has no effect"
    default: "remove it; it has no effect"
    }
  }
}
