import JSONSource

/// Indicates whether policies let a call through.
package enum AccessDecision: Sendable {
  /// Allowed by this statement, the first that applies, and denied by none.
  case allow(by: DecidingStatement)
  /// No statement allows it. `by` is a Deny that waits for tags and meanwhile hides what its own policy allows.
  case implicitDeny(by: DecidingStatement?)
  /// Denied by this statement, the first that applies.
  case explicitDeny(by: DecidingStatement)
  /// The tags of the object decide; the statement is the first that asks for them.
  case needsTags(by: DecidingStatement)
  /// The evaluator stops with an error at this statement, and the call is refused.
  case error(String, by: DecidingStatement)
  /// The answer depends on unknown facts.
  case depends(on: [UnresolvedFact])

  /// The statement that decides; nil when none does.
  package var decider: DecidingStatement? {
    switch self {
    case .allow(let decider), .explicitDeny(let decider), .needsTags(let decider), .error(_, let decider): decider
    case .implicitDeny(let decider): decider
    case .depends(let dependences): dependences.first?.decider
    }
  }

  /// Indicates whether the call is let through for certain.
  package var isAllowed: Bool {
    if case .allow = self { true } else { false }
  }

  /// Indicates whether the call is refused for certain: no statement allows it, one denies it, or the evaluator fails.
  package var isRefused: Bool {
    switch self {
    case .implicitDeny, .explicitDeny, .error: true
    case .allow, .needsTags, .depends: false
    }
  }
}

/// Returns whether policies, all attached to one role, let a call through: Arsenal `standardEvaluateAllPolicies`.
/// O(size of the policies times length of the resource / 64).
package func evaluate(_ policies: [PolicyDocument], _ request: RequestContext) -> AccessDecision {
  PolicyEvaluation(policies, request).answer
}

/// The answers that are possible, each definite, and the unknown facts that decide between them.
func possibleAnswers(
  _ policies: [PolicyDocument], _ request: RequestContext
) -> (answers: [AccessDecision], dependences: [UnresolvedFact]) {
  let evaluation = PolicyEvaluation(policies, request)
  return (evaluation.answers, evaluation.dependences)
}

/// Returns whether policies let a call of Backbeat through; `facts` nil means that nothing is known of the call.
package func evaluate(
  policies: [PolicyDocument], action: String, resource: String, facts: RequestFacts?
) -> AccessDecision {
  evaluate(policies, RequestContext(action: action, resource: resource, facts: facts))
}

/// Runs the evaluator over several policies, following every state that unknown facts leave possible.
private struct PolicyEvaluation {
  /// The effects that the evaluator has met, between statements and between policies.
  private struct Flags: OptionSet, Hashable {
    let rawValue: Int
    static let allow = Flags(rawValue: 1)
    static let allowWithTags = Flags(rawValue: 2)
    static let denyWithTags = Flags(rawValue: 4)
  }

  /// A possible state of the evaluator: the flags, and for each the first statement that set it.
  private struct State {
    var flags: Flags = []
    var allow: DecidingStatement?
    var allowWithTags: DecidingStatement?
    var denyWithTags: DecidingStatement?

    /// Indicates whether the answer is to allow.
    var isAllow: Bool { flags.contains(.allow) && !flags.contains(.denyWithTags) }
    /// Indicates whether tags are asked for. A Deny that waits for them alone allows nothing.
    var isTagged: Bool { flags.contains(.allow) ? flags.contains(.denyWithTags) : flags.contains(.allowWithTags) }

    /// The state after one flag more.
    func setting(_ flag: Flags, by decider: DecidingStatement?) -> State {
      var state = self
      state.flags.insert(flag)
      switch flag {
      case .allow: state.allow = allow ?? decider
      case .allowWithTags: state.allowWithTags = allowWithTags ?? decider
      default: state.denyWithTags = denyWithTags ?? decider
      }
      return state
    }
  }

  private var states: [State] = [State()]
  private var denier: DecidingStatement?
  private var failure: (error: String, by: DecidingStatement)?
  private(set) var dependences: [UnresolvedFact] = []

  init(_ policies: [PolicyDocument], _ request: RequestContext) {
    for (index, policy) in policies.enumerated() { read(policy, number: index, request) }
  }

  /// Goes on with the next policy. Its own verdict is made first: a Deny that waits for tags hides its Allows.
  private mutating func read(_ policy: PolicyDocument, number: Int, _ request: RequestContext) {
    guard !states.isEmpty else { return }
    var inner = [State()]
    for statement in policy.readableStatements {
      var unknown: [String] = []
      // Most statements are about something else, and leave everything as it is.
      guard StatementMatch.reachesCondition(statement, request, &unknown) else { continue }
      let decider = DecidingStatement(document: number, statement: statement)
      let match = StatementMatch(reached: decider, request, unknown)
      if match.outcomes == .notMet { continue }
      inner = step(inner, decider, match)
      if inner.isEmpty { break }
    }
    var next: [State] = []
    for state in states {
      for verdict in inner {
        if verdict.flags.contains(.denyWithTags) {
          Self.add(state.setting(.denyWithTags, by: verdict.denyWithTags), to: &next)
        } else if verdict.flags.contains(.allow) {
          Self.add(state.setting(.allow, by: verdict.allow), to: &next)
        } else if verdict.flags.contains(.allowWithTags) {
          Self.add(state.setting(.allowWithTags, by: verdict.allowWithTags), to: &next)
        } else {
          Self.add(state, to: &next)
        }
      }
    }
    states = next
  }

  private mutating func step(_ states: [State], _ decider: DecidingStatement, _ match: StatementMatch) -> [State] {
    dependences += match.dependences
    if match.outcomes.contains(.error), failure == nil {
      failure = (match.error ?? "TypeError", decider)
    }
    var next: [State] = []
    if match.outcomes.contains(.met) {
      if decider.statement.isDeny {
        denier = denier ?? decider
      } else {
        for state in states { Self.add(state.setting(.allow, by: decider), to: &next) }
      }
    }
    if match.outcomes.contains(.needsTags) {
      let flag: Flags = decider.statement.isDeny ? .denyWithTags : .allowWithTags
      for state in states { Self.add(state.setting(flag, by: decider), to: &next) }
    }
    if match.outcomes.contains(.notMet) {
      for state in states { Self.add(state, to: &next) }
    }
    return next
  }

  /// Adds a state unless one with the same flags is there: there are never more than eight.
  private static func add(_ state: State, to states: inout [State]) {
    if !states.contains(where: { $0.flags == state.flags }) { states.append(state) }
  }

  var answer: AccessDecision {
    let answers = answers
    // One answer may still be reached in several ways; it holds all the same.
    return answers.count == 1 ? answers[0] : .depends(on: dependences)
  }

  /// The definite answers that are possible.
  var answers: [AccessDecision] {
    var answers: [AccessDecision] = []
    if let denier { answers.append(.explicitDeny(by: denier)) }
    if let failure { answers.append(.error(failure.error, by: failure.by)) }
    func first(_ isIncluded: (State) -> Bool) -> State? { states.first(where: isIncluded) }
    if let state = first({ $0.isAllow }), let by = state.allow { answers.append(.allow(by: by)) }
    if let state = first({ $0.isTagged }), let by = state.denyWithTags ?? state.allowWithTags {
      answers.append(.needsTags(by: by))
    }
    if let state = first({ !$0.isAllow && !$0.isTagged }) { answers.append(.implicitDeny(by: state.denyWithTags)) }
    return answers
  }
}
