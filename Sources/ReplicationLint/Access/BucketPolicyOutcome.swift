import JSONSource

/// The outcome of a whole bucket policy for one question; several when it is not known which.
struct BucketPolicyOutcome {
  /// A possible outcome.
  enum Possibility {
    /// The first Deny that applies.
    case deny(DecidingStatement)
    /// The evaluator throws at this statement.
    case error(String, DecidingStatement)
    /// The first Allow that applies, and no Deny.
    case allow(DecidingStatement)
    /// No statement applies.
    case silent
  }

  /// The possible outcomes; at least one.
  private(set) var possible: [Possibility] = []
  /// The unknown facts that decide between them.
  private(set) var dependences: [UnresolvedFact] = []

  /// Reads the statements in order, as the server does. O(size of the policy).
  init(_ policy: PolicyDocument, number: Int, _ scope: BucketScope, ignoringDenies: Bool = false) {
    var allow: DecidingStatement?
    // Indicates whether it is possible that no Allow applied so far.
    var isSilentOpen = true
    for statement in policy.readableStatements {
      let decider = DecidingStatement(document: number, statement: statement)
      let match = BucketStatementMatch(decider, scope, resource: scope.request.resource)
      dependences += match.dependences
      if match.outcomes.contains(.error) { possible.append(.error(match.error ?? "TypeError", decider)) }
      guard match.outcomes != .error else { return }
      guard match.outcomes.contains(.met) else { continue }
      if statement.isDeny {
        if ignoringDenies { continue }
        possible.append(.deny(decider))
        if !match.outcomes.contains(.notMet) { return }
      } else {
        allow = allow ?? decider
        if !match.outcomes.contains(.notMet) { isSilentOpen = false }
      }
    }
    if let allow { possible.append(.allow(allow)) }
    if isSilentOpen { possible.append(.silent) }
  }
}
