import JSONSource

/// One role that serves both sides, as a server of version 2 accepts it. The policies of both sides may then be attached
/// to it, or each side's site may have a role of the name: what only one of the readings allows is not known.
extension ReplicationPlan {
  /// The policies that decide a call where those of the other side are attached to the role too; nil where that makes no
  /// difference.
  func accessOfSharedRole(_ call: BackbeatCall, _ rule: ReplicationRule) -> CallAccess? {
    guard isRoleShared, var access = access(call, rule) else { return nil }
    let own = Set(site(call.side).permissions.map { $0.id })
    let others = site(call.side == .source ? .target : .source).permissions.filter { !own.contains($0.id) }
      .compactMap { $0.policy }
    if others.isEmpty { return nil }
    access.policies += others
    return access
  }

  /// Indicates whether one role is named for both sides and for every destination.
  private var isRoleShared: Bool {
    setup.server.replicationV2 && roles.count == 1
      && !enabledRules.contains { rule in
        targetRole(rule).map { role in !role.hasSameBytes(as: roles[0].text) } ?? false
      }
  }
}

extension Message {
  /// The reason why a call of a role for both sides is not decided.
  static func policiesOfSidesDiffer(_ action: String) -> Message {
    "one role serves both sides, and `\(action)` depends on whether the policies of both are attached to it"
  }
}
