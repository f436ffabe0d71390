import JSONSource

/// The actions of a statement that none of its resources fits.
struct ScopeMismatch {
  /// The level of the actions: buckets or objects.
  let scope: S3Action.Scope
  /// The statement.
  let statement: Statement
  /// The actions, at least one.
  let actions: [ActionEntry]
  /// Indicates whether every action of the statement is among them.
  let isWhole: Bool

  /// Finds the actions of level `scope` that fit no resource of `statement`; nil when a resource is reported already.
  init?(_ scope: S3Action.Scope, in statement: Statement) {
    guard let list = statement.resource.value, !list.items.isEmpty, list.brokenItems.isEmpty,
      !statement.notAction.isPresent, !statement.notResource.isPresent
    else { return nil }
    for item in statement.resourceItems {
      guard case .alive(let buckets, let objects) = item.reach else { return nil }
      if !buckets, !objects { return nil }
      if scope == .bucket ? buckets : objects { return nil }
    }
    let entries = statement.actionEntries
    actions = entries.filter { entry in
      guard entry.item.isAccepted, entry.item.oddity == nil else { return false }
      return !entry.item.matched.isEmpty && entry.item.matched.allSatisfy { $0.scope == scope }
    }
    if actions.isEmpty { return nil }
    isWhole = actions.count == entries.count
    self.scope = scope
    self.statement = statement
  }

  /// The resources of the statement.
  var resources: [LocatedString] { statement.resource.value?.items ?? [] }

  /// Writes `change` of each resource in its place when nothing else needs it, and beside it otherwise.
  func fix(_ title: Message, _ change: (String) -> String?) -> Fix? {
    guard let list = statement.resource.value else { return nil }
    let changes = resources.compactMap { item in change(item.text).map { (item, $0) } }
    if changes.isEmpty { return nil }
    let source = list.node.document.source
    let edits = changes.map { item, changed in
      if isWhole { return Fix.Edit(item.range, jsonString(changed)) }
      if list.isList { return Fix.Edit.inserting(jsonString(changed), after: item.range, in: source) }
      return Fix.Edit(item.range, "[\(source.text(in: item.range)), \(jsonString(changed))]")
    }
    return Fix(title, isSafe: false, edits)
  }

  /// The actions for people: the first, and how many more.
  var shown: String {
    let first = quoted(actions[0].text.text)
    return actions.count == 1 ? first : "\(first) and \(counted(actions.count - 1, "more action"))"
  }

  /// The verb that goes with `shown`.
  var act: String { actions.count == 1 ? "acts" : "act" }
}

/// A number and what it counts: `1 more action`, `2 more actions`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
