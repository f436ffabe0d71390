import JSONSource

/// The access of a role outside S3, where actions and resources are compared as they are written.
///
/// The server's other services have ARNs of their own, and no list of all their actions is public. So each action and
/// each resource that either version names stands for itself, wildcards included, beside the actions that are known: an
/// entry is allowed as a whole or it is not.
struct OtherAccess {
  /// One change: the actions, on one resource, that a statement causes.
  struct Found {
    let kind: Change.Kind
    let resource: String
    let place: Change.SourceLocation?
    let otherPlace: Change.SourceLocation?
    let facts: [String]
    var actions: [String]

    fileprivate func isAlike(_ other: Found) -> Bool {
      kind == other.kind && resource.hasSameBytes(as: other.resource) && hasSameCause(as: other)
    }

    fileprivate func hasSameCause(as other: Found) -> Bool {
      place == other.place && otherPlace == other.otherPlace
        && facts.elementsEqual(other.facts) { $0.hasSameBytes(as: $1) }
    }
  }

  /// Pairs of an action and a resource above which nothing is compared.
  private static let pairLimit = 4_096

  /// The changes.
  private(set) var found: [Found] = []
  /// Indicates whether there is too much to compare.
  private(set) var isTooMuch = false

  /// Compares two accesses of one role; nil is a role that is not there.
  init(_ before: SideAccess?, _ after: SideAccess?) {
    let (old, new) = (before.otherStatements, after.otherStatements)
    // Most edits leave these statements as they are.
    if old.map({ $0.object.node.compactSource }) == new.map({ $0.object.node.compactSource }) { return }
    let statements = old + new
    let actions = Self.actions(statements)
    let resources = Self.resources(statements)
    guard actions.count * resources.count <= Self.pairLimit else {
      isTooMuch = true
      return
    }
    for action in actions {
      var mine: [Found] = []
      for resource in resources {
        guard let one = Self.change(action, resource, before, after) else { continue }
        // The shortest resource stands for all that one statement causes.
        if mine.contains(where: { $0.kind == one.kind && $0.hasSameCause(as: one) }) { continue }
        mine.append(one)
      }
      for one in mine { add(one) }
    }
    for index in found.indices { found[index].actions = Self.shortened(found[index].actions) }
  }

  private mutating func add(_ one: Found) {
    if let known = found.firstIndex(where: one.isAlike) {
      found[known].actions += one.actions
    } else {
      found.append(one)
    }
  }

  /// Leaves out what another action of the list includes.
  private static func shortened(_ actions: [String]) -> [String] {
    let patterns = actions.map { ActionPattern($0) }.filter { $0.hasWildcard }
    return actions.filter { action in
      !patterns.contains { $0.matches(action) && !$0.text.hasSameBytes(as: action) }
    }
  }

  // MARK: What is compared

  /// The actions that statements name, then those that are known, each once.
  private static func actions(_ statements: [Statement]) -> [String] {
    var seen: Set<ExactString> = []
    let named = statements.flatMap { $0.actionItems + $0.notActionItems }.filter { $0.isOfOtherService }
      .map { $0.text.text }
    return (named + OtherActions.known).filter { seen.insert(ExactString(asciiLowercased($0))).inserted }
  }

  /// The resources that statements name, those of S3 aside, from the shortest on; all of them where a statement excludes
  /// some.
  private static func resources(_ statements: [Statement]) -> [String] {
    var seen: Set<ExactString> = []
    var names = statements.flatMap { $0.resourceItems + $0.notResourceItems }
      .filter { $0.arn.service?.text != "s3" }.map { $0.text.text }
    if statements.contains(where: { !$0.resource.isPresent }) { names.append("*") }
    return names.filter { seen.insert(ExactString($0)).inserted }.sorted { one, other in
      one.utf8.count == other.utf8.count
        ? one.utf8.lexicographicallyPrecedes(other.utf8) : one.utf8.count < other.utf8.count
    }
  }

  // MARK: Changes

  /// The facts, each once.
  private static func joined(_ facts: [String]) -> [String] {
    var seen: Set<ExactString> = []
    return facts.filter { seen.insert(ExactString($0)).inserted }
  }

