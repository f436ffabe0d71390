import JSONSource

/// The policies that decide a call of Backbeat: those of the role, and that of the bucket.
package struct CallAccess: Sendable {
  /// The policies attached to the role.
  package var policies: [PolicyDocument]
  /// The policy of the bucket; nil where it has none, or where it is not read.
  package var bucketPolicy: PolicyDocument?
  /// The session that calls.
  package var caller: BucketCaller
  /// Indicates whether the caller's account owns the bucket.
  package var ownsBucket: Bool
  /// Indicates whether the caller's account owns the object.
  package var ownsObject: Bool
  /// The server.
  package var server: ServerProfile
  /// Indicates whether the policies of the role are not known, and are taken to allow everything: what is refused even
  /// so is refused for certain.
  var isRoleUnknown = false

  /// Names the policies; a bucket policy that the server does not read is dropped.
  package init(
    policies: [PolicyDocument], bucketPolicy: PolicyDocument?, caller: BucketCaller, ownsBucket: Bool = true,
    ownsObject: Bool? = nil, server: ServerProfile
  ) {
    self.policies = policies
    self.bucketPolicy = server.readsBucketPolicies ? bucketPolicy : nil
    self.caller = caller
    self.ownsBucket = ownsBucket
    self.ownsObject = ownsObject ?? ownsBucket
    self.server = server
  }

  /// The number that deciding statements of the bucket policy carry in place of that of a role's policy.
  package var bucketPolicyNumber: Int { policies.count }

  /// The questions that the server asks for a call, in order.
  ///
  /// On servers up to 8.8.35 no statement of a bucket policy is about Backbeat's own routes. Policies that grant what the
  /// guide promises are taken at their word in the account that owns the bucket, and help no other one.
  package func questions(_ call: BackbeatRequest) -> [BucketQuery] {
    let questions = call.questions(server.reading, server)
    guard !ownsBucket, server.has(.backbeatRoutesReadBucketPolicies) == false else { return questions }
    return questions.map { question in
      guard question.action.hasSameBytes(as: "s3:ReplicateObject") else { return question }
      return BucketQuery(question.action, question.stage, asksIAM: question.asksIAM, isMapped: false)
    }
  }

  /// Decides a call on a resource in UTF-16 units. O(size of the policies times length of the resource / 64).
  package func decide(_ call: BackbeatRequest, resource: [UInt16]) -> CallDecision {
    let posed = questions(call)
    guard !posed.isEmpty else { return decideByCredentials(resource) }
    return decide(
      posed.map { question in
        guard question.asksIAM, !isRoleUnknown else { return (question, [.allow(by: nil)], [], resource) }
        var request = RequestContext(action: question.action, resource: resource, facts: server.request)
        request.readsTags = question.readsTags
        let (answers, dependences) = possibleAnswers(policies, request)
        return (question, answers.map(IAMAnswer.init), dependences, resource)
      })
  }

  /// Routes that ask for credentials alone: an explicit Deny refuses on servers that read policies there at all.
  private func decideByCredentials(_ resource: [UInt16]) -> CallDecision {
    let question = BucketQuery("s3:ReplicateObject", .both)
    if server.reading == .checked2024 { return CallDecision(.allow, by: nil, question) }
    let request = RequestContext(action: question.action, resource: resource, facts: server.request)
    let (answers, dependences) = possibleAnswers(policies, request)
    let decisions = answers.map { answer -> Decision in
      if case .explicitDeny(let decider) = answer { .refused(.explicitDeny, by: decider) } else { .allowed(by: nil) }
    }
    return summary([(question, decisions)], dependences)
  }

  /// The answer of IAM policies to one question.
  enum IAMAnswer: Sendable {
    case allow(by: DecidingStatement?)
    case implicitDeny(by: DecidingStatement?)
    case needsTags(by: DecidingStatement?)
    case explicitDeny(by: DecidingStatement?)
    case error(String, by: DecidingStatement?)

    init(_ answer: AccessDecision) {
      switch answer {
      case .allow(let decider): self = .allow(by: decider)
      case .implicitDeny(let decider): self = .implicitDeny(by: decider)
      case .explicitDeny(let decider): self = .explicitDeny(by: decider)
      case .needsTags(let decider): self = .needsTags(by: decider)
      case .error(let error, let decider): self = .error(error, by: decider)
      case .depends: self = .implicitDeny(by: nil)
      }
    }
  }

  /// One question with the answers that IAM policies may give.
  typealias PosedQuery = (
    question: BucketQuery, iam: [IAMAnswer], dependences: [UnresolvedFact], resource: [UInt16]
  )

  /// Decides several questions, all of which have to be allowed.
  func decide(_ posed: [PosedQuery]) -> CallDecision {
    var results: [(BucketQuery, [Decision])] = []
    var dependences: [UnresolvedFact] = []
    for entry in posed {
      let (decisions, more) = decide(entry)
      results.append((entry.question, decisions))
      dependences += entry.dependences + more
    }
    let decision = summary(results, dependences)
    guard case .explicitDeny = decision.answer, decision.decider?.document == bucketPolicyNumber else {
      return decision
    }
    // A Deny of the bucket policy decides only where everything would be allowed without the policy's Denies.
    let without = summary(posed.map { ($0.question, decide($0, ignoringDenies: true).0) }, [])
    if without.isRefused { return without }
    let denials = results.compactMap { question, decisions -> CallDecision? in
      guard case .refused(.explicitDeny, let decider)? = decisions.first, decisions.count == 1 else { return nil }
      return CallDecision(.explicitDeny, by: decider, question)
    }
    return denials.min { ($0.decider?.statement.index ?? 0) < ($1.decider?.statement.index ?? 0) } ?? decision
  }

  /// A definite decision about one question.
  private enum Decision {
    case allowed(by: DecidingStatement?)
    case refused(CallDecision.Answer, by: DecidingStatement?)
  }

  private func summary(_ results: [(BucketQuery, [Decision])], _ dependences: [UnresolvedFact]) -> CallDecision {
    var open: BucketQuery?
    for (question, decisions) in results {
      let refusals = decisions.compactMap { decision -> CallDecision? in
        guard case .refused(let answer, let decider) = decision else { return nil }
        return CallDecision(answer, by: decider, question)
      }
      if let first = refusals.first, refusals.count == decisions.count { return first }
      if !refusals.isEmpty { open = open ?? question }
    }
    if let open { return CallDecision(.depends(on: dependences), by: dependences.first?.decider, open) }
    guard let (question, decisions) = results.first, case .allowed(let decider)? = decisions.first else {
      return CallDecision(.allow, by: nil, nil)
    }
    return CallDecision(.allow, by: decider, question)
  }

  private func decide(_ posed: PosedQuery, ignoringDenies: Bool = false) -> ([Decision], [UnresolvedFact]) {
    let stages: [BucketQuery.Stage] = posed.question.stage == .both ? [.bucket, .object] : [posed.question.stage]
    let policy = bucketPolicy.map { policy in
      let scope = BucketScope(posed.question, caller, server, resource: posed.resource)
      return BucketPolicyOutcome(policy, number: bucketPolicyNumber, scope, ignoringDenies: ignoringDenies)
    }
    var decisions: [Decision] = []
    for iam in posed.iam {
      for possibility in policy?.possible ?? [.silent] {
        var decision = Decision.allowed(by: nil)
        for stage in stages {
          decision = decide(stage, iam, policy == nil ? nil : possibility)
          if case .refused = decision { break }
        }
        decisions.append(decision)
      }
    }
    return (decisions, policy?.dependences ?? [])
  }

  /// Decides one question at one stage: the table of `permissionChecks.js`. `policy` nil is a bucket without policy.
  private func decide(
    _ stage: BucketQuery.Stage, _ iam: IAMAnswer, _ policy: BucketPolicyOutcome.Possibility?
  ) -> Decision {
    let refusal: Decision
    var isAllowedByIAM = false
    var grant: DecidingStatement?
    switch iam {
    case .explicitDeny(let decider): return .refused(.explicitDeny, by: decider)
    case .error(let error, let decider): return .refused(.error(error), by: decider)
    case .allow(let decider):
      isAllowedByIAM = true
      grant = decider
      refusal = .refused(.implicitDeny, by: nil)
    case .implicitDeny(let decider): refusal = .refused(.implicitDeny, by: decider)
    case .needsTags(let decider): refusal = .refused(.needsTags, by: decider)
    }
    let owns = stage == .object ? ownsObject : ownsBucket
    switch policy {
    case nil: return isAllowedByIAM && owns ? .allowed(by: grant) : refusal
    case .silent:
      return isAllowedByIAM && (ownsBucket || owns) ? .allowed(by: grant) : refusal
    case .error(let error, let decider): return .refused(.error(error), by: decider)
    case .allow(let decider):
      if ownsBucket, isAllowedByIAM { return .allowed(by: grant) }
      let counts = ownsBucket || !server.crossAccountAllowNeedsIAM || isAllowedByIAM
      return counts ? .allowed(by: decider) : refusal
    case .deny(let decider): return .refused(.explicitDeny, by: decider)
    }
  }
}

