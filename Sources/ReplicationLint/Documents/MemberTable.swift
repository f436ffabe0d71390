import JSONSource

/// The members of one object by name, each name decoded once; the last of repeated names counts.
///
/// Evidence is sought in every JSON file of a folder, so looking for a member costs no walk over the others.
struct MemberTable {
  /// The names in file order, repeated ones where they count.
  let names: [String]
  private let object: ObjectReader

  /// Reads the members of `node`; anything but an object has none.
  init(_ node: JSONNode) {
    object = ObjectReader(node)
    names = object.names
  }

  /// The object.
  var node: JSONNode { object.node }

  /// The value of the member called `name`.
  subscript(name: String) -> JSONNode? { object.member(name)?.value }

  /// Returns whether there is a member called `name`.
  func has(_ name: String) -> Bool { self[name] != nil }

  /// Returns whether there is any of `names`.
  func hasAny(_ names: [String]) -> Bool { names.contains(where: has) }

  /// Returns whether there is a member of a kind called `name`.
  func has(_ name: String, _ kind: JSONNode.Kind) -> Bool { self[name]?.kind == kind }

  /// Returns whether every member is among `known`.
  func holdsOnly(_ known: [String]) -> Bool { names.allSatisfy(known.contains) }

  /// The first member whose name is most likely a misspelling of `name`: it differs in case or by two letters.
  func misspelt(_ name: String) -> JSONNode? {
    names.first { Self.isNear($0, name) }.flatMap { self[$0] }
  }

  /// Returns whether there is a member called `name`, or one whose name is most likely a misspelling of it.
  func means(_ name: String) -> Bool { has(name) || misspelt(name) != nil }

  private static func isNear(_ name: String, _ known: String) -> Bool {
    // Most names of foreign files differ too much in length to be compared letter for letter.
    abs(name.utf8.count - known.utf8.count) <= 2 && suggestion(for: name, among: [known]) != nil
  }
}

extension JSONNode {
  /// The objects among the elements of a list, or the one object.
  var objects: [MemberTable] {
    kind == .object ? [MemberTable(self)] : elements.filter { $0.kind == .object }.map { MemberTable($0) }
  }
}
