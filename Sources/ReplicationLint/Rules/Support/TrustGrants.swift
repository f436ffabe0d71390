extension PolicyDocument {
  /// The statements by which principals that no statement names, of any account, can assume the role, or may be able
  /// to; nil when the server refuses the policy, and its statements do not decide together.
  var grantsToStrangers: [Statement]? {
    guard isTrustReadable else { return nil }
    return TrustCaller.strangers.flatMap { TrustReading(self, .unknownAssumption, $0).grants }
  }

  /// The statements by which Backbeat can assume the role, or may be able to.
  func grantsToBackbeat(_ server: ServerProfile) -> [Statement] {
    let request = RequestContext(action: "sts:AssumeRole", resource: "", facts: server.request)
    return TrustReading(self, request, .backbeat).grants
  }

  /// Returns whether a caller that an entry of a principal names can assume the role, or may be able to.
  func trusts(_ name: String, under member: String) -> Bool {
    guard isTrustReadable else { return true }
    return !TrustReading(self, .unknownAssumption, TrustCaller(named: name, under: member)).grants.isEmpty
  }

  private var isTrustReadable: Bool { readableStatements.allSatisfy { $0.isTrustReadable } }
}
