import JSONSource

/// The changes of what the role of one side may do, on all resources and for all actions of the platform.
struct AccessDifference {
  typealias Language = LanguageTable.Language

  /// Actions of one scope whose languages change alike.
  private struct Group {
    let before: Language
    let after: Language
    var actions: [S3Action]
  }

  /// A change that was found, before those that differ in nothing but their actions are joined.
  private struct Found {
    let kind: Change.Kind
    let resource: [UInt16]
    let place: Change.SourceLocation?
    let otherPlace: Change.SourceLocation?
    let facts: [String]
    var actions: [S3Action]

    func isAlike(_ other: Found) -> Bool {
      kind == other.kind && resource == other.resource && place == other.place && otherPlace == other.otherPlace
        && facts.elementsEqual(other.facts) { $0.hasSameBytes(as: $1) }
    }
  }

  private var found: [Found] = []
  /// The changes.
  private(set) var changes: [Change] = []

  private let before: SideAccess?
  private let after: SideAccess?
  private var languages: PolicyLanguages
  private let stateLimit: Int

  /// The bound on the causes that are looked for one by one in one language.
  private static let causeLimit = 32

  /// Compares two accesses of one role; nil is a role that is not there, or of which no policy is given.
  init(
    _ before: SideAccess?, _ after: SideAccess?, _ languages: inout PolicyLanguages,
    stateLimit: Int = KeySearch.stateLimit
  ) {
    self.before = before
    self.after = after
    self.languages = languages
    self.stateLimit = stateLimit
    for group in groups() { compare(group) }
    changes = found.map(change) + changes
    compareOthers()
    languages = self.languages
  }

  /// Adds the changes of what the role may do outside S3.
  private mutating func compareOthers() {
    let others = OtherAccess(before, after)
    if others.isTooMuch {
      var change = Change(
        .unknown, "no comparison of what \(subject) can do outside S3: the actions and resources are too many to decide"
      )
      change.side = (after ?? before)?.side
      change.role = (after ?? before)?.role
      changes.append(change)
    }
    changes += others.found.map { found in
      change(
        found.kind, found.actions, on: found.resource, found.facts, place: found.place, otherPlace: found.otherPlace)
    }
  }

  private mutating func groups() -> [Group] {
    var groups: [Group] = []
    var numbers: [[Int]: Int] = [:]
    for action in S3Action.all {
      let old = before?.language(of: action, &languages) ?? LanguageTable.nothing
      let new = after?.language(of: action, &languages) ?? LanguageTable.nothing
      if old == new { continue }
      if let known = numbers[[old, new]] {
        groups[known].actions.append(action)
      } else {
        numbers[[old, new]] = groups.count
        groups.append(Group(before: old, after: new, actions: [action]))
      }
    }
    return groups
  }

  private mutating func compare(_ group: Group) {
    guard let comparison = LanguageComparison(group.before, group.after, &languages) else {
      changes.append(unknown(group, "too many facts are not known"))
      return
    }
    find(.accessLost, comparison.lost, group)
    find(.accessGained, comparison.gained, group)
    switch LanguageSearch(languages.table, comparison.open, stateLimit: stateLimit).run() {
    case .empty: break
    case .unknown: changes.append(unknown(group, "the patterns are too many to decide"))
    case .found(let text): add(open(text, group, comparison.facts))
    }
  }

  /// Finds the changes of one kind, one for each statement that causes some.
  private mutating func find(_ kind: Change.Kind, _ language: Language, _ group: Group) {
    var rest = language
    for count in 1...Self.causeLimit {
      switch LanguageSearch(languages.table, rest, stateLimit: stateLimit).run() {
      case .empty: return
      case .unknown:
        changes.append(unknown(group, "the patterns are too many to decide"))
        return
      case .found(let text):
        let cause = cause(kind, text, group.actions[0])
        add(
          Found(
            kind: kind, resource: text, place: cause.place, otherPlace: cause.other, facts: [],
            actions: group.actions))
        guard let statement = cause.statement, let access = cause.isNew ? after : before else { return }
        let resources = access.resources(of: statement, group.actions[0], &languages)
        // The last change stands for all causes that are left.
        if count == Self.causeLimit || !languages.table.contains(text, in: resources) { return }
        rest = languages.table.difference(rest, resources)
      }
    }
  }

