import JSONSource

/// Indicates whether one call of Backbeat is allowed for every object that a rule selects.
package struct CallProof: Sendable {
  /// The result.
  package enum Answer: Sendable {
    /// Allowed for every key.
    case proved
    /// Refused for the key, the shortest there is; empty for a call on the bucket. The statement is the one that
    /// denies it, if any does.
    case refused(key: String, by: DecidingStatement?)
    /// It depends on conditions that cannot be decided.
    case depends(on: [UnresolvedFact])
    /// Nothing is known of the policies or the bucket, or the patterns are too many to decide.
    case unknown(Message)
  }

  /// The call.
  package let call: BackbeatCall
  /// The copy that it is made for.
  package let copy: ReplicationCopy
  /// The rule whose objects it is for.
  package var rule: ReplicationRule { copy.rule }
  /// The bucket that it is about; nil when it is not known.
  package let bucket: String?
  /// The answer.
  package let answer: Answer
  /// The decision on the key of the answer; nil where there is no such key.
  package let decision: CallDecision?

  /// The action that is refused or undecided: a call may ask for more than one.
  package var action: String { decision?.question?.action ?? call.action }

  /// Returns whether the call is refused for nothing but a missing right, which a bucket policy that is not known may
  /// grant.
  func isRepairable(_ plan: ReplicationPlan) -> Bool {
    guard case .refused(let key, _) = answer else { return false }
    switch decision?.answer {
    case .implicitDeny?, .needsTags?, nil: break
    default: return false
    }
    return plan.mayBeGrantedByBucketPolicy(call, rule, resource: plan.resource(of: call, rule, key: key))
  }

  /// Decides the call for all keys under the rule's prefix.
  init(
    _ call: BackbeatCall, _ copy: ReplicationCopy, _ plan: ReplicationPlan, _ questions: inout AccessQuestions
  ) {
    self.call = call
    self.copy = copy
    bucket = plan.bucket(of: call, copy.rule)
    (answer, decision) = Self.answer(call, copy, bucket, plan, &questions)
  }

  private static func answer(
    _ call: BackbeatCall, _ copy: ReplicationCopy, _ bucket: String?, _ plan: ReplicationPlan,
    _ questions: inout AccessQuestions
  ) -> (Answer, CallDecision?) {
    if plan.setup.server.ignoresRoles { return (.unknown(.rolesAreIgnored), nil) }
    if call.side == .target, !copy.isTargetKnown {
      return (.unknown("no documents of the role \(quoted: copy.targetRole ?? "") are given"), nil)
    }
    let isOther = plan.isOtherDestination(copy.rule)
    guard let access = plan.access(call, copy.rule) else {
      if let access = plan.accessOfUnknownRole(call, copy.rule), let bucket, let keys = plan.keys(copy.rule) {
        let (answer, decision) = decided(call, access, bucket, keys, isOther, &questions)
        if case .refused = answer { return (answer, decision) }
      }
      return (.unknown("no permission policy of the \(call.side.rawValue) role is given"), nil)
    }
    // A call that is allowed nowhere is not allowed on the bucket either, whatever its name.
    if bucket == nil, plan.isNowhereAllowed(call.action, call.side) { return (.refused(key: "", by: nil), nil) }
    guard let bucket else { return (.unknown("the \(call.side.rawValue) bucket is not known"), nil) }
    guard call.target == .sourceBucket || plan.keys(copy.rule) != nil else {
      return (.unknown("the rule has no prefix"), nil)
    }
    let (answer, decision) = decided(call, access, bucket, plan.keys(copy.rule), isOther, &questions)
    if let shared = plan.accessOfSharedRole(call, copy.rule),
      !answer.isSameKind(as: decided(call, shared, bucket, plan.keys(copy.rule), isOther, isShared: true, &questions).0)
    {
      return (.unknown(.policiesOfSidesDiffer(decision?.question?.action ?? call.action)), nil)
    }
    if call.target == .targetObject, let policy = plan.policyBesideSetup(copy.rule) {
      if case .explicitDeny? = decision?.answer { return (answer, decision) }
      return (.unknown(.isNotPartOfSetup(policy)), nil)
    }
    return (answer, decision)
  }

  private static func decided(
    _ call: BackbeatCall, _ access: CallAccess, _ bucket: String, _ keys: KeySelection?,
    _ isOther: Bool, isShared: Bool = false, _ questions: inout AccessQuestions
  ) -> (Answer, CallDecision?) {
    guard call.target != .sourceBucket, let keys else {
      let decision = questions.bucketDecision(call, isShared: isShared) {
        access.decide(call.request, resource: Array("arn:aws:s3:::\(bucket)".utf16))
      }
      return (answer(decision, key: ""), decision)
    }
    switch questions.question(call, access, isOther: isOther, isShared: isShared).prove(
      bucket: bucket, prefix: keys.text.utf16)
    {
    case .proved: return (.proved, nil)
    case .refused(let key, let decision): return (.refused(key: key, by: decision.decider), decision)
    case .depends(let key, let decision): return (answer(decision, key: key), decision)
    case .unknown: return (.unknown("the patterns of the policies are too many to decide"), nil)
    }
  }

  private static func answer(_ decision: CallDecision, key: String) -> Answer {
    switch decision.answer {
    case .allow: return .proved
    case .implicitDeny, .explicitDeny, .needsTags, .error: return .refused(key: key, by: decision.decider)
    case .depends(let dependences) where dependences.isEmpty:
      return decision.decider.map { .depends(on: [UnresolvedFact(decider: $0, test: nil, subject: "Condition")]) }
        ?? .unknown("the policies leave it open")
    case .depends(let dependences): return .depends(on: dependences)
    }
  }
}

extension CallProof.Answer {
  /// Returns whether both allow, refuse or leave open.
  fileprivate func isSameKind(as other: CallProof.Answer) -> Bool {
    switch (self, other) {
    case (.proved, .proved), (.refused, .refused), (.depends, _), (.unknown, _): true
    default: false
    }
  }
}

extension Message {
  /// The reason why nothing is known of any call.
  static var rolesAreIgnored: Message { "Backbeat does not authenticate with the roles of the configuration" }
}

/// The questions of one setup, each read from the policies once.
struct AccessQuestions {
  private struct Key: Hashable {
    let side: Side
    let request: BackbeatRequest
    /// Indicates whether it is about a bucket of which nothing is known.
    var isOther = false
    /// Indicates whether the policies of both sides are asked.
    var isShared = false
  }

  private var read: [Key: CallQuery] = [:]
  private var onBucket: [Key: CallDecision] = [:]

  mutating func question(_ call: BackbeatCall, _ access: CallAccess, isOther: Bool, isShared: Bool) -> CallQuery {
    let key = Key(
      side: call.side, request: call.request, isOther: call.target == .targetObject && isOther, isShared: isShared)
    if let question = read[key] { return question }
    let question = CallQuery(call.request, access)
    read[key] = question
    return question
  }

  /// The decision about the bucket itself, which is the same for every rule.
  mutating func bucketDecision(
    _ call: BackbeatCall, isShared: Bool, _ decide: () -> CallDecision
  ) -> CallDecision {
    let key = Key(side: call.side, request: call.request, isShared: isShared)
    if let known = onBucket[key] { return known }
    let found = decide()
    onBucket[key] = found
    return found
  }
}
