import JSONSource

extension Rule {
  /// An entry or statement that repeats another.
  static let redundantEntry = Rule(
    "redundant-entry", .permission, .style,
    title: "an action, resource or statement repeats another",
    rationale: """
      An entry that appears twice, or beside a wildcard that includes it, changes nothing. It hides what the policy \
      really allows, and removing one of the two later removes no permission.
      """,
    references: [.file(.evaluator, "evaluatePolicy")],
    fix: .sometimes,
    check: .permission { policy, context in
      var seen: [ExactString: Statement] = [:]
      for statement in policy.readableStatements {
        let meaning = policy.readableStatements.count > 1 ? statement.meaning : nil
        if let meaning, let first = seen[meaning] {
          context.report(
            .statement(statement), at: statement.object.place,
            labels: [context.label(first.object.place, "this one grants the same")], help: "remove one of them",
            fix: policy.object.member("Statement").map {
              .unsafe("remove the statement", .removing(statement.object.node, from: $0.value))
            })
          continue
        }
        if let meaning { seen[meaning] = statement }
        for items in [statement.actionItems, statement.notActionItems] {
          checkEntries(of: items.first?.list, items, &context) { Entry($0, index: $1, isCompared: $2) }
        }
        for items in [statement.resourceItems, statement.notResourceItems] {
          checkEntries(of: items.first?.list, items, &context) { Entry($0, index: $1, isCompared: $2) }
        }
      }
    })

  /// Up to so many entries, comparing each with all costs less than a table.
  private static let comparedEntries = 16

  private static func checkEntries<Item>(
    of list: StringList?, _ items: [Item], _ context: inout RuleContext, _ entry: (Item, Int, Bool) -> Entry?
  ) {
    guard let list, list.isList, list.items.count > 1 else { return }
    // The first of two equal entries is kept, and the one that includes the other wherever it appears. Only an entry
    // with wildcards can include another; the first hundred of them are tried, so that the work stays linear.
    var first: [[UInt16]: Entry] = [:]
    let isShort = items.count <= comparedEntries
    let hasWildcard = list.items.contains { Entry.hasWildcard($0) }
    let entries = items.enumerated().compactMap { entry($0.element, $0.offset, hasWildcard) }
    let broad = entries.filter { $0.hasWildcard }.prefix(100)
    for entry in entries {
      // Exactly: strings that Swift considers equal may be different keys.
      let repeated =
        isShort
        ? entries.first { $0.index < entry.index && $0.identity == entry.identity } : first[entry.identity]
      if !isShort, repeated == nil { first[entry.identity] = entry }
      let broader =
        repeated
        ?? broad.first { other in
          other.index != entry.index && other.covers(entry) && (other.index < entry.index || !entry.covers(other))
        }
      guard let broader else { continue }
      let isSame = repeated != nil || entry.covers(broader)
      context.report(
        isSame ? .repeated(entry.text.text) : .included(entry.text.text, broader.text.text), at: entry.text.range,
        labels: [context.label(broader.text.range, isSame ? "first given here" : "this one includes it")],
        help: "remove it",
        fix: list.node.child(at: entry.text.range).map {
          .safe("remove \(quoted: entry.text.text)", .removing($0, from: list.node))
        })
    }
  }

  /// An entry of a list that can match something, in the alphabet of the evaluator.
  ///
  /// An entry that is refused or never matches has a rule of its own, and makes no other entry needless.
  private struct Entry {
    let text: LocatedString
    let index: Int
    /// Equal for entries that match the same because they are written the same.
    let identity: [UInt16]
    /// Indicates whether the entry may match what another one matches.
    let hasWildcard: Bool
    private let isAction: Bool
    /// The parts between colons of a resource, the whole of an action; nil where coverage cannot be decided by parts.
    private let globs: [Glob]?

    /// Returns whether `text` may match what another one matches.
    static func hasWildcard(_ text: LocatedString) -> Bool { text.text.utf8.contains { $0 == 0x2A || $0 == 0x3F } }

    private init(_ text: LocatedString, index: Int, isAction: Bool, identity: [UInt16], globs: [Glob]?) {
      self.text = text
      self.index = index
      self.isAction = isAction
      self.identity = identity
      self.globs = globs
      hasWildcard = Self.hasWildcard(text)
    }

    /// Reads an action; one of a list without wildcards is compared with no other.
    init?(_ item: ActionItem, index: Int, isCompared: Bool) {
      guard item.isAccepted, item.oddity == nil, item.service != "s3" || !item.matched.isEmpty else { return nil }
      let text = item.text.text
      self.init(
        item.text, index: index, isAction: true, identity: Array(asciiLowercased(text).utf16),
        globs: isCompared ? [Glob(text)] : nil)
    }

    /// Reads a resource; one of a list without wildcards is compared with no other.
    init?(_ item: ResourceItem, index: Int, isCompared: Bool) {
      guard case .alive(let buckets, let objects) = item.reach, buckets || objects else { return nil }
      let identity = item.text.utf16
      self.init(
        item.text, index: index, isAction: false, identity: identity,
        globs: isCompared ? Self.globs(of: item.text.text, identity) : nil)
    }

    private static func globs(of resource: String, _ units: [UInt16]) -> [Glob]? {
      if resource.hasSameBytes(as: "*") { return [] }
      let parts = units.split(separator: 0x3A, omittingEmptySubsequences: false)
      // A variable may hold anything; `${*}`, `${?}` and `${$}` are the plain characters.
      let isPlain = ResourceVariable.all(in: resource).allSatisfy { $0.meaning == .character }
      return parts.count == 6 && isPlain ? parts.map { Glob($0) } : nil
    }

    /// Returns whether everything that `other` matches is surely matched by this one.
    func covers(_ other: Entry) -> Bool {
      guard let globs else { return false }
      // `*` alone matches every resource.
      if globs.isEmpty { return true }
      guard let narrow = other.globs, narrow.count == globs.count else { return false }
      return zip(globs, narrow).allSatisfy { $0.covers($1, ignoringASCIICase: isAction) }
    }
  }
}

extension Statement {
  /// The content of a statement without `Sid` and the order of lists; nil for a statement with a principal, or without
  /// lists.
  fileprivate var meaning: ExactString? {
    guard !form.hasAnyPrincipal, [action, notAction, resource, notResource].contains(where: { $0.value != nil }) else {
      return nil
    }
    var parts = [effect.value?.text ?? "", condition.value?.node.sourceText ?? ""]
    for (name, field) in [
      ("Action", action), ("NotAction", notAction), ("Resource", resource), ("NotResource", notResource),
    ] {
      guard let list = field.value else { continue }
      parts.append(name)
      parts += Set(list.items).map { $0.text }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    return ExactString(parts.map { "\($0.utf8.count):\($0)" }.joinedText())
  }
}

extension Message {
  fileprivate static func statement(_ statement: Statement) -> Message {
    "\(statement.name) repeats another statement"
  }
  fileprivate static func repeated(_ entry: String) -> Message { "\(quoted: entry) appears twice in the list" }
  fileprivate static func included(_ entry: String, _ other: String) -> Message {
    "\(quoted: entry) is included in \(quoted: other)"
  }
}
