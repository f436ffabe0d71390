package import JSONSource

/// The principal of a trust statement: the string `*`, or an object such as `{"Service": "backbeat"}`.
package struct Principal: Sendable {
  /// One member of the object form.
  package struct Entry: Sendable {
    /// The kind of principal: `Service`, `AWS`, `Federated` or something unknown.
    package let name: LocatedString
    /// The principals; nil when the value is neither a string nor a list.
    package let values: StringList?
    /// The value as written.
    package let node: JSONNode
    /// The member.
    package let member: JSONNode.Member
  }

  /// The form in which a principal is written.
  package enum Form: Sendable {
    /// A plain string; only `*` is accepted.
    case text(LocatedString)
    /// An object with its members, the last of each name.
    case object([Entry])
  }

  /// The value as written.
  package let node: JSONNode
  /// The form in which it is written.
  package let form: Form

  /// Reads a string or an object; nil for every other type.
  package init?(_ node: JSONNode) {
    self.node = node
    switch node.kind {
    case .string: form = .text(node.string ?? LocatedString(""))
    case .object:
      let reader = ObjectReader(node)
      var entries: [Entry] = []
      for member in node.members {
        guard let name = member.name.string else { continue }
        guard reader.member(name.text)?.value == member.value else { continue }
        entries.append(Entry(name: name, values: StringList(member.value), node: member.value, member: member))
      }
      form = .object(entries)
    default: return nil
    }
  }

  /// The members of the object form.
  package var entries: [Entry] {
    if case .object(let entries) = form { entries } else { [] }
  }

  /// Indicates whether the principal is the plain text `*`.
  package var isEveryone: Bool {
    if case .text(let text) = form { text.text == "*" } else { false }
  }
}
