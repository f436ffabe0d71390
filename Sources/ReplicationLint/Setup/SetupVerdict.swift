import JSONSource

/// Indicates whether every object of some rules replicates: the stages of all their copies, folded over all keys.
struct SetupVerdict {
  private let plan: ReplicationPlan
  /// Indicates whether there is a rule at all.
  private let hasRules: Bool
  /// Indicates whether every part is known.
  private var isKnown = true
  /// Indicates whether some key does not replicate, whatever bucket policies that are not known grant.
  private var isRefuted = false
  /// The calls that are refused unless such a bucket policy may grant them. Whether it may matters to a verdict that rests
  /// on no assumption alone, and is decided then.
  private var refused: [CallProof] = []

  /// Folds the stages of `rules`.
  ///
  /// - Parameters:
  ///   - isEveryCallProved: whether also those calls are proved that the server is not known to refuse.
  ///   - proof: gives the proof of a call for a copy.
  init(
    _ plan: ReplicationPlan, _ trust: [Side: TrustDecision], rules: [ReplicationRule],
    content: ReplicationContent = .data,
    isEveryCallProved: Bool = false, proof: (BackbeatCall, ReplicationCopy) -> CallProof
  ) {
    self.plan = plan
    hasRules = !rules.isEmpty
    let answers = StageAnswers(plan: plan, trust: trust)
    if !plan.unknownSites.isEmpty { isKnown = false }
    for rule in rules {
      for copy in plan.copies(of: rule) {
        for stage in copy.stages(content) {
          if case .call(let call) = stage {
            let counts = plan.asksFor(call)
            if counts || isEveryCallProved {
              let answer = proof(call, copy)
              if counts { add(answer) }
            }
          } else if let answer = answers.answer(stage, copy) {
            if answer.passes == false { isRefuted = true }
            if answer.passes == nil { isKnown = false }
          }
        }
      }
    }
  }

  /// Folds one call. A role without its policies is refused it like one whose policies lack the right.
  private mutating func add(_ proof: CallProof) {
    if lacksPolicies(proof) { refused.append(proof) }
    switch proof.answer {
    case .proved: break
    case .refused: refused.append(proof)
    case .depends, .unknown: isKnown = false
    }
  }

  private func lacksPolicies(_ proof: CallProof) -> Bool {
    plan.site(proof.call.side).hasUnattachedPolicy && !plan.setup.server.ignoresRoles
  }

  /// Returns whether a call is refused whatever a bucket policy that is not known grants.
  private func isRefuted(_ proof: CallProof) -> Bool {
    if lacksPolicies(proof) {
      let resource = plan.resource(of: proof.call, proof.rule, key: "a")
      if !plan.mayBeGrantedByBucketPolicy(proof.call, proof.rule, resource: resource) { return true }
    }
    if case .refused = proof.answer { return !proof.isRepairable(plan) }
    return false
  }

  /// The verdict.
  ///
  /// - Parameters:
  ///   - isOpen: whether it rests on an assumption that must not be made.
  ///   - isDoubted: whether roles or prefixes are likely not the ones that are meant.
  func replicates(isOpen: Bool, isDoubted: Bool) -> Bool? {
    if isOpen { return isRefuted || refused.contains(where: isRefuted) ? false : nil }
    if isRefuted || !refused.isEmpty { return false }
    return isKnown && hasRules && !isDoubted ? true : nil
  }
}
