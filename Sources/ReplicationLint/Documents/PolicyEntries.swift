import JSONSource

/// One action of a statement, with what follows from its text alone.
final class ActionItem: Sendable {
  /// The action as written.
  let text: LocatedString
  /// The action as it is compared.
  let action: ActionPattern
  /// The list or the one text.
  let list: StringList
  /// Indicates whether it is an element of `NotAction`.
  let isExcluded: Bool
  /// Indicates whether the server accepts its form.
  let isAccepted: Bool
  /// The reason why it never matches, apart from its name.
  let oddity: ActionPattern.Oddity?
  /// The string before the first colon, in lowercase.
  let service: String
  /// The actions of S3 that it stands for.
  let matched: [S3Action]

  init(_ text: LocatedString, in list: StringList, isExcluded: Bool) {
    self.text = text
    self.list = list
    self.isExcluded = isExcluded
    action = ActionPattern(text.text)
    isAccepted = ActionGrammar.accepts(text.text)
    oddity = action.oddity
    service = action.service
    matched = S3Action.matching(action)
  }
}

/// One resource of a statement, with what follows from its text alone.
final class ResourceItem: Sendable {
  /// The resource as written.
  let text: LocatedString
  /// The resource read as an ARN.
  let arn: ARN
  /// The bucket in it, wildcards included.
  let bucket: LocatedString?
  /// The resources that it can match.
  let reach: ResourceReach
  /// The resources that it matches, whatever the call; nil where it has variables.
  let pattern: ResourcePattern?
  /// Indicates whether a colon follows in the key, so that only some releases of the server match anything.
  let hasColonInKey: Bool
  /// The list or the one text.
  let list: StringList
  /// Indicates whether it is an element of `NotResource`.
  let isExcluded: Bool

  init(_ text: LocatedString, in list: StringList, isExcluded: Bool) {
    self.text = text
    self.list = list
    self.isExcluded = isExcluded
    arn = ARN(text)
    bucket = arn.bucket
    reach = ResourceReach(text.text)
    hasColonInKey = Self.hasColonInKey(arn, reach)
    let units = text.utf16
    let hasVariable = zip(units, units.dropFirst()).contains { $0 == 0x24 && $1 == 0x7B }
    pattern = hasVariable ? nil : ResourcePattern(text, units: units)
  }

  private static func hasColonInKey(_ arn: ARN, _ reach: ResourceReach) -> Bool {
    guard arn.parts.count > 6, case .alive = reach else { return false }
    // The names of variables have colons of their own.
    return ResourceVariable.all(in: arn.text.text).allSatisfy { $0.meaning == .character }
  }
}

/// One action of a policy in its statement.
struct ActionEntry {
  /// The statement.
  let statement: Statement
  /// The action.
  let item: ActionItem

  var text: LocatedString { item.text }
  var action: ActionPattern { item.action }
  var list: StringList { item.list }
  var isExcluded: Bool { item.isExcluded }

  /// Indicates whether it is an element of a list.
  var isListed: Bool { item.list.isList }

  /// The consequence where the action never matches: a permission is missing, or more is allowed than meant.
  ///
  /// A missing permission does not matter where replication is proved to work.
  var deadness: Consequence { statement.isAllow && !isExcluded ? .fails : .risk }
}

/// One resource of a policy in its statement.
struct ResourceEntry {
  /// The statement.
  let statement: Statement
  /// The resource.
  let item: ResourceItem

  var text: LocatedString { item.text }
  var reach: ResourceReach { item.reach }
  var hasColonInKey: Bool { item.hasColonInKey }
  var list: StringList { item.list }
  var isExcluded: Bool { item.isExcluded }

  /// The consequence where nothing matches: a permission is missing, or more is allowed than meant.
  ///
  /// A missing permission does not matter where replication is proved to work.
  var deadness: Consequence { statement.isAllow && !isExcluded ? .fails : .risk }
}

extension Statement {
  /// The actions under `Action` and `NotAction`.
  var actionEntries: [ActionEntry] {
    (actionItems + notActionItems).map { ActionEntry(statement: self, item: $0) }
  }

  /// The resources under `Resource` and `NotResource`.
  var resourceEntries: [ResourceEntry] {
    (resourceItems + notResourceItems).map { ResourceEntry(statement: self, item: $0) }
  }

  /// Indicates whether some action of the statement may be one of S3, so that its resources should be buckets or
  /// objects.
  var concernsS3: Bool {
    if notAction.isPresent || action.value == nil || actionItems.isEmpty { return true }
    return actionItems.contains { !$0.isAccepted || $0.text.text == "*" || $0.service == "s3" }
  }
}
