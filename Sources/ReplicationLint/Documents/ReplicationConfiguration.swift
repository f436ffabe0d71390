package import JSONSource

/// A bucket replication configuration: the two roles, and the rules that select keys and destinations.
package final class ReplicationConfiguration: Sendable {
  /// The object that holds the configuration.
  package let object: ObjectReader
  /// The roles, source then target, as one string with a comma.
  package let role: Field<LocatedString>
  /// The rules; elements that are not objects are left out.
  package let rules: Field<[ReplicationRule]>
  /// The number of elements in `Rules`, objects or not.
  package let ruleCount: Int

  /// Reads the configuration in `node`, which may be anything.
  package init(_ node: JSONNode) {
    object = ObjectReader(node)
    role = object.string("Role")
    let elements = object.array("Rules")
    ruleCount = elements.value?.count ?? 0
    switch elements {
    case .absent(let place): rules = .absent(place)
    case .invalid(let node): rules = .invalid(node)
    case .present(let elements):
      rules = .present(
        elements.enumerated().filter { $0.element.kind == .object }
          .map { ReplicationRule($0.element, index: $0.offset) })
    }
  }

  /// The rules that could be read.
  package var readableRules: [ReplicationRule] { rules.value ?? [] }
  /// The JSON document that holds the configuration.
  package var json: JSONDocument { object.node.document }
}

/// One rule of a replication configuration.
package final class ReplicationRule: Sendable {
  /// Its members.
  package let object: ObjectReader
  /// Its place in the list, from 0.
  package let index: Int
  /// The member `ID`.
  package let id: Field<LocatedString>
  /// The member `Status`.
  package let status: Field<LocatedString>
  /// The member `Prefix`.
  package let prefix: Field<LocatedString>
  /// The member `Destination`.
  package let destination: Field<ObjectReader>
  /// The member `Bucket` of the destination.
  package let bucket: Field<LocatedString>
  /// The member `StorageClass` of the destination.
  package let storageClass: Field<LocatedString>
  /// The filter that a server of version 2 reads in place of `prefix`.
  package let filter: Field<ObjectReader>
  /// The account that a server of version 2 puts in place of the target role's.
  package let account: Field<LocatedString>

  /// Reads the rule in `node`.
  package init(_ node: JSONNode, index: Int) {
    object = ObjectReader(node)
    self.index = index
    id = object.string("ID")
    status = object.string("Status")
    prefix = object.string("Prefix")
    destination = object.object("Destination")
    bucket = destination.value?.string("Bucket") ?? .absent(object.place)
    storageClass = destination.value?.string("StorageClass") ?? .absent(object.place)
    filter = object.object("Filter")
    account = destination.value?.string("Account") ?? .absent(object.place)
  }

  /// Indicates whether the rule selects objects: unless its status is exactly `Disabled`. Any other word than `Enabled`
  /// is refused, and taken as meant to be that one.
  package var isEnabled: Bool { status.value?.text != "Disabled" }

  /// The name of a rule in text for people: its ID, else its number from 1.
  package var name: String {
    if let id = id.value?.text, !id.isEmpty { return "rule \(quoted(id))" }
    return "rule \(index + 1)"
  }
}
