import JSONSource

/// The changes of which keys are selected and which replicate.
struct KeyDifference {
  typealias Language = LanguageTable.Language

  private let before: KeyLanguages?
  private let after: KeyLanguages?
  private var languages: PolicyLanguages
  private let stateLimit: Int
  /// The changes.
  private(set) var changes: [Change] = []

  /// The bound on the causes that are looked for one by one.
  private static let causeLimit = 64

  /// Compares two versions of a setup, of which at least one is there.
  init(
    _ before: SetupAnalysis?, _ after: SetupAnalysis?, _ languages: inout PolicyLanguages,
    stateLimit: Int = KeySearch.stateLimit
  ) {
    let missing = [before, after].compactMap { $0.map(KeyLanguages.missing) }
    let everywhere = missing.dropFirst().reduce(missing.first ?? []) { $0.intersection($1) }
    self.before = before.map { KeyLanguages($0, missingEverywhere: everywhere, &languages) }
    self.after = after.map { KeyLanguages($0, missingEverywhere: everywhere, &languages) }
    self.languages = languages
    self.stateLimit = stateLimit
    compare()
    languages = self.languages
  }

  private mutating func compare() {
    let old = before?.replicating ?? LanguageTable.nothing
    let new = after?.replicating ?? LanguageTable.nothing
    // A configuration that the platform refuses selects nothing, and does not take back what was selected.
    let isCompared = before?.isConfigured != false && after?.isConfigured != false
    var scope = LanguageTable.everything
    if isCompared {
      let oldKeys = before?.destinations(&languages.table) ?? [:]
      let newKeys = after?.destinations(&languages.table) ?? [:]
      var kept: [Language] = []
      let names = Set(oldKeys.keys).union(newKeys.keys)
        .sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
      for name in names {
        let old = oldKeys[name] ?? LanguageTable.nothing
        let new = newKeys[name] ?? LanguageTable.nothing
        kept.append(languages.table.all([old, new]))
        find(.deselected, languages.table.difference(old, new), for: name, in: before)
        find(.selected, languages.table.difference(new, old), for: name, in: after)
      }
      scope = languages.table.any(kept)
    }
    guard let comparison = LanguageComparison(old, new, &languages) else {
      changes.append(Change(.unknown, "no comparison of the keys that replicate: too many facts are not known"))
      return
    }
    find(.stopsReplicating, languages.table.all([scope, comparison.lost]))
    find(.startsReplicating, languages.table.all([scope, comparison.gained]))
    guard let key = search(languages.table.all([scope, comparison.open])) else { return }
    let named = comparison.facts.map(quoted).joined(separator: ", ")
    var change = Change(
      .depends, "whether the key \(quoted: Self.text(key)) replicates changes for some values of \(named)")
    change.facts = comparison.facts
    locate(&change, key, in: after, isNew: true)
    if change.place == nil { locate(&change, key, in: before, isNew: false) }
    changes.append(change)
  }

  /// A shortest key of a language; nil where there is none, and where that is not decided, which is then a change.
  private mutating func search(_ language: Language) -> [UInt16]? {
    switch LanguageSearch(languages.table, language, stateLimit: stateLimit).run() {
    case .empty: return nil
    case .found(let key): return key
    case .unknown:
      if !changes.contains(where: { $0.kind == .unknown }) {
        changes.append(Change(.unknown, "no comparison of all keys: the patterns are too many to decide"))
      }
      return nil
    }
  }

  // MARK: Selection

  /// Finds keys that are selected in one version only, for each rule.
  private mutating func find(
    _ kind: Change.Kind, _ language: Language, for destination: ExactString, in version: KeyLanguages?
  ) {
    guard let version else { return }
    let selections = version.selections.filter { ExactString($0.destination) == destination }
    for selection in selections {
      guard let key = search(languages.table.all([language, selection.keys])) else { continue }
      let isNew = kind == .selected
      let verb = isNew ? "now selects" : "no longer selects"
      var change = Change(
        kind, "\(selection.rule.name) \(verb) the key \(quoted: Self.text(key)) for \(quoted: selection.destination)")
      describe(&change, key, selection, version)
      if let document = version.analysis.setup.replication {
        change.place = Change.SourceLocation(
          document, selection.rule.object.node.range, isNew: isNew, isNew ? "selects it now" : "selected it")
      }
      changes.append(change)
    }
  }

  // MARK: Replication

  private mutating func find(_ kind: Change.Kind, _ language: Language) {
    let isStop = kind == .stopsReplicating
    var rest = language
    for count in 1...Self.causeLimit {
      guard let key = search(rest) else { return }
      let failing = isStop ? after : before
      let working = isStop ? before : after
      let missed = failing.flatMap { need(key, $0) }
      let traces = (failing: failing.map { trace($0, key) }, working: working.map { trace($0, key) })
      let stop = traces.failing?.stop
      var change = Change(kind, message(kind, key, traces.failing))
      if let working, let selection = working.selection(of: key, languages.table) {
        describe(&change, key, selection, working)
      }
      locate(&change, stop, traces.working, failing: failing, working: working, isStop: isStop)
      changes.append(change)
      guard count < Self.causeLimit, let missed, let failing else { return }
      // Every key of the rule that lacks the same permission, by the same statement, is part of this change.
      var missing = languages.table.difference(missed.selection.keys, missed.need.keys)
      if let region = denied(missed, key, failing) { missing = languages.table.all([missing, region]) }
      rest = languages.table.difference(rest, missing)
    }
  }

