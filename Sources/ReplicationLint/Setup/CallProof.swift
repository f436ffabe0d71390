import JSONSource

/// Whether one call of Backbeat is allowed for every object that a rule selects.
public struct CallProof: Sendable {
  /// What is known.
  public enum Answer: Sendable {
    /// Allowed for every key.
    case proved
    /// Refused for the key, the shortest there is; empty for a call on the bucket. The statement is the one that
    /// denies it, if any does.
    case refused(key: String, by: Decider?)
    /// It hangs on conditions that cannot be decided.
    case depends(on: [Dependence])
    /// Nothing is known of the policies or the bucket, or the patterns are too many to decide.
    case unknown(Message)
  }

  /// The call.
  public let call: BackbeatCall
  /// The rule whose objects it is for.
  public let rule: ReplicationRule
  /// The bucket that it is about; nil when it is not known.
  public let bucket: String?
  /// The answer.
  public let answer: Answer

  /// Decides the call for all keys under the rule's prefix.
  init(
    _ call: BackbeatCall, _ rule: ReplicationRule, _ plan: ReplicationPlan, _ questions: inout AccessQuestions
  ) {
    self.call = call
    self.rule = rule
    bucket = plan.bucket(of: call, rule)
    answer = Self.answer(call, rule, bucket, plan, &questions)
  }

  private static func answer(
    _ call: BackbeatCall, _ rule: ReplicationRule, _ bucket: String?, _ plan: ReplicationPlan,
    _ questions: inout AccessQuestions
  ) -> Answer {
    guard let policies = plan.policies(call.side) else {
      return .unknown("no permission policy of the \(call.side.rawValue) role is given")
    }
    // What is allowed nowhere is not allowed on the bucket either, whatever it is called.
    if bucket == nil, plan.isNowhereAllowed(call.action, call.side) { return .refused(key: "", by: nil) }
    guard let bucket else { return .unknown("the \(call.side.rawValue) bucket is not known") }
    let facts = plan.setup.server.request
    if call.target == .sourceBucket {
      return questions.bucketAnswer(call.side, bucket) {
        point(evaluate(policies: policies, action: call.action, resource: "arn:aws:s3:::\(bucket)", facts: facts))
      }
    }
    guard let prefix = rule.prefix.value else { return .unknown("the rule has no prefix") }
    let question = questions.question(call.side, call.action, policies)
    switch question.prove(bucket: bucket, prefix: prefix.utf16) {
    case .proved: return .proved
    case .refused(let key, let answer): return .refused(key: key, by: answer.decider)
    case .depends(let key, .needsTags(let decider)): return .refused(key: key, by: decider)
    case .depends(_, .depends(let dependences)): return .depends(on: dependences)
    case .depends(_, let answer):
      return answer.decider.map { .depends(on: [Dependence(decider: $0, test: nil, subject: "Condition")]) }
        ?? .unknown("the policies leave it open")
    case .unknown: return .unknown("the patterns of the policies are too many to decide")
    }
  }

  private static func point(_ answer: AccessAnswer) -> Answer {
    switch answer {
    case .allow: .proved
    case .implicitDeny: .refused(key: "", by: nil)
    case .explicitDeny(let decider), .error(_, let decider), .needsTags(let decider): .refused(key: "", by: decider)
    case .depends(let dependences): .depends(on: dependences)
    }
  }
}

/// The questions of one setup, each read from the policies once.
struct AccessQuestions {
  private struct Key: Hashable {
    let side: Side
    let action: String
  }

  let facts: RequestFacts?
  private var read: [Key: AccessQuestion] = [:]
  private var onBucket: [Key: CallProof.Answer] = [:]

  init(facts: RequestFacts?) { self.facts = facts }

  mutating func question(_ side: Side, _ action: String, _ policies: [PolicyDocument]) -> AccessQuestion {
    let key = Key(side: side, action: action)
    if let question = read[key] { return question }
    let question = AccessQuestion(policies: policies, action: action, facts: facts)
    read[key] = question
    return question
  }

  /// The answer for the bucket itself, which is the same for every rule.
  mutating func bucketAnswer(
    _ side: Side, _ bucket: String, _ answer: () -> CallProof.Answer
  ) -> CallProof.Answer {
    let key = Key(side: side, action: bucket)
    if let known = onBucket[key] { return known }
    let found = answer()
    onBucket[key] = found
    return found
  }
}
