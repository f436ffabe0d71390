/// One action under the policies of one role, made ready to be proved for many prefixes.
///
/// What the policies say of the action is read once; each proof then only follows the patterns.
public struct AccessQuestion: Sendable {
  private let policies: [PolicyDocument]
  private let action: String
  private let facts: RequestFacts?
  private let least: GlobAutomaton
  private let most: GlobAutomaton

  /// Reads the policies, in time linear in their size; `facts` nil means that nothing is known of the calls.
  public init(policies: [PolicyDocument], action: String, facts: RequestFacts?) {
    self.policies = policies
    self.action = action
    self.facts = facts
    // Any object stands for all: nothing but the resource itself differs between the calls.
    let request = RequestContext(action: action, resource: Array("arn:aws:s3:::bucket/key".utf16), facts: facts)
    least = GlobAutomaton(ProofClauses(policies, request, .least).clauses)
    most = GlobAutomaton(ProofClauses(policies, request, .most).clauses)
  }

  /// Whether the action is allowed on every key of `bucket` that begins with `prefix`. The work is bounded by
  /// `stateLimit`.
  public func prove(
    bucket: String, prefix: [UInt16], stateLimit: Int = AccessProof.stateLimit
  ) -> AccessProof {
    let start = Array((bucket + "/").utf16) + prefix
    func search(
      _ automaton: GlobAutomaton
    ) -> (outcome: GlobAutomaton.Answer, key: String, answer: AccessAnswer) {
      let outcome = automaton.findUncovered(
        start: start, minimumLength: prefix.isEmpty ? 1 : 0, stateLimit: stateLimit)
      guard case .uncovered(let suffix, _) = outcome else { return (outcome, "", .implicitDeny(by: nil)) }
      let request = RequestContext(
        action: action, resource: Array("arn:aws:s3:::".utf16) + start + suffix, facts: facts)
      return (outcome, String(decoding: prefix + suffix, as: UTF16.self), evaluate(policies, request))
    }
    let least = search(least)
    switch least.outcome {
    case .covered: return .proved
    case .unknown: return .unknown
    case .uncovered where least.answer.isRefused: return .refused(key: least.key, least.answer)
    case .uncovered:
      let most = search(most)
      switch most.outcome {
      case .covered: return .depends(key: least.key, least.answer)
      case .unknown: return .unknown
      case .uncovered: return .refused(key: most.key, most.answer)
      }
    }
  }
}
