package import JSONSource

/// The replication that a setup requests from Backbeat: with which roles, from which bucket, to which, as far as the
/// documents show.
package struct ReplicationPlan: Sendable {
  /// The setup.
  package let setup: Setup
  /// Its configuration.
  package let configuration: ReplicationConfiguration
  /// The entries of `Role`: source, then target; one for an external location.
  package let roles: [LocatedString]
  /// The rules that are enabled, in file order.
  package let enabledRules: [ReplicationRule]
  /// What is decided about the sides once, since every copy of every rule asks for it; nil only while the plan is made.
  private var sourceFacts: SideFacts?
  private var targetFacts: SideFacts?
  /// The same of the target role at buckets of which nothing is known.
  private var otherTargetFacts: SideFacts?
  private var ownFacts: PlanFacts?
  /// Indicates whether a role of a target works for some rule, as far as is known.
  private var hasTargetRole = true

  /// Reads the plan; nil without a configuration that can be read.
  package init?(_ setup: Setup) {
    guard let document = setup.replication, document.isReadable, let configuration = document.replication else {
      return nil
    }
    self.setup = setup
    self.configuration = configuration
    roles = configuration.role.value?.split(",") ?? []
    enabledRules = configuration.readableRules.filter { $0.isEnabled }
    hasTargetRole = enabledRules.isEmpty || enabledRules.contains { !isExternal($0) }
    sourceFacts = SideFacts(self, .source)
    targetFacts = SideFacts(self, .target)
    otherTargetFacts = setup.server.replicationV2 ? SideFacts(self, .target, knowsBucket: false) : nil
    ownFacts = PlanFacts(self)
  }

  /// The facts about the whole plan.
  var planFacts: PlanFacts { ownFacts ?? PlanFacts(self) }

  private func facts(_ side: Side) -> SideFacts {
    (side == .source ? sourceFacts : targetFacts) ?? SideFacts(self, side)
  }

  private func facts(_ call: BackbeatCall, _ rule: ReplicationRule) -> SideFacts {
    let isOther = call.target == .targetObject && isOtherDestination(rule)
    return (isOther ? otherTargetFacts : nil) ?? facts(call.side)
  }

  /// The first rule that covers `key`; a server of version 1 lets no two of them overlap.
  package func rule(for key: String) -> ReplicationRule? { rules(for: key).first }

  /// The rules that cover `key`, in file order.
  package func rules(for key: String) -> [ReplicationRule] {
    let units = Array(key.utf16)
    return enabledRules.filter { rule in keys(rule).map { units.starts(with: $0.text.utf16) } ?? false }
  }

  /// The selection of a rule; nil where the server refuses the form of the selection.
  package func keys(_ rule: ReplicationRule) -> KeySelection? { rule.keys(setup.server) }

  /// The site of a side.
  package func site(_ side: Side) -> Site { side == .source ? setup.source : setup.target }

  /// The role of a side, as the configuration names it. A server of version 2 takes one for both, unless every rule
  /// replicates to external locations, where no role of a target works.
  package func role(_ side: Side) -> LocatedString? {
    if side == .source { return roles.first }
    if roles.count > 1 { return roles[1] }
    return setup.server.replicationV2 && hasTargetRole ? roles.first : nil
  }

  /// Returns whether all that a rule names lies outside Scality, so that the source role does everything.
  package func isExternal(_ rule: ReplicationRule) -> Bool { rule.isExternal(setup.server, roles: roles.count) }

  /// The names in the `StorageClass` of all rules that may be sites of the server, or not, each with its list. One that
  /// is no site makes the server refuse the configuration, also in a rule that is disabled (Arsenal
  /// lib/models/ReplicationConfiguration.ts, `_parseStorageClass`).
  var unknownSites: [PlanFacts.UnknownSite] { planFacts.unknownSites }

  /// Returns whether no statement of a side's role allows `action` on anything; false when no policy is known.
  package func isNowhereAllowed(_ action: String, _ side: Side) -> Bool {
    guard let policies = policies(side), bucketPolicy(side) == nil || !setup.server.readsBucketPolicies else {
      return false
    }
    return !policies.flatMap { $0.readableStatements }.contains { statement in
      statement.isAllow && StatementMatch.matchesAction(statement, action) != false
    }
  }

  /// The bucket that a rule's objects go to: the last part of the destination's ARN.
  package func targetBucket(_ rule: ReplicationRule) -> String? {
    rule.bucket.value.flatMap { DestinationARN($0).effectiveBucket?.text }
  }

  /// The bucket that a call is about; nil when it is not known.
  package func bucket(of call: BackbeatCall, _ rule: ReplicationRule) -> String? {
    call.target == .targetObject ? targetBucket(rule) : setup.source.bucket
  }

  /// The resource of a call for `key`; nil when the bucket is not known.
  package func resource(of call: BackbeatCall, _ rule: ReplicationRule, key: String) -> String? {
    bucket(of: call, rule).map { call.target == .sourceBucket ? "arn:aws:s3:::\($0)" : "arn:aws:s3:::\($0)/\(key)" }
  }

  /// The policies of a side's role; nil when none were given, so that nothing is known.
  package func policies(_ side: Side) -> [PolicyDocument]? { facts(side).access?.policies }

  /// The policy of a side's bucket; nil where none is given.
  package func bucketPolicy(_ side: Side) -> PolicyDocument? { site(side).bucketPolicy?.policy }

  /// The policies that decide the calls of a side; nil when no policy of its role is given, so that nothing is known.
  package func access(_ side: Side) -> CallAccess? { facts(side).access }

  /// The policies that decide a call for a rule's objects; nil when no policy of its role is given.
  package func access(_ call: BackbeatCall, _ rule: ReplicationRule) -> CallAccess? { facts(call, rule).access }

  /// The policy of the bucket of a call alone, beside a role that may do everything.
  func accessOfUnknownRole(_ call: BackbeatCall, _ rule: ReplicationRule) -> CallAccess? {
    facts(call, rule).accessOfUnknownRole
  }

  /// The policy of a side's bucket alone, beside a role that may do everything; nil where the role's policies are known
  /// or the bucket's is not.
  func accessOfUnknownRole(_ side: Side) -> CallAccess? { facts(side).accessOfUnknownRole }

  /// The file that holds the policy with a given number on a side: those of the role, then that of the bucket.
  package func policyDocument(_ side: Side, _ number: Int) -> Document? {
    let documents = site(side).permissions.filter { $0.policy != nil }
    if number == documents.count { return site(side).bucketPolicy }
    return number < documents.count ? documents[number] : nil
  }

  /// Returns whether a deciding statement of a side is one of its bucket's policy.
  package func isOfBucketPolicy(_ side: Side, _ decider: DecidingStatement) -> Bool {
    decider.document == policies(side)?.count && site(side).bucketPolicy != nil
  }

  /// Indicates whether the server refuses calls that only servers from 9.5.2 on refuse; without a version the guide is
  /// followed.
  package var isEnforced: Bool { setup.server.reading == .enforced2025 }

  /// Returns whether the server asks for what a call needs, as far as is known of it. Servers of all versions ask whose
  /// bucket it is (cloudserver lib/metadata/metadataUtils.js).
  func asksFor(_ call: BackbeatCall) -> Bool {
    isEnforced || !call.isRecent || access(call.side)?.ownsBucket == false
  }

  /// Indicates whether the server refuses every write to the target, whose versioning is not enabled.
  func isTargetVersioningMissing(_ rule: ReplicationRule) -> Bool {
    setup.server.checksTargetVersioning && isTargetUnversioned(rule)
  }

  /// Indicates whether the server may refuse every write to the target, whose versioning is not enabled.
  func isTargetVersioningDoubtful(_ rule: ReplicationRule) -> Bool {
    setup.server.mayCheckTargetVersioning && isTargetUnversioned(rule)
  }

  /// Returns whether the bucket that a rule replicates to is known not to keep versions.
  private func isTargetUnversioned(_ rule: ReplicationRule) -> Bool {
    setup.target.versioning?.versioning?.isEnabled == false && !isExternal(rule) && !isOtherDestination(rule)
  }

  /// The reason why Backbeat finds no role under the name that the configuration gives; nil when there is none.
  package func missingRole(_ side: Side) -> Message? { facts(side).missingRole }

  /// Returns whether a rule sends objects to the bucket that they come from, as far as names show; a target that is
  /// declared to have a bucket of this name is another one.
  package func isSourceItself(_ rule: ReplicationRule) -> Bool {
    guard !isExternal(rule), let source = setup.source.bucket, let target = targetBucket(rule) else { return false }
    // The documents of the target are about one bucket; other destinations are those that their names show.
    let isOfTarget = setup.target.bucket?.hasSameBytes(as: target) == true
    return source.hasSameBytes(as: target) && !isOfTarget
  }

  /// Returns whether a rule sends objects to the bucket that they come from, as the roles of both sides belong to one
  /// account.
  package func isOneBucket(_ rule: ReplicationRule) -> Bool {
    guard isSourceItself(rule), let source = role(.source).flatMap({ RoleARN($0).arn.account?.text }),
      let target = targetRole(rule).flatMap({ ARN(LocatedString($0)).account?.text })
    else { return false }
    return source.hasSameBytes(as: target)
  }

  /// Returns whether the destination is another bucket than the one that was created at the target.
  package func isOtherBucket(_ rule: ReplicationRule) -> Bool {
    guard !isExternal(rule), let created = setup.target.bucket, let named = targetBucket(rule) else { return false }
    if created.hasSameBytes(as: named) { return false }
    // Of several destinations the documents show one.
    return !setup.server.replicationV2
      || !enabledRules.contains { targetBucket($0)?.hasSameBytes(as: created) ?? false }
  }
}
