import JSONSource

/// The outcome of one statement of a bucket policy for one question (cloudserver `permissionChecks.js`,
/// `checkBucketPolicy`). `NotAction`, `NotResource` and `NotPrincipal` are never read.
struct BucketStatementMatch {
  /// The possible outcomes: `met`, `notMet` and `error`. All parts of a statement are evaluated for every request, so
  /// that a statement can throw whatever it is about.
  let outcomes: ConditionAnswer.Outcomes
  /// The unknown facts that decide; empty when there is only one outcome.
  let dependences: [UnresolvedFact]
  /// The evaluator's error, when there may be one.
  let error: String?

  /// Matches all parts of a statement with a question.
  init(_ decider: DecidingStatement, _ scope: BucketScope, resource: [UInt16]) {
    self.init(decider, scope) { pattern in
      pattern.matches(resource)
    }
  }

  /// Matches everything but the resource, which is taken for one that the entries before the first variable match; see
  /// `BucketResources` for the others.
  init(ignoringResource decider: DecidingStatement, _ scope: BucketScope) {
    self.init(decider, scope) { _ in true }
  }

  private init(_ decider: DecidingStatement, _ scope: BucketScope, _ matches: (ResourcePattern) -> Bool?) {
    let statement = decider.statement
    let request = scope.request
    var condition = StatementMatch.condition(of: statement, request)
    // A condition on tags is evaluated without them, and the statement does not apply.
    if condition.outcomes.contains(.needsTags) {
      condition.outcomes.remove(.needsTags)
      condition.outcomes.insert(.notMet)
    }
    var dependences = condition.undecided.map { UnresolvedFact(decider: decider, test: $0, subject: $0.key.text) }
    let resources = BucketResources(statement)
    var isResource = false
    // Entries with variables are not compared, so that only a colon in a key is left to be unknown.
    var open: [ResourceItem] = []
    for item in resources.compared where !isResource {
      switch matches(item.pattern(request)) {
      case true?: (isResource, open) = (true, [])
      case nil: open.append(item)
      case false?: break
      }
    }
    if !isResource, open.isEmpty, resources.canThrow {
      self.init(outcomes: .error, dependences: [], error: RequestContext.withoutRequester)
      return
    }
    let principal = PrincipalMatch(
      statement.principal.value, scope.caller, isLooseAboutRoot: scope.isLooseAboutRoot)
    let isAction =
      scope.isMapped
      && statement.actionItems.contains { $0.action.matches(request.action) }
    var outcomes = condition.outcomes
    if principal == .other || !isAction || (!isResource && open.isEmpty) {
      if outcomes.contains(.met) {
        outcomes.remove(.met)
        outcomes.insert(.notMet)
      }
    } else if outcomes.contains(.met) {
      var subjects = open.map { $0.text.text }
      if principal == .unknown { subjects.append("Principal") }
      if !subjects.isEmpty { outcomes.insert(.notMet) }
      dependences += subjects.map { UnresolvedFact(decider: decider, test: nil, subject: $0) }
    }
    var error = condition.error
    if !open.isEmpty, resources.canThrow {
      outcomes.insert(.error)
      error = error ?? RequestContext.withoutRequester
      dependences += open.map { UnresolvedFact(decider: decider, test: nil, subject: $0.text.text) }
    }
    self.init(
      outcomes: outcomes, dependences: outcomes.rawValue.nonzeroBitCount > 1 ? dependences : [],
      error: error)
  }

  private init(outcomes: ConditionAnswer.Outcomes, dependences: [UnresolvedFact], error: String?) {
    self.outcomes = outcomes
    self.dependences = dependences
    self.error = error
  }
}

/// All that a bucket policy is evaluated against but the resource: the caller, the question and the request.
struct BucketScope {
  /// The caller.
  let caller: BucketCaller
  /// Indicates whether every ARN that ends in `root` names its whole account.
  let isLooseAboutRoot: Bool
  /// Indicates whether the server knows the question's action when it reads bucket policies.
  let isMapped: Bool
  /// The request; the evaluator of bucket policies does not know who sends it.
  let request: RequestContext

  init(_ question: BucketQuery, _ caller: BucketCaller, _ server: ServerProfile, resource: [UInt16]) {
    self.caller = caller
    isLooseAboutRoot = !server.crossAccountAllowNeedsIAM
    isMapped = question.isMapped
    var request = RequestContext(action: question.action, resource: resource, facts: server.request)
    request.hasRequester = false
    self.request = request
  }
}
