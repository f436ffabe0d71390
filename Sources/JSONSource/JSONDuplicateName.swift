/// A member whose name already appears in the same object.
public struct JSONDuplicateName: Sendable {
  /// The object that holds both.
  public let object: JSONNode
  /// The member that came before.
  public let first: JSONNode.Member
  /// The repeated member; the platform uses the last one.
  public let repeated: JSONNode.Member
}

extension JSONDocument {
  /// Up to so many names, comparing each with all before it costs less than a table.
  private static let comparedNames = 16

  /// The repeated names of every object in file order, in O(nodes).
  public var duplicateNames: [JSONDuplicateName] {
    var found: [JSONDuplicateName] = []
    for index in nodes.indices where nodes[index].kind == .object {
      let object = JSONNode(document: self, index: index)
      let members = object.members
      let names = members.map { $0.name.string }
      let isSmall = members.count <= Self.comparedNames
      var first: [LocatedString: Int] = [:]
      for (number, name) in names.enumerated() {
        guard let name else { continue }
        let earlier = isSmall ? names[..<number].firstIndex(of: name) : first[name]
        if let earlier {
          found.append(JSONDuplicateName(object: object, first: members[earlier], repeated: members[number]))
        } else if !isSmall {
          first[name] = number
        }
      }
    }
    return found
  }
}
