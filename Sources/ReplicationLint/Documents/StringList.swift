public import JSONSource

/// One string, or a list of strings: how policies write actions, resources and principals.
public struct StringList: Sendable {
  /// The string or the array.
  public let node: JSONNode
  /// Whether it is written as a list.
  public let isList: Bool
  /// The strings in file order.
  public let items: [LocatedString]
  /// Elements of a list that are not strings.
  public let brokenItems: [JSONNode]

  /// Reads a string or an array; nil for every other type.
  public init?(_ node: JSONNode) {
    self.node = node
    switch node.kind {
    case .string:
      isList = false
      items = node.string.map { [$0] } ?? []
      brokenItems = []
    case .array:
      isList = true
      let elements = node.elements
      items = elements.compactMap(\.string)
      brokenItems = elements.filter { $0.kind != .string }
    default: return nil
    }
  }
}
