import JSONSource

extension Rule {
  /// Members in an unusual order.
  static let order = Rule(
    "order", .style, .style,
    title: "the members of an object are in an unusual order",
    rationale: """
      The platform ignores the order of members, but readers do not: in a usual order they find the same member at the \
      same position in every statement and rule. Members outside the usual order stay where they are.
      """,
    references: ["Scality manual replication setup", "RFC 8259, section 4"],
    fix: .sometimes, isOptional: true,
    check: .document { document, context in
      guard document.isReadable, !context.isCLIOutput else { return }
      for object in document.orderedObjects {
        guard let misplaced = object.misplaced else { continue }
        context.report(
          .misplaced(misplaced.name, misplaced.other), at: misplaced.range,
          help: "write them in the order \(object.wanted)", fix: object.fix)
      }
    })
}

extension Document {
  /// The objects of the document whose members have a usual order.
  fileprivate var orderedObjects: [OrderedObject] {
    var objects: [OrderedObject] = []
    if let policy {
      objects.append(OrderedObject(policy.object, PolicyDocument.members))
      objects += policy.readableStatements.map { OrderedObject($0.object, Statement.members) }
    }
    if let replication {
      objects.append(OrderedObject(replication.object, ["Role", "Rules"]))
      objects += replication.readableRules.map {
        OrderedObject($0.object, ["ID", "Prefix", "Destination", "Status"])
      }
    }
    return objects
  }
}

/// An object and those of its members that have a position in the usual order.
private struct OrderedObject {
  /// A member with its position in the usual order.
  struct Entry {
    let name: String
    let rank: Int
    let member: JSONNode.Member
  }

  /// The known members in file order, repeated ones included.
  let entries: [Entry]
  /// The same in the usual order.
  let sorted: [Entry]
  private let source: SourceFile

  init(_ object: ObjectReader, _ order: [String]) {
    entries = object.members.compactMap { member in
      guard let name = member.name.string?.text,
        let rank = order.firstIndex(where: { $0.hasSameBytes(as: name) })
      else { return nil }
      return Entry(name: name, rank: rank, member: member)
    }
    sorted = entries.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map { $0.element }
    source = object.node.document.source
  }

  /// The first member that follows one it should precede.
  var misplaced: (name: String, other: String, range: SourceRange)? {
    for (earlier, later) in zip(entries, entries.dropFirst()) where later.rank < earlier.rank {
      return (later.name, earlier.name, later.member.name.range)
    }
    return nil
  }

  /// The names in the usual order, for messages.
  var wanted: String {
    var names: [String] = []
    for entry in sorted where names.last != entry.name { names.append(entry.name) }
    return names.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// Moves each member, byte for byte, to its position; nothing between the members moves.
  ///
  /// Where a name appears twice the last one counts, and which that is must not change.
  var fix: Fix? {
    guard Set(entries.map { $0.rank }).count == entries.count else { return nil }
    let edits = zip(entries, sorted).filter { $0.rank != $1.rank }.map { old, new in
      Fix.Edit(old.member.range, source.text(in: new.member.range))
    }
    return Fix("put the members in order", isSafe: true, edits)
  }
}

extension Message {
  fileprivate static func misplaced(_ name: String, _ other: String) -> Message {
    "`\(name)` usually comes before `\(other)`"
  }
}