  // MARK: Causes

  /// The statement that causes a change, and the one of the other version that decided otherwise.
  private struct Cause {
    var statement: Statement?
    var isNew = false
    var place: Change.SourceLocation?
    var other: Change.SourceLocation?
  }

  private func cause(_ kind: Change.Kind, _ text: [UInt16], _ action: S3Action) -> Cause {
    let old = before?.decide(action, text)
    let new = after?.decide(action, text)
    let isGained = kind == .accessGained
    // The statement that refuses in one version, else the one that allows in the other.
    let refusing = isGained ? old : new
    let allowing = isGained ? new : old
    let allowed = place(allowing, isNew: isGained, isGained ? "allows it now" : "allowed it")
    if let refusing, refusing.isDenied {
      let denied = place(refusing, isNew: !isGained, isGained ? "refused it" : "refuses it now")
      return Cause(statement: refusing.statement, isNew: !isGained, place: denied, other: allowed)
    }
    return Cause(statement: allowing?.statement, isNew: isGained, place: allowed)
  }

  private func place(_ decision: LocatedDecision?, isNew: Bool, _ label: Message) -> Change.SourceLocation? {
    guard let decision, let document = decision.document, let statement = decision.statement else { return nil }
    return Change.SourceLocation(document, statement.range, isNew: isNew, label)
  }

  // MARK: Changes

  private mutating func add(_ new: Found) {
    if let known = found.firstIndex(where: new.isAlike) {
      found[known].actions += new.actions
    } else {
      found.append(new)
    }
  }

  private func open(_ text: [UInt16], _ group: Group, _ facts: [String]) -> Found {
    let new = place(after?.decide(group.actions[0], text), isNew: true, "decides now")
    let old = place(before?.decide(group.actions[0], text), isNew: false, "decided before")
    return Found(
      kind: .depends, resource: text, place: new ?? old, otherPlace: new == nil ? nil : old, facts: facts,
      actions: group.actions)
  }

  private func change(_ found: Found) -> Change {
    change(
      found.kind, found.actions.map { $0.name }, on: String(utf16: Array("arn:aws:s3:::".utf16) + found.resource),
      found.facts, place: found.place, otherPlace: found.otherPlace)
  }

  private func change(
    _ kind: Change.Kind, _ names: [String], on resource: String, _ facts: [String], place: Change.SourceLocation?,
    otherPlace: Change.SourceLocation?
  ) -> Change {
    let actions = Self.list(names)
    let message: Message =
      switch kind {
      case .accessGained: "\(subject) can now do \(actions) on \(quoted: resource)"
      case .accessLost: "\(subject) can no longer do \(actions) on \(quoted: resource)"
      default:
        "whether \(subject) can do \(actions) on \(quoted: resource) changes for some values of \(Self.names(facts))"
      }
    var change = described(Change(kind, message), names)
    change.resource = resource
    change.facts = facts
    change.place = place
    change.otherPlace = otherPlace
    return change
  }

  private func unknown(_ group: Group, _ reason: String) -> Change {
    let names = group.actions.map { $0.name }
    return described(
      Change(.unknown, "no comparison of what \(subject) can do with \(Self.list(names)): \(reason)"), names)
  }

  private func described(_ change: Change, _ actions: [String]) -> Change {
    var change = change
    change.side = (after ?? before)?.side
    change.role = (after ?? before)?.role
    change.actions = actions
    return change
  }

  private var subject: Message { "the \((after ?? before)?.side.rawValue ?? "") role" }

  private static func names(_ facts: [String]) -> String { facts.map(quoted).joined(separator: ", ") }

  /// The actions in words: the first of many.
  private static func list(_ actions: [String]) -> String {
    let shown = actions.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    let more = actions.count - 3
    return more > 0 ? "\(shown) and \(more) more action\(more == 1 ? "" : "s")" : shown
  }
}
