/// The flat form of a document: one 24-byte node per value and per member name, in file order.
///
/// Nodes begin in the order in which they are stored, so that the one at an offset is found by binary search, and each
/// knows its container, so that the way to it is as short as it is deep.
struct JSONTape: Sendable {
  /// The kind of a node.
  enum Kind: UInt8, Sendable {
    case object, array, string, number, `true`, `false`, null
    /// Something that was reported as a syntax error and has no value.
    case invalid
  }

  /// One value or member name. The children of a container follow it directly; a member is its name, then its value.
  struct Node: Sendable {
    var kind: Kind
    /// Indicates whether a string holds a backslash, so that its text differs from its bytes.
    var hasEscapes: Bool
    /// Indicates whether a bracket or a quote of this node is missing, or the node was repaired.
    var isRepaired: Bool
    /// The first byte, brackets and quotes included.
    var start: UInt32
    /// The byte after the last one.
    var end: UInt32
    /// The index of the node that follows this one and all its children.
    var next: UInt32
    /// The index of the container; that of the node itself at the top.
    var parent: UInt32
    /// The number of children of the container before this one.
    var ordinal: UInt32
  }

  var nodes: [Node] = []

  /// The tape of a source that is not read.
  static let unread = JSONTape(nodes: [
    Node(kind: .invalid, hasEscapes: false, isRepaired: true, start: 0, end: 0, next: 1, parent: 0, ordinal: 0)
  ])
}
