import JSONSource

/// A statement of which only as much is read as it takes to see what kind of policy it belongs to.
struct StatementSketch {
  private let object: ObjectReader

  /// The statements in `node` that are objects.
  static func all(in node: JSONNode) -> [StatementSketch] {
    guard let value = node.member("Statement") else { return [] }
    let nodes = value.kind == .array ? value.elements : [value]
    return nodes.filter { $0.kind == .object }.map { StatementSketch(object: ObjectReader($0)) }
  }

  /// The actions under `Action` and `NotAction`.
  var actions: [LocatedString] { texts("Action") + texts("NotAction") }
  /// The resources under `Resource` and `NotResource`.
  var resources: [LocatedString] { texts("Resource") + texts("NotResource") }
  /// Whether the statement has `Resource` or `NotResource`.
  var hasResource: Bool { object.member("Resource") != nil || object.member("NotResource") != nil }
  /// Whether the statement has `Principal` or `NotPrincipal`.
  var hasPrincipal: Bool { object.member("Principal") != nil || object.member("NotPrincipal") != nil }
  /// The names that a statement does not have.
  var unknownNames: [String] { object.unknownMembers(known: Statement.members).map(\.name.text) }

  private func texts(_ name: String) -> [LocatedString] { object.stringList(name).value?.items ?? [] }
}
