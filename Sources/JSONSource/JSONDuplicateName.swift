/// A member whose name already stands in the same object.
public struct JSONDuplicateName: Sendable {
  /// The object that holds both.
  public let object: JSONNode
  /// The member that came before.
  public let first: JSONNode.Member
  /// The repeated member; the platform uses the last one.
  public let repeated: JSONNode.Member
}

extension JSONDocument {
  /// The repeated names of every object in file order, in O(nodes).
  public var duplicateNames: [JSONDuplicateName] {
    var found: [JSONDuplicateName] = []
    for index in nodes.indices where nodes[index].kind == .object {
      let object = JSONNode(document: self, index: index)
      let members = object.members
      var seen: [LocatedString: JSONNode.Member] = [:]
      for member in members {
        guard let name = member.name.string else { continue }
        if let first = seen[name] {
          found.append(JSONDuplicateName(object: object, first: first, repeated: member))
        } else {
          seen[name] = member
        }
      }
    }
    return found
  }
}
