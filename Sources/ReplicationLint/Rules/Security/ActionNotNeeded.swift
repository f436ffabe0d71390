import JSONSource

extension Rule {
  /// An allowed action that replication has no use for.
  static let actionNotNeeded = Rule(
    "action-not-needed", .security, .style,
    title: "an action is allowed that replication does not use",
    rationale: """
      What Backbeat does with its roles is a closed list. Another action in their policies does nothing for \
      replication; one that writes, deletes or changes policies and ACLs is a risk, as the role's keys can then do \
      harm beyond replication.
      """,
    references: [
      "Backbeat extensions/replication/tasks/ReplicateObject.js", "CloudServer lib/routes/routeBackbeat.js",
      "Scality manual replication setup",
    ],
    fix: .unsafe,
    check: .permission { policy, findings in
      for entry in policy.actions where entry.statement.isAllow && !entry.isExcluded {
        guard let action = S3Action.named(entry.text.text), !ReplicationActions.contains(action),
          !policy.isUnversionedRead(action)
        else { continue }
        let element = entry.list.node.elements.first { $0.range == entry.text.range }
        findings.report(
          .notNeeded(entry.text.text), at: entry.text.range, consequence: action.changesThings ? .risk : .style,
          help: .help(action),
          fix: element.flatMap { element in
            entry.list.items.count > 1
              ? .unsafe("remove \(quoted: entry.text.text)", .removing(element, from: entry.list.node)) : nil
          })
      }
    })
}

extension PolicyDocument {
  /// Whether the action is the matter of the rule about reads without a version.
  fileprivate func isUnversionedRead(_ action: S3Action) -> Bool {
    let version: String
    switch action.name {
    case "s3:GetObject": version = "s3:GetObjectVersion"
    case "s3:GetObjectAcl": version = "s3:GetObjectVersionAcl"
    case "s3:GetObjectTagging": version = "s3:GetObjectVersionTagging"
    default: return false
    }
    return !actions.contains { $0.statement.isAllow && !$0.isExcluded && $0.action.matches(version) }
  }
}

extension S3Action {
  /// Whether the action writes, deletes, or reads nothing but changes what others may do.
  fileprivate var changesThings: Bool {
    !name.hasPrefix("s3:Get") && !name.hasPrefix("s3:List") && name != "s3:MetadataSearch"
  }
}

extension Message {
  fileprivate static func notNeeded(_ action: String) -> Message { "replication has no use for \(quoted: action)" }

  fileprivate static func help(_ action: S3Action) -> Message {
    switch action.name {
    case "s3:PutObject", "s3:PutObjectVersion": "Backbeat writes replicas with `s3:ReplicateObject`"
    case "s3:DeleteObject", "s3:DeleteObjectVersion": "Backbeat writes delete markers with `s3:ReplicateObject`"
    default: "remove it"
    }
  }
}
