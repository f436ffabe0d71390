import JSONSource

extension Rule {
  /// A site that a rule names more than once.
  static let siteListedTwice = Rule(
    "site-listed-twice", .replication, .risk,
    title: "a rule names a site twice",
    rationale: """
      A server of version 1 writes one entry into the object for each name in `StorageClass`, a repeated name included. \
      When the copy is made, Backbeat marks the first entry of the site as `COMPLETED`; the second one stays `PENDING`. \
      So the replica arrives, but the object is shown as `PROCESSING` indefinitely, and the data of a transient source \
      is never removed. A server of version 2 refuses such a rule, as `prefix-overlap` reports.
      """,
    references: [
      .file(.replicationInfo, "_getReplicationInfo"), .file(.objectMetadata, "setReplicationSiteStatus"),
      .file(.objectQueueEntry, "_getGlobalReplicationStatus"),
      .file(.updateReplicationStatus, "_getUpdatedSourceEntry"),
    ],
    fix: .safe,
    check: .replication { configuration, context in
      guard !context.server.replicationV2 else { return }
      for rule in configuration.readableRules where rule.isEnabled {
        guard let list = rule.storageClass.value else { continue }
        let items = StorageClass(list, context.server).items
        let repeats = StorageClass.repeats(items)
        guard let first = repeats.first else { continue }
        let removed = Set(repeats.map { $0.removed })
        let kept = items.indices.filter { !removed.contains($0) }.map { items[$0].text.text }
        context.report(
          .twice(items[first.removed].name.text, rule), at: items[first.later].text.range,
          labels: [context.label(items[first.earlier].text.range, "named here already")],
          help: "name each site once",
          fix: .safe(
            "write \(quoted: kept.joined(separator: ","))",
            Fix.Edit(list.contentRange, jsonEscaped(kept.joined(separator: ",")))))
      }
    })
}

extension Message {
  fileprivate static func twice(_ site: String, _ rule: ReplicationRule) -> Message {
    "\(rule.name) names \(quoted: site) twice, so its objects stay `PROCESSING`"
  }
}
