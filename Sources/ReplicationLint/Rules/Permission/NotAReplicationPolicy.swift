import JSONSource

extension Rule {
  /// A permission policy that has nothing to do with replication.
  static let notAReplicationPolicy = Rule(
    "not-a-replication-policy", .permission, .style,
    title: "a policy allows no action of replication",
    rationale: """
      No action of the policy is one that Backbeat needs, nor a misspelling of one. The policy may be right for \
      another purpose, and its actions are not reported one by one. A role for replication needs \
      `s3:GetReplicationConfiguration` and `s3:GetObjectVersion` at the source, `s3:ReplicateObject` at the target.
      """,
    references: [.file(.replicateObject)],
    check: .permission { policy, context in
      guard policy.isUnrelatedToReplication, let first = policy.actions.first else { return }
      context.report(
        .unrelated(policy.actions), at: policy.object.member("Statement")?.name.range ?? first.text.range,
        help: "leave it out of the replication setup, or allow the actions that Backbeat needs")
    })
}

extension PolicyDocument {
  /// Indicates whether no statement concerns an action of replication: none matches one, and none has the name of
  /// another action in its place.
  var isUnrelatedToReplication: Bool {
    let entries = actions
    return entries.contains { $0.statement.isAllow } && !entries.contains(where: { $0.concernsReplication })
  }
}

extension ActionEntry {
  private static let backbeatActions = BackbeatCall.actions.sorted()

  /// Indicates whether the action matches one that Backbeat needs, or may be meant as one.
  fileprivate var concernsReplication: Bool {
    if isExcluded || action.oddity != nil || !ActionGrammar.accepts(text.text) { return true }
    if Self.backbeatActions.contains(where: action.matches) { return true }
    if isUnknown {
      return action.service == "s3" || S3Action.named("s3:\(nameWithoutService)") != nil
        || suggestion(for: "s3:\(nameWithoutService)", among: Self.backbeatActions) != nil
    }
    let meant = [
      S3ActionNames.counterpart(ofAWSAction: text.text), S3ActionNames.action(forCall: text.text), versionForm,
      replicaForm,
    ]
    return meant.contains { $0.map(Self.backbeatActions.contains) ?? false }
  }
}

extension Message {
  fileprivate static func unrelated(_ entries: [ActionEntry]) -> Message {
    entries.count == 1
      ? "not a replication policy: Backbeat does not use \(quoted: entries[0].text.text)"
      : "not a replication policy: Backbeat uses none of its \(counted(entries.count, "action"))"
  }
}