  private static func change(
    _ action: String, _ resource: String, _ before: SideAccess?, _ after: SideAccess?
  ) -> Found? {
    let old = before?.decideOther(action, resource) ?? .nothing
    let new = after?.decideOther(action, resource) ?? .nothing
    if old.outcomes == new.outcomes, !old.isOpen || old.identity == new.identity { return nil }
    func place(_ decision: OtherDecision, isNew: Bool, _ label: Message) -> Change.SourceLocation? {
      guard let document = decision.document, let statement = decision.statement else { return nil }
      return Change.SourceLocation(document, statement.range, isNew: isNew, label)
    }
    func found(_ kind: Change.Kind, _ place: Change.SourceLocation?, _ other: Change.SourceLocation?) -> Found {
      Found(
        kind: kind, resource: resource, place: place, otherPlace: place == nil ? nil : other,
        facts: kind == .depends ? joined(new.facts + old.facts) : [], actions: [action])
    }
    switch (old.outcomes, new.outcomes) {
    case (.refused, .allowed):
      let allowed = place(new, isNew: true, "allows it now")
      let refused = place(old, isNew: false, "refused it")
      return refused == nil ? found(.accessGained, allowed, nil) : found(.accessGained, refused, allowed)
    case (.allowed, .refused):
      let allowed = place(old, isNew: false, "allowed it")
      let refused = place(new, isNew: true, "refuses it now")
      return refused == nil ? found(.accessLost, allowed, nil) : found(.accessLost, refused, allowed)
    default:
      let now = place(new, isNew: true, "decides now")
      let then = place(old, isNew: false, "decided before")
      return found(.depends, now ?? then, now == nil ? nil : then)
    }
  }
}

/// The decision of a role's policies on an action outside S3.
struct OtherDecision {
  /// The possible answers.
  struct Outcomes: OptionSet {
    let rawValue: Int
    static let allowed = Outcomes(rawValue: 1)
    static let refused = Outcomes(rawValue: 2)
  }

  /// The decision without policies.
  static let nothing = OtherDecision(outcomes: .refused)

  let outcomes: Outcomes
  /// The statement that decides; nil where none does.
  var statement: Statement?
  /// The file of the statement.
  var document: Document?
  /// The unknown facts that decide, and their conditions.
  var facts: [String] = []
  var identity: Set<[UInt8]> = []

  /// Indicates whether the answer depends on unknown facts.
  var isOpen: Bool { outcomes == [.allowed, .refused] }
}

extension ActionItem {
  /// Indicates whether the server may take it for an action outside S3.
  fileprivate var isOfOtherService: Bool {
    isAccepted && oddity == nil
      && (text.text.hasSameBytes(as: "*") || OtherActions.mayBe(service, of: OtherActions.services))
  }
}

extension Optional where Wrapped == SideAccess {
  /// The statements that may be about actions outside S3.
  fileprivate var otherStatements: [Statement] {
    (self?.policies ?? []).flatMap { $0.readableStatements }.filter { statement in
      !statement.action.isPresent || statement.actionItems.contains { $0.isOfOtherService }
    }
  }
}

extension SideAccess {
  /// Decides one action on one resource, both as they are written.
  fileprivate func decideOther(_ action: String, _ resource: String) -> OtherDecision {
    let request = RequestContext(action: action, resource: resource, facts: analysis.setup.server.request)
    let (answers, dependences) = possibleAnswers(policies, request)
    var decision = OtherDecision(
      outcomes: answers.reduce(into: []) { outcomes, answer in
        switch answer {
        case .allow: outcomes.insert(.allowed)
        case .implicitDeny, .explicitDeny, .error: outcomes.insert(.refused)
        case .needsTags, .depends: outcomes.formUnion([.allowed, .refused])
        }
      })
    if let decider = answers.first?.decider ?? dependences.first?.decider {
      decision.statement = decider.statement
      decision.document = file(ofPolicy: decider.document)
    }
    if decision.isOpen {
      for fact in dependences where !decision.facts.contains(where: { $0.hasSameBytes(as: fact.subject) }) {
        decision.facts.append(fact.subject)
      }
      decision.identity = Set(dependences.map { $0.decider.statement.conditionIdentity })
    }
    return decision
  }
}
