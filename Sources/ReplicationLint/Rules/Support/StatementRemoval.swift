import JSONSource

extension PolicyDocument {
  /// Removes a statement that has others beside it; nil for the only one, since the server takes no policy without any.
  func removal(of statement: Statement) -> Fix? {
    guard let list = object.member("Statement")?.value, list.kind == .array, list.elements.count > 1 else { return nil }
    return .unsafe("remove \(statement.name)", .removing(statement.object.node, from: list))
  }
}

extension ActionEntry {
  /// Removes the action; with its statement where it is the only one, since an empty list is refused or applies to
  /// nothing.
  func removal(from policy: PolicyDocument) -> Fix? {
    guard let element = list.node.child(at: text.range), list.items.count > 1 else {
      return policy.removal(of: statement)
    }
    return .unsafe("remove \(quoted: text.text)", .removing(element, from: list.node))
  }
}
