import JSONSource

/// A string of a document that is not filled in yet.
struct UnfilledValue {
  /// The name of the value in messages: `the role`.
  let subject: Message
  /// The whole string.
  let text: LocatedString
  /// The first placeholder in it.
  let placeholder: LocatedString

  fileprivate init?(_ subject: Message, _ text: LocatedString?) {
    guard let text, let placeholder = Placeholder.first(in: text) else { return nil }
    self.subject = subject
    self.text = text
    self.placeholder = placeholder
  }
}

extension Document {
  /// The values that are not filled in yet, in file order.
  var unfilledValues: [UnfilledValue] {
    let values = (policy?.unfilledValues ?? []) + (replication?.unfilledValues ?? [])
    return values.sorted { $0.text.range < $1.text.range }
  }
}

extension PolicyDocument {
  fileprivate var unfilledValues: [UnfilledValue] {
    readableStatements.flatMap { statement -> [UnfilledValue] in
      let plain = [
        UnfilledValue("the `Sid`", statement.sid.value), UnfilledValue("the `Effect`", statement.effect.value),
      ]
      let actions = [statement.action, statement.notAction].flatMap { $0.value?.items ?? [] }
      let resources = [statement.resource, statement.notResource].flatMap { $0.value?.items ?? [] }
      let principals = [statement.principal.value, statement.notPrincipal.value].compactMap { $0 }
        .flatMap { principal -> [LocatedString] in
          if case .text(let text) = principal.form { return [text] }
          return principal.entries.flatMap { $0.values?.items ?? [] }
        }
      return plain.compactMap { $0 } + actions.compactMap { UnfilledValue("the action", $0) }
        + resources.compactMap { UnfilledValue("the resource", $0) }
        + principals.compactMap { UnfilledValue("the principal", $0) }
    }
  }
}

extension ReplicationConfiguration {
  fileprivate var unfilledValues: [UnfilledValue] {
    let role = UnfilledValue("the role", role.value).map { [$0] } ?? []
    return role
      + readableRules.flatMap { rule in
        [
          UnfilledValue("the prefix of \(rule.name)", rule.prefix.value),
          UnfilledValue("the status of \(rule.name)", rule.status.value),
          UnfilledValue("the destination", rule.bucket.value),
          UnfilledValue("the storage class of \(rule.name)", rule.storageClass.value),
        ].compactMap { $0 }
      }
  }
}

/// The findings of several rules about one value.
extension [Diagnostic] {
  /// One finding for each value that is not filled in yet, with the gravest consequence that the value has: its other
  /// findings are dropped.
  func mergingPlaceholders(in document: Document) -> [Diagnostic] {
    let slug = Rule.placeholderValue.slug
    guard contains(where: { $0.rule == slug }) else { return self }
    let ranges = document.unfilledValues.map { $0.text.range }
    /// The index of the value that holds `range`, in O(log values).
    func value(holding range: SourceRange) -> Int? {
      var low = 0
      var high = ranges.count
      while low < high {
        let middle = (low + high) / 2
        if ranges[middle].end < range.end { low = middle + 1 } else { high = middle }
      }
      return low < ranges.count && ranges[low].contains(range) ? low : nil
    }
    var gravest: [Int: Diagnostic] = [:]
    for other in self where other.rule != slug {
      guard let index = value(holding: other.range) else { continue }
      if let known = gravest[index], known.consequence.gravity >= other.consequence.gravity { continue }
      gravest[index] = other
    }
    return compactMap { diagnostic in
      guard let index = value(holding: diagnostic.range) else { return diagnostic }
      if diagnostic.rule != slug { return nil }
      guard let grave = gravest[index], grave.consequence.gravity > diagnostic.consequence.gravity else {
        return diagnostic
      }
      var merged = diagnostic
      merged.consequence = grave.consequence
      merged.severity = grave.severity
      merged.platform = grave.platform
      return merged
    }
  }
}

extension Consequence {
  fileprivate var gravity: Int {
    switch self {
    case .style: 0
    case .risk: 1
    case .exposed: 2
    case .fails: 3
    case .refused: 4
    }
  }
}