  /// Something that a key needs and does not have.
  private typealias Missed = (selection: KeyLanguages.Selection, need: KeyLanguages.Need)

  /// The first permission that a key needs and does not have.
  private func need(_ key: [UInt16], _ version: KeyLanguages) -> Missed? {
    guard version.isConfigured else { return nil }
    for selection in version.selections where languages.table.contains(key, in: selection.keys) {
      guard let need = selection.needs.first(where: { !languages.table.contains(key, in: $0.keys) }) else { continue }
      return (selection, need)
    }
    return nil
  }

  /// The keys that the denying statement of a need is about; nil where no statement denies.
  private mutating func denied(_ missed: Missed, _ key: [UInt16], _ version: KeyLanguages) -> Language? {
    guard let call = missed.need.call, call.target != .sourceBucket, let plan = version.analysis.plan,
      let access = plan.access(call.side), let bucket = plan.bucket(of: call, missed.selection.rule)
    else { return nil }
    let start = Array("\(bucket)/".utf16)
    let decision = access.decide(call.request, resource: Array("arn:aws:s3:::".utf16) + start + key)
    guard let statement = decision.decider?.statement, statement.isDeny else { return nil }
    let action = decision.question?.action ?? call.action
    let request = RequestContext(action: action, resource: KeySearch.anyObject, facts: access.server.request)
    let region = languages.resources(of: statement, request, start: start)
    return languages.table.contains(key, in: region) ? region : nil
  }

  private func trace(_ version: KeyLanguages, _ key: [UInt16]) -> ReplicationTrace {
    ReplicationTrace(version.analysis, key: Self.text(key))
  }

  private func message(_ kind: Change.Kind, _ key: [UInt16], _ failing: ReplicationTrace?) -> Message {
    let reason: Message =
      switch failing?.stop {
      case let step?:
        if let action = step.action, let resource = step.resource {
          "`\(action)` on \(quoted: resource) \(kind == .stopsReplicating ? "is" : "was") not allowed"
        } else {
          "\(step.step): \(step.note ?? step.result)"
        }
      case nil: "the setup is not complete"
      }
    let outcome = failing?.outcome.rawValue ?? "NOT_CONFIGURED"
    let name = quoted(Self.text(key))
    return kind == .stopsReplicating
      ? "the key \(name) stops reporting COMPLETED and is \(outcome): \(reason)"
      : "the key \(name) starts reporting COMPLETED and was \(outcome): \(reason)"
  }

  // MARK: Parts

  private func describe(
    _ change: inout Change, _ key: [UInt16], _ selection: KeyLanguages.Selection, _ version: KeyLanguages
  ) {
    change.key = Self.text(key)
    change.prefix = selection.rule.keys(version.analysis.setup.server)?.text.text
    change.rule = selection.rule.id.value?.text
  }

  private func locate(
    _ change: inout Change, _ stop: ReplicationTrace.Step?, _ trace: ReplicationTrace?, failing: KeyLanguages?,
    working: KeyLanguages?, isStop: Bool
  ) {
    change.side = stop?.side
    change.role = stop?.side.flatMap { failing?.analysis.plan?.role($0)?.text }
    change.actions = [stop?.action].compactMap { $0 }
    change.resource = stop?.resource
    let passing = trace?.steps.first { $0.passes == true && $0.action == stop?.action && $0.side == stop?.side }
    let refusing = stop?.by.flatMap { Self.place($0, failing, isNew: isStop, isStop ? "refuses it now" : "refused it") }
    let granting = passing?.by.flatMap {
      Self.place($0, working, isNew: !isStop, isStop ? "allowed it" : "allows it now")
    }
    change.place = refusing ?? granting ?? lacking(stop, failing, isNew: isStop)
    change.otherPlace = refusing == nil ? nil : granting
  }

  private func locate(_ change: inout Change, _ key: [UInt16], in version: KeyLanguages?, isNew: Bool) {
    guard let version else { return }
    if let selection = version.selection(of: key, languages.table) { describe(&change, key, selection, version) }
    guard let stop = trace(version, key).stop else { return }
    change.side = stop.side
    change.role = stop.side.flatMap { version.analysis.plan?.role($0)?.text }
    change.actions = [stop.action].compactMap { $0 }
    change.resource = stop.resource
    change.place = stop.by.flatMap { Self.place($0, version, isNew: isNew, isNew ? "decides now" : "decided before") }
  }

  /// The policy in which a right is missing.
  private func lacking(_ stop: ReplicationTrace.Step?, _ version: KeyLanguages?, isNew: Bool) -> Change.SourceLocation?
  {
    guard let version else { return nil }
    let setup = version.analysis.setup
    let site = stop?.side.map { $0 == .source ? setup.source : setup.target }
    guard let document = site?.permissions.first ?? setup.replication else { return nil }
    let range = document.policy?.readableStatements.first?.range ?? document.json.root.range
    return Change.SourceLocation(document, range, isNew: isNew, "no statement of this policy allows it")
  }

  private static func place(
    _ place: ReplicationTrace.SourceLocation, _ version: KeyLanguages?, isNew: Bool, _ label: Message
  ) -> Change.SourceLocation? {
    version?.analysis.setup.documents.first { $0.path.hasSameBytes(as: place.path) }.map {
      Change.SourceLocation($0, place.range, isNew: isNew, label)
    }
  }

  private static func text(_ key: [UInt16]) -> String { String(utf16: key) }
}
