package import JSONSource

/// Reads the members of one object as the platform does: names are case-sensitive, the last of several wins.
package struct ObjectReader: Sendable {
  /// The object.
  package let node: JSONNode
  /// Its members in file order, repeated names included.
  package let members: [JSONNode.Member]
  private let memberNames: [LocatedString?]
  /// The last member of each name, where there are so many that a search would be long.
  private let lastOfName: [ExactString: Int]?
  private static let searchLimit = 16

  /// Reads `node`; anything but an object has no members.
  package init(_ node: JSONNode) {
    self.node = node
    members = node.members
    memberNames = members.map { $0.name.string }
    guard members.count > Self.searchLimit else {
      lastOfName = nil
      return
    }
    lastOfName = memberNames.enumerated().reduce(into: [:]) { last, name in
      if let text = name.element?.text { last[ExactString(text)] = name.offset }
    }
  }

  /// The member that counts under `name`.
  package func member(_ name: String) -> JSONNode.Member? { place(of: name).map { members[$0] } }

  private func place(of name: String) -> Int? {
    if let lastOfName { return lastOfName[ExactString(name)] }
    return memberNames.lastIndex { $0?.text.hasSameBytes(as: name) == true }
  }

  /// The names in file order, each once: where its member counts.
  var names: [String] {
    memberNames.indices.compactMap { index in
      memberNames[index].flatMap { place(of: $0.text) == index ? $0.text : nil }
    }
  }

  /// The expected location of a missing member: the object's opening bracket.
  package var place: SourceRange { SourceRange(node.range.start, min(node.range.start + 1, node.range.end)) }

  /// A string member.
  package func string(_ name: String) -> Field<LocatedString> {
    read(name) { $0.string }
  }

  /// A member that is a string or a list of strings.
  package func stringList(_ name: String) -> Field<StringList> {
    read(name) { StringList($0) }
  }

  /// A member that must be an object.
  package func object(_ name: String) -> Field<ObjectReader> {
    read(name) { $0.kind == .object ? ObjectReader($0) : nil }
  }

  /// A member that must be an array.
  package func array(_ name: String) -> Field<[JSONNode]> {
    read(name) { $0.kind == .array ? $0.elements : nil }
  }

  /// A member that `decode` turns into a value, or nil when its type is wrong.
  package func read<Value>(_ name: String, _ decode: (JSONNode) -> Value?) -> Field<Value> {
    guard let value = member(name)?.value else { return .absent(place) }
    return decode(value).map { .present($0) } ?? .invalid(value)
  }

  /// The members whose name is none of `known`, the last of each name.
  package func unknownMembers(known: [String]) -> [UnknownMember] {
    var found: [UnknownMember] = []
    for (index, member) in members.enumerated() {
      guard let name = memberNames[index], !known.contains(where: { $0.hasSameBytes(as: name.text) }) else { continue }
      found.append(UnknownMember(name: name, member: member))
    }
    return found
  }
}

/// A member whose name the platform does not know at that place.
package struct UnknownMember: Sendable {
  /// The name.
  package let name: LocatedString
  /// The member.
  package let member: JSONNode.Member

  /// The known name that is most likely meant: one that differs in case or by two letters, or that the name contains.
  package func suggestion(among known: [String]) -> String? {
    if let near = ReplicationLint.suggestion(for: name.text, among: known) { return near }
    let lower = name.text.lowercased()
    return known.first { lower.hasPrefix($0.lowercased()) && $0.count > 3 }
  }
}
