import JSONSource

/// The statement that decided an answer, and the policy that contains it.
package struct DecidingStatement: Sendable {
  /// The number of the policy among those that were given, from 0.
  package let document: Int
  /// The statement.
  package let statement: Statement
}

/// Something that is not known and on which an answer hangs.
package struct UnresolvedFact: Sendable {
  /// The statement.
  package let decider: DecidingStatement
  /// The condition that cannot be decided, or nil when it is another part of the statement.
  package let test: ConditionBlock.Test?
  /// An unknown fact, as the document writes it: a condition key, a policy variable, or the name of a member that has
  /// the wrong type.
  package let subject: String
}

/// Indicates whether a statement applies to a call, as far as is known (Arsenal `evaluatePolicy`, one turn of its
/// loop).
struct StatementMatch: Sendable {
  /// The possible results of the statement; several when it is not known which. `notMet` includes an action or resource
  /// that does not match.
  let outcomes: ConditionAnswer.Outcomes
  /// The facts that the answer depends on; empty when there is only one answer.
  let dependences: [UnresolvedFact]
  /// The evaluator's error, when there may be one.
  let error: String?

  /// Indicates whether there is only one outcome.
  var isDefinite: Bool { outcomes.rawValue.nonzeroBitCount == 1 }

  /// Matches a statement with a call.
  init(_ decider: DecidingStatement, _ request: RequestContext) {
    var unknown: [String] = []
    guard Self.reachesCondition(decider.statement, request, &unknown) else {
      self.init(ConditionAnswer(.notMet), [])
      return
    }
    self.init(reached: decider, request, unknown)
  }

  /// Decides the condition of a statement whose action and resource match a call, unless what is `unknown` decides.
  init(reached decider: DecidingStatement, _ request: RequestContext, _ unknown: [String]) {
    let statement = decider.statement
    var dependences = unknown.map { UnresolvedFact(decider: decider, test: nil, subject: $0) }
    let condition = Self.condition(of: statement, request)
    dependences += condition.undecided.map { UnresolvedFact(decider: decider, test: $0, subject: $0.key.text) }
    if case .invalid = statement.condition {
      dependences.append(UnresolvedFact(decider: decider, test: nil, subject: "Condition"))
    }
    var answer = condition
    if !unknown.isEmpty { answer.outcomes.insert(.notMet) }
    self.init(answer, answer.outcomes.rawValue.nonzeroBitCount > 1 ? dependences : [])
  }

  /// Returns whether action and resource of a statement match a call, so that only its condition is left to decide;
  /// true also when that is not known, and then `unknown` holds the reason.
  static func reachesCondition(_ statement: Statement, _ request: RequestContext, _ unknown: inout [String]) -> Bool {
    matchesActions(statement, request.action, &unknown)
      && allows(statement.forms.resource, "Resource", statement.resourceItems, &unknown) { $0.matches(request, &$1) }
      && allows(statement.forms.notResource, "NotResource", negated: true, statement.notResourceItems, &unknown) {
        $0.matches(request, &$1)
      }
  }

  private init(_ answer: ConditionAnswer, _ dependences: [UnresolvedFact]) {
    outcomes = answer.outcomes
    self.dependences = dependences
    error = answer.error
  }

  /// The result of a statement's conditions; a statement without any is met.
  ///
  /// Where tags are read, those of a Deny decide for each object. An Allow that needs a tag allows no object without it,
  /// so that some object is refused for certain.
  static func condition(of statement: Statement, _ request: RequestContext) -> ConditionAnswer {
    switch statement.condition {
    case .absent: return ConditionAnswer(.met)
    case .invalid: return ConditionAnswer([.met, .notMet])
    case .present(let block):
      let answer = ConditionAnswer(block, request)
      return request.readsTags && (statement.isDeny || answer.holdsWithoutTags) ? answer.withTags : answer
    }
  }

  /// Returns whether the lists of actions let the statement apply to `action`; nil when one of them cannot be read.
  static func matchesAction(_ statement: Statement, _ action: String) -> Bool? {
    var unknown: [String] = []
    let isMatch = matchesActions(statement, action, &unknown)
    return isMatch && !unknown.isEmpty ? nil : isMatch
  }

  /// Returns whether the lists of actions let a statement apply; actions match as globs in letters of either case.
  private static func matchesActions(_ statement: Statement, _ action: String, _ unknown: inout [String]) -> Bool {
    allows(statement.forms.action, "Action", statement.actionItems, &unknown) { item, _ in item.action.matches(action) }
      && allows(statement.forms.notAction, "NotAction", negated: true, statement.notActionItems, &unknown) { item, _ in
        item.action.matches(action)
      }
  }

  /// Compares one entry of a list; nil, with the reason, when the answer is not known.
  private typealias Comparison<Item> = (Item, inout [String]) -> Bool?

  /// Returns whether one list lets the statement apply; true also when that is not known, and then `unknown` holds the
  /// reason.
  private static func allows<Item>(
    _ form: ListForm, _ name: String, negated: Bool = false, _ items: [Item], _ unknown: inout [String],
    _ matches: Comparison<Item>
  ) -> Bool {
    switch form {
    case .absent: return true
    case .unreadable:
      unknown.append(name)
      return true
    case .entries(let hasUnreadable):
      let known = unknown.count
      for item in items where matches(item, &unknown) == true {
        unknown.removeLast(unknown.count - known)
        return !negated
      }
      if hasUnreadable { unknown.append(name) }
      return unknown.count > known || negated
    }
  }
}
