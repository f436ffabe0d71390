package import JSONSource

/// The prefix of the keys that a rule selects, as the server reads it.
///
/// A server of version 1 reads `Prefix` alone. One of version 2 reads `Filter.Prefix`, else `Prefix`; without either,
/// and with a filter of anything else, the rule selects every key (Arsenal lib/models/ReplicationConfiguration.ts after
/// pull request 2627).
package struct KeySelection: Sendable {
  /// The prefix of the keys; empty for every key.
  package let text: LocatedString
  /// The range of the prefix, else of the member that leaves it out, else of the rule.
  package let range: SourceRange
  /// Indicates whether the text is in the file.
  package let isWritten: Bool

  init(_ text: LocatedString) {
    self.text = text
    range = text.range
    isWritten = true
  }

  init(everyKeyAt range: SourceRange) {
    text = LocatedString("")
    self.range = range
    isWritten = false
  }
}

extension ReplicationRule {
  /// The selection of the rule; nil where the server refuses the form of the selection, or a value has the wrong type.
  package func keys(_ server: ServerProfile) -> KeySelection? {
    guard server.replicationV2 else { return prefix.value.map(KeySelection.init) }
    switch (filter, prefix) {
    case (.absent, .absent): return KeySelection(everyKeyAt: object.place)
    case (.absent, .present(let prefix)): return KeySelection(prefix)
    case (.present(let filter), .absent):
      switch filter.string("Prefix") {
      case .present(let prefix): return KeySelection(prefix)
      case .absent: return KeySelection(everyKeyAt: object.member("Filter")?.name.range ?? filter.place)
      case .invalid: return nil
      }
    default: return nil
    }
  }

  /// The number that settles an overlap on a server of version 2; nil where there is none, or none that is a number.
  ///
  /// The server keeps it as a JavaScript number, so that very large ones can be equal.
  var priority: Double? {
    guard let value = object.member("Priority")?.value, value.kind == .number else { return nil }
    return Double(value.sourceText)
  }
}
