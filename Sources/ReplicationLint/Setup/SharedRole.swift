import JSONSource

/// One role that serves both sides, as a server of version 2 accepts it. The policies of both sides may then be attached
/// to it, or each side's site may have a role of the name: what only one of the readings allows is not known.
extension ReplicationPlan {
  /// The policies that decide a call where those of the other side are attached to the role too; nil where that makes no
  /// difference.
  func accessOfSharedRole(_ call: BackbeatCall, _ rule: ReplicationRule) -> CallAccess? {
    guard let others = planFacts.policiesOfOtherSide[call.side], !others.isEmpty, var access = access(call, rule) else {
      return nil
    }
    access.policies += others
    return access
  }
}

extension Message {
  /// The reason why a call of a role for both sides is not decided.
  static func policiesOfSidesDiffer(_ action: String) -> Message {
    "one role serves both sides, and `\(action)` depends on whether the policies of both are attached to it"
  }
}
