extension ActionEntry {
  /// The consequence of an action that never matches and stands for `action`: replication fails only without an action
  /// that Backbeat asks for and that nothing beside it allows.
  func deadness(standingFor action: String?, beside granted: Set<String>) -> Consequence {
    guard statement.isAllow, !isExcluded, let action, BackbeatCall.actions.contains(action) else { return .risk }
    return granted.contains(action) ? .style : .fails
  }
}

extension PolicyDocument {
  /// The actions that Backbeat asks for and that some statement allows on something.
  var grantedBackbeatActions: Set<String> {
    let allowed = actions.filter { $0.statement.isAllow && !$0.isExcluded }
    return BackbeatCall.actions.filter { name in allowed.contains { $0.action.matches(name) } }
  }
}
