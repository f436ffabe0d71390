import JSONSource

extension Rule {
  /// The name of an API operation whose IAM action has another name.
  static let actionIsAPIName = Rule(
    "action-is-api-name", .permission, .fails, isAboutActionName: true,
    title: "an action is the name of an API operation, not of its IAM action",
    rationale: """
      Some S3 operations and their IAM actions have different names: GetBucketReplication requires \
      `s3:GetReplicationConfiguration`, ListObjectVersions for `s3:ListBucketVersions`. The server accepts the name of \
      the operation in a policy and never checks it, so the permission is missing: Backbeat's first call is denied and \
      the objects stay `PENDING`.
      """,
    references: [.file(.actionMaps, "actionMonitoringMapS3 and actionMapRQ")],
    fix: .unsafe,
    check: .permission { policy, context in
      let entries = policy.actions.compactMap { entry in
        S3Action.named(entry.text.text) == nil
          ? S3ActionNames.action(forCall: entry.text.text).map { (entry, $0) } : nil
      }
      let granted = entries.isEmpty ? [] : policy.grantedBackbeatActions
      for (entry, action) in entries {
        context.report(
          .call(entry.text.text, action), at: entry.text.range,
          consequence: entry.deadness(standingFor: action, beside: granted), whenProved: .risk,
          help: granted.contains(action) ? "remove it; `\(action)` is allowed beside it" : "write `\(action)`",
          fix: granted.contains(action)
            ? nil : .unsafe("write `\(action)`", Fix.Edit(entry.text.range, jsonString(action))))
      }
    })
}

extension Message {
  fileprivate static func call(_ name: String, _ action: String) -> Message {
    "\(quoted: name) is an API operation; its IAM action is `\(action)`"
  }
}
