import JSONSource

extension Rule {
  /// An allowed action that replication does not use.
  static let actionNotNeeded = Rule(
    "action-not-needed", .security, .style,
    title: "an action is allowed that replication does not use",
    rationale: """
      The actions that Backbeat uses are a closed list. Another action in their policies does nothing for replication; \
      one that writes, deletes or changes policies and ACLs is a risk, as the role's keys can then do harm beyond \
      replication.
      """,
    references: [.file(.replicateObject), .file(.backbeatRoutes), "Scality manual replication setup"],
    fix: .unsafe,
    check: .permission { policy, context in
      if policy.isUnrelatedToReplication { return }
      let unversioned = policy.missingVersionedReads
      for statement in policy.readableStatements where statement.isAllow {
        let needless = statement.actionEntries.compactMap { entry -> (ActionEntry, S3Action)? in
          guard !entry.isExcluded, let action = S3Action.named(entry.text.text), !ReplicationActions.contains(action),
            // Where nothing reads versions, `unversioned-read` reports what reads the current object.
            entry.versionForm.map(unversioned.contains) != true
          else { return nil }
          return (entry, action)
        }
        // A list of actions that is left empty is refused.
        let isWhole = needless.count == statement.actionEntries.count
        if needless.count > ActionEntry.groupLimit, let first = needless.first {
          let isRisk = needless.contains { $0.1.changesThings }
          context.report(
            .notNeeded(needless.map { $0.0 }, statement), at: first.0.text.range, consequence: isRisk ? .risk : .style,
            help: isWhole ? "remove \(statement.name)" : "remove them")
          continue
        }
        for (entry, action) in needless {
          context.report(
            .notNeeded(entry.text.text), at: entry.text.range, consequence: action.changesThings ? .risk : .style,
            help: entry.replicaForm != nil ? .help(action) : isWhole ? "remove \(statement.name)" : "remove it",
            fix: entry.removal(from: policy))
        }
      }
    })
}

extension ActionEntry {
  private static let writes: Set = [
    "s3:putobject", "s3:putobjectversion", "s3:deleteobject", "s3:deleteobjectversion",
  ]

  /// The action with which Backbeat does what this one does for users.
  var replicaForm: String? {
    Self.writes.contains(asciiLowercased(text.text)) ? BackbeatCall.writeReplica.action : nil
  }
}

extension S3Action {
  /// Indicates whether the action writes, deletes, or reads nothing but changes what others may do.
  fileprivate var changesThings: Bool {
    !name.hasPrefix("s3:Get") && !name.hasPrefix("s3:List") && name != "s3:MetadataSearch"
  }
}

extension Message {
  fileprivate static func notNeeded(_ entries: [ActionEntry], _ statement: Statement) -> Message {
    "replication does not use \(counted(entries.count, "action")) of \(statement.name): \(.list(entries))"
  }

  fileprivate static func notNeeded(_ action: String) -> Message { "replication does not use \(quoted: action)" }

  fileprivate static func help(_ action: S3Action) -> Message {
    action.name.hasPrefix("s3:Put")
      ? "Backbeat writes replicas with `s3:ReplicateObject`"
      : "Backbeat writes delete markers with `s3:ReplicateObject`"
  }
}
