extension ActionEntry {
  /// The consequence of an action that never matches and was meant as `action`: replication fails only without an
  /// action that Backbeat needs and that no other entry allows.
  func deadness(standingFor action: String?, beside granted: Set<String>) -> Consequence {
    guard statement.isAllow, !isExcluded, let action, BackbeatCall.actions.contains(action) else { return .risk }
    return granted.contains(action) ? .style : .fails
  }
}

extension PolicyDocument {
  /// The actions that Backbeat needs and that some statement allows on some resource.
  var grantedBackbeatActions: Set<String> {
    let allowed = actions.filter { $0.statement.isAllow && !$0.isExcluded }
    return BackbeatCall.actions.filter { name in allowed.contains { $0.action.matches(name) } }
  }
}
