import JSONSource

/// Indicates whether a trust policy lets the service `backbeat` of the role's own account assume the role.
package enum TrustDecision: Sendable {
  /// Allowed by this statement, the last that does so.
  case allow(by: Statement)
  /// Denied by this statement; nil when merely none allows it.
  case deny(by: Statement?)
  /// The evaluator stops with an error at this statement, and no principal is allowed.
  case error(String, by: Statement)
  /// The answer depends on conditions that cannot be decided.
  case depends(on: [UnresolvedFact])

  /// The statement that decides; nil when none does.
  package var decider: Statement? {
    switch self {
    case .allow(let statement), .error(_, let statement): statement
    case .deny(let statement): statement
    case .depends(let dependences): dependences.first?.decider.statement
    }
  }

  /// Indicates whether backbeat is let in for certain.
  package var isAllowed: Bool {
    if case .allow = self { true } else { false }
  }
}

/// Returns whether backbeat may assume the role; `facts` nil means that nothing is known of the call.
package func evaluateTrust(_ policy: PolicyDocument, facts: RequestFacts?) -> TrustDecision {
  evaluateTrust(policy, RequestContext(action: "sts:AssumeRole", resource: "", facts: facts))
}

/// Returns whether backbeat may assume the role.
package func evaluateTrust(_ policy: PolicyDocument, _ request: RequestContext) -> TrustDecision {
  TrustReading(policy, request, .backbeat).decision
}

/// The decision of a trust policy about one caller, and the statements that allow it (Arsenal `principal.ts`).
///
/// Statements are read in order, and the first Deny that applies ends it. `Action` and `Resource` are never read.
package struct TrustReading {
  /// The decision.
  package let decision: TrustDecision
  /// The statements that allow the caller, or may do so; empty when the caller is refused for certain.
  package let grants: [Statement]

  /// Reads a policy for a call of `caller`. O(size of the policy).
  package init(_ policy: PolicyDocument, _ request: RequestContext, _ caller: TrustCaller) {
    var allowing: [Statement] = []
    var canStayDenied = true
    var denier: Statement?
    var failure: (error: String, by: Statement)?
    var dependences: [UnresolvedFact] = []
    var isOpen = true
    /// The Deny that applies for certain and ends it.
    var lastDeny: Statement?
    for statement in policy.readableStatements where isOpen {
      let effect = TrustEffect(statement, request, caller)
      if effect.count > 1 {
        let decider = DecidingStatement(document: 0, statement: statement)
        dependences += effect.undecided.map { UnresolvedFact(decider: decider, test: $0, subject: $0.key.text) }
      }
      if effect.canDeny { denier = denier ?? statement }
      if let error = effect.error, failure == nil { failure = (error, statement) }
      if effect.canAllow { allowing.append(statement) }
      if effect.canAllow, !effect.canBeNeutral { canStayDenied = false }
      isOpen = effect.canAllow || effect.canBeNeutral
      if !isOpen, effect.error == nil { lastDeny = statement }
    }
    grants = isOpen ? allowing : []
    var answers: [TrustDecision] = []
    if let denier { answers.append(.deny(by: denier)) }
    if let failure { answers.append(.error(failure.error, by: failure.by)) }
    if let last = grants.last { answers.append(.allow(by: last)) }
    // Being denied by no particular statement is the same answer as being denied.
    if isOpen, canStayDenied, denier == nil { answers.append(.deny(by: nil)) }
    if answers.count == 1 {
      decision = answers[0]
    } else if !grants.isEmpty {
      decision = .depends(on: dependences)
    } else if isOpen {
      // Which of them refuses the caller may be open; that none allows it is not.
      decision = .deny(by: nil)
    } else if let failure, lastDeny == nil {
      decision = .error(failure.error, by: failure.by)
    } else {
      decision = .deny(by: lastDeny ?? denier)
    }
  }
}

/// The result of one trust statement for a caller; several when conditions cannot be decided.
private struct TrustEffect {
  var canAllow = false
  var canDeny = false
  var canBeNeutral = false
  var error: String?
  var undecided: [ConditionBlock.Test] = []

  /// The number of possible results.
  var count: Int { [canAllow, canDeny, canBeNeutral, error != nil].count { $0 } }

  init(_ statement: Statement, _ request: RequestContext, _ caller: TrustCaller) {
    let named = statement.object.member("Principal").map { JavaScriptValue(node: $0.value) }
    let excluded = statement.object.member("NotPrincipal").map { JavaScriptValue(node: $0.value) }
    let isReverse = excluded?.isTruthy == true
    guard let principal = named?.isTruthy == true ? named : excluded, principal.node.kind != .null else {
      let nothing = excluded == nil ? "undefined" : "null"
      error = "TypeError: Cannot read properties of \(nothing) (reading 'Service')"
      return
    }
    if let text = principal.node.string {
      if text.utf16 == [0x2A] { applyMatched(statement, isReverse, request) } else { canDeny = true }
      return
    }
    if caller.isListed(in: principal.node) {
      applyMatched(statement, isReverse, request)
    } else if isReverse {
      apply(statement)
    } else {
      canBeNeutral = true
    }
  }

  /// The caller is one of those named: with `NotPrincipal` the statement is not about it, whatever the conditions.
  private mutating func applyMatched(_ statement: Statement, _ isReverse: Bool, _ request: RequestContext) {
    if isReverse {
      canBeNeutral = true
      return
    }
    let condition = StatementMatch.condition(of: statement, request)
    undecided = condition.undecided
    error = condition.error
    // Without tags the statement is passed over like one whose conditions do not hold.
    if !condition.outcomes.isDisjoint(with: [.notMet, .needsTags]) { canBeNeutral = true }
    if condition.outcomes.contains(.met) { apply(statement) }
  }

  private mutating func apply(_ statement: Statement) {
    if statement.isDeny {
      canDeny = true
    } else if statement.isAllow {
      canAllow = true
    } else {
      canBeNeutral = true
    }
  }
}
