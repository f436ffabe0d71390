package import JSONSource

/// The `StorageClass` of a rule's destination as CloudServer reads it: a comma list of classes and sites
/// (Arsenal lib/models/ReplicationConfiguration.ts, `_parseStorageClass`).
package struct StorageClass: Sendable {
  /// The classes that mean the default endpoint.
  package static let classes = ["STANDARD", "STANDARD_IA", "REDUCED_REDUNDANCY"]

  /// Classes that AWS knows and this server does not (botocore data/s3/2006-03-01/service-2.json).
  package static let awsClasses = [
    "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "OUTPOSTS", "GLACIER_IR", "SNOW",
    "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP",
  ]

  /// The meaning of one item of the list.
  package enum Meaning: Sendable, Hashable {
    /// One of the three classes: the default endpoint.
    case defaultEndpoint
    /// A site of the server's.
    case site(ServerProfile.Endpoint)
    /// A cold location, to which nothing replicates.
    case cold
    /// No class, and no site of the known endpoints.
    case unknown
    /// Not a class; whether it is a site cannot be decided without the endpoints.
    case notKnown
  }

  /// One item of the list.
  package struct Item: Sendable {
    /// The item as written.
    package let text: LocatedString
    /// The class or site without the mark `:preferred_read`.
    package let name: LocatedString
    /// Its meaning.
    package let meaning: Meaning
  }

  /// The items in file order; at least one.
  package let items: [Item]

  /// Reads the list with what is known of the server.
  package init(_ text: LocatedString, _ server: ServerProfile) {
    var hasPreferred = false
    items = text.split(",").map { item in
      var name = item
      // Only the first such item loses its mark; the part before the first colon is the name.
      if !hasPreferred, item.text.utf8.suffix(15).elementsEqual(":preferred_read".utf8) {
        hasPreferred = true
        name = item.split(":")[0]
      }
      return Item(text: item, name: name, meaning: Self.meaning(of: name.text, server))
    }
  }

  private static func meaning(of name: String, _ server: ServerProfile) -> Meaning {
    if classes.contains(where: { $0.hasSameBytes(as: name) }) { return .defaultEndpoint }
    // The server refuses a cold location whether or not it is a replication endpoint too.
    if server.coldLocations.contains(where: { $0.hasSameBytes(as: name) }) { return .cold }
    guard let endpoints = server.endpoints else { return .notKnown }
    return endpoints.first { $0.site.hasSameBytes(as: name) }.map { .site($0) } ?? .unknown
  }

  /// The items that the server refuses, or would if it does not know them.
  package var doubtful: [Item] {
    items.filter {
      switch $0.meaning {
      case .cold, .unknown, .notKnown: true
      case .defaultEndpoint, .site: false
      }
    }
  }
}

/// Indicates whether a configuration has a Scality destination, and so takes two roles instead of one.
///
/// The server keeps one flag over all rules: a named site can only turn it on, a rule without a site sets it anew to
/// what the default endpoint is.
package struct DestinationType: Sendable {
  /// True for a Scality destination, false for external ones only, nil when the endpoints would have to be known.
  package private(set) var isScality: Bool? = false

  /// Reads the rules in file order.
  package init(_ rules: [ReplicationRule], _ server: ServerProfile) {
    // Without endpoints the guide's server is assumed: one Scality site, the default.
    let standard = server.endpoints == nil ? true : server.defaultEndpoint?.isScality ?? true
    for rule in rules {
      guard let storageClass = rule.storageClass.value else {
        isScality = standard
        continue
      }
      for item in StorageClass(storageClass, server).items {
        switch item.meaning {
        case .defaultEndpoint: isScality = standard
        case .site(let endpoint): if isScality != true { isScality = endpoint.isScality ? true : isScality }
        case .cold, .unknown, .notKnown: if isScality != true { isScality = nil }
        }
      }
    }
  }
}

extension StorageClass {
  /// The items that repeat the name of an earlier one, which the server accepts; of each pair the one to remove is the
  /// one without the mark `:preferred_read`.
  package static func repeats(_ items: [Item]) -> [(earlier: Int, later: Int, removed: Int)] {
    var seen: [ExactString: Int] = [:]
    var found: [(earlier: Int, later: Int, removed: Int)] = []
    for (index, item) in items.enumerated() {
      switch item.meaning {
      case .cold, .unknown: continue
      case .defaultEndpoint, .site, .notKnown: break
      }
      let name = ExactString(item.name.text)
      guard let earlier = seen[name] else {
        seen[name] = index
        continue
      }
      let isMarked = !item.text.text.hasSameBytes(as: item.name.text)
      found.append((earlier: earlier, later: index, removed: isMarked ? earlier : index))
      if isMarked { seen[name] = index }
    }
    return found
  }
}