/// The decision on one call of Backbeat.
package struct CallDecision: Sendable {
  /// The words of the records and of traces.
  package enum Answer: Sendable {
    /// A statement allows it, and none denies it.
    case allow
    /// No statement allows it.
    case implicitDeny
    /// A statement denies it.
    case explicitDeny
    /// A statement waits for the tags of the object.
    case needsTags
    /// The server throws.
    case error(String)
    /// It depends on unknown facts.
    case depends(on: [UnresolvedFact])
  }

  /// The decision.
  package let answer: Answer
  /// The statement that decides; nil when none does. Its document is a number among the policies of the role, or
  /// `CallAccess.bucketPolicyNumber`.
  package let decider: DecidingStatement?
  /// The question that is refused or undecided, else the first; nil when none is posed.
  package let question: BucketQuery?

  init(_ answer: Answer, by decider: DecidingStatement?, _ question: BucketQuery?) {
    self.answer = answer
    self.decider = decider
    self.question = question
  }

  /// Indicates whether the call is allowed for certain.
  package var isAllowed: Bool {
    if case .allow = answer { true } else { false }
  }

  /// Indicates whether the call is refused for certain.
  package var isRefused: Bool {
    switch answer {
    case .implicitDeny, .explicitDeny, .needsTags, .error: true
    case .allow, .depends: false
    }
  }
}
