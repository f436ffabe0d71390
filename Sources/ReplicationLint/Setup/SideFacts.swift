import JSONSource

/// What is decided about one side of a plan, whatever the rule: who calls with which policies, and whether the role can
/// be there.
final class SideFacts: Sendable {
  /// The policies that decide the calls of the side; nil when no policy of its role is given, so that nothing is known.
  let access: CallAccess?
  /// The policy of the side's bucket alone, beside a role that may do everything; nil where the role's policies are
  /// known or the bucket's is not.
  let accessOfUnknownRole: CallAccess?
  /// The reason why Backbeat finds no role under the name that the configuration gives; nil when there is none.
  let missingRole: Message?

  /// Decides about a side.
  ///
  /// - Parameter knowsBucket: whether policy and owner of the bucket are those of the side's documents; otherwise nothing
  ///   is known of them.
  init(_ plan: ReplicationPlan, _ side: Side, knowsBucket: Bool = true) {
    let documents = plan.site(side).permissions
    let policies = documents.compactMap { $0.policy }
    let bucketPolicy = knowsBucket ? plan.bucketPolicy(side) : nil
    var access = Self.access(
      plan, side, policies, bucketPolicy: bucketPolicy, owner: knowsBucket ? plan.site(side).owner : nil)
    // A document of which nothing can be read may allow and deny anything.
    access.isRoleUnknown = !plan.site(side).knowsPermissions || policies.count < documents.count
    self.access = access.isRoleUnknown ? nil : access
    accessOfUnknownRole = access.isRoleUnknown && bucketPolicy != nil ? access : nil
    missingRole = Self.missingRole(plan, side)
  }

  /// The access of a side whose role has `policies`.
  private static func access(
    _ plan: ReplicationPlan, _ side: Side, _ policies: [PolicyDocument], bucketPolicy: PolicyDocument?, owner: String?
  ) -> CallAccess {
    let account = plan.role(side).flatMap { RoleARN($0).arn.account?.text }.flatMap {
      PrincipalGrammar.isAccount($0) ? $0 : nil
    }
    let owns = owner == nil || account == nil || owner?.hasSameBytes(as: (account ?? "")) == true
    return CallAccess(
      policies: policies, bucketPolicy: bucketPolicy, caller: BucketCaller(account: account),
      ownsBucket: owns, server: plan.setup.server)
  }

  private static func missingRole(_ plan: ReplicationPlan, _ side: Side) -> Message? {
    guard let role = plan.role(side) else { return nil }
    if let created = plan.site(side).roleARN {
      if side == .target, plan.namesAsTarget(created) { return nil }
      if created.hasSameBytes(as: role.text) { return nil }
      return "`Role` names \(quoted: role.text), the role that was created is \(quoted: created)"
    }
    return RoleARN(role).fault == nil && !role.text.hasWhiteSpace
      ? nil : "no role can be called \(quoted: role.text)"
  }
}
