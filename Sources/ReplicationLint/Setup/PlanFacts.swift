import JSONSource

/// The facts about a whole plan that every call of every rule asks for, found once.
final class PlanFacts: Sendable {
  /// One name in a `StorageClass` that may be a site of the server, or not.
  struct UnknownSite: Sendable {
    let site: String
    /// The list that it is in.
    let list: LocatedString
  }

  /// The names of unknown sites in all rules, those that are disabled among them.
  let unknownSites: [UnknownSite]
  /// The bucket whose policy, owner and versioning the target shows: the declared one, that of the bucket policy, else
  /// the first destination.
  let describedBucket: String?
  /// The bucket policies that are given beside the setup, by bucket.
  let policiesBesideSetup: [ExactString: Document]
  /// The policies that are attached to the role of the source or of the target too where one role serves both sides; empty
  /// where that makes no difference.
  let policiesOfOtherSide: [Side: [PolicyDocument]]

  /// Reads the facts, in time linear in the documents.
  init(_ plan: ReplicationPlan) {
    let setup = plan.setup
    unknownSites = Self.unknownSites(plan)
    describedBucket =
      setup.target.bucket ?? setup.target.bucketPolicy?.bucketPolicy?.bucket
      ?? plan.enabledRules.lazy.filter { !plan.isExternal($0) }.compactMap(plan.targetBucket).first
    policiesBesideSetup = Dictionary(
      keepingFirst: setup.leftOver.compactMap { left in
        left.document.bucketPolicy?.bucket.map { (ExactString($0), left.document) }
      })
    guard Self.isRoleShared(plan) else {
      policiesOfOtherSide = [:]
      return
    }
    policiesOfOtherSide = Dictionary(
      keepingFirst: Side.allCases.map { side in
        let own = Set(plan.site(side).permissions.map { $0.id })
        let others = plan.site(side == .source ? .target : .source).permissions.filter { !own.contains($0.id) }
        return (side, others.compactMap { $0.policy })
      })
  }

  private static func unknownSites(_ plan: ReplicationPlan) -> [UnknownSite] {
    if plan.setup.server.endpoints != nil { return [] }
    return plan.configuration.readableRules.flatMap { rule -> [UnknownSite] in
      guard let list = rule.storageClass.value else { return [] }
      return StorageClass(list, plan.setup.server).items.filter { $0.meaning == .notKnown }
        .map { UnknownSite(site: $0.name.text, list: list) }
    }
  }

  /// Returns whether one role is named for both sides and for every destination.
  private static func isRoleShared(_ plan: ReplicationPlan) -> Bool {
    guard plan.setup.server.replicationV2, plan.roles.count == 1, let role = plan.roles.first else { return false }
    return !plan.enabledRules.contains { rule in
      plan.targetRole(rule).map { !$0.hasSameBytes(as: role.text) } ?? false
    }
  }
}
