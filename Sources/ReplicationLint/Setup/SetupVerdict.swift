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
  /// Indicates whether some key does not replicate unless such a bucket policy grants a missing right.
  private var isRepairable = false

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
    if plan.site(proof.call.side).hasUnattachedPolicy, !plan.setup.server.ignoresRoles {
      let resource = plan.resource(of: proof.call, proof.rule, key: "a")
      let isOpen = plan.mayBeGrantedByBucketPolicy(proof.call, proof.rule, resource: resource)
      if isOpen { isRepairable = true } else { isRefuted = true }
    }
    switch proof.answer {
    case .proved: break
    case .refused:
      if proof.isRepairable(plan) { isRepairable = true } else { isRefuted = true }
    case .depends, .unknown: isKnown = false
    }
  }

  /// The verdict.
  ///
  /// - Parameters:
  ///   - isOpen: whether it rests on an assumption that must not be made.
  ///   - isDoubted: whether roles or prefixes are likely not the ones that are meant.
  func replicates(isOpen: Bool, isDoubted: Bool) -> Bool? {
    if isOpen { return isRefuted ? false : nil }
    if isRefuted || isRepairable { return false }
    return isKnown && hasRules && !isDoubted ? true : nil
  }
}
