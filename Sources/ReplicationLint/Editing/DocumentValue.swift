import JSONSource

/// A value of a document that refers to something outside it.
enum DocumentValue {
  /// An action of a statement.
  case action(ActionItem)
  /// A resource of a statement.
  case resource(ResourceItem)
  /// A service that a statement lets assume the role.
  case service(LocatedString)
  /// A role of a configuration, and the side that it is for.
  case role(LocatedString, Side)
  /// The destination of a rule.
  case destination(LocatedString, ReplicationRule)

  /// The value at the byte `offset` of the file that contains `document`; nil where there is none. Linear in the
  /// document.
  init?(in document: Document, at offset: Int) {
    func holds(_ text: LocatedString) -> Bool { text.range.start <= offset && offset <= text.range.end }
    if let configuration = document.replication {
      let roles = configuration.role.value?.split(",") ?? []
      if let index = roles.firstIndex(where: holds), index < 2 {
        self = .role(roles[index], index == 0 ? .source : .target)
        return
      }
      for rule in configuration.readableRules {
        guard let bucket = rule.bucket.value, holds(bucket) else { continue }
        self = .destination(bucket, rule)
        return
      }
    }
    for statement in document.policy?.statements.value ?? [] where statement.range.contains(offset) {
      if let entry = statement.actionEntries.first(where: { holds($0.text) }) {
        self = .action(entry.item)
        return
      }
      if let entry = statement.resourceEntries.first(where: { holds($0.text) }) {
        self = .resource(entry.item)
        return
      }
      for entry in statement.principal.value?.entries ?? [] where entry.name.text == "Service" {
        guard let service = entry.values?.items.first(where: holds) else { continue }
        self = .service(service)
        return
      }
    }
    return nil
  }

  /// The text as it is written.
  var text: LocatedString {
    switch self {
    case .action(let item): item.text
    case .resource(let item): item.text
    case .service(let text), .role(let text, _), .destination(let text, _): text
    }
  }
}

extension SourceRange {
  /// Returns whether a cursor at `offset` touches the range.
  fileprivate func contains(_ offset: Int) -> Bool { start <= offset && offset <= end }
}
