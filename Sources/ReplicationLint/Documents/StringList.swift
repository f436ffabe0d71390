package import JSONSource

/// One string, or a list of strings: how policies write actions, resources and principals.
package struct StringList: Sendable {
  /// The string or the array.
  package let node: JSONNode
  /// Indicates whether it is written as a list.
  package let isList: Bool
  /// The strings in file order.
  package let items: [LocatedString]
  /// Elements of a list that are not strings.
  package let brokenItems: [JSONNode]

  /// Reads a string or an array; nil for every other type.
  package init?(_ node: JSONNode) {
    self.node = node
    switch node.kind {
    case .string:
      isList = false
      items = node.string.map { [$0] } ?? []
      brokenItems = []
    case .array:
      isList = true
      let elements = node.elements
      items = elements.compactMap { $0.string }
      brokenItems = elements.filter { $0.kind != .string }
    default: return nil
    }
  }
}
