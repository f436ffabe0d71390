import JSONSource

/// One place that a rule replicates to.
package struct RuleDestination: Sendable {
  /// The site; nil where the rule names none and the server's endpoints are not known.
  package let site: String?
  /// Indicates whether the site is a Scality one, which a role of its own writes to; nil when not known.
  package let isScality: Bool?
  /// Indicates whether a server of version 2 takes the name of a storage class for that of a site, which nothing
  /// serves.
  package let isStorageClass: Bool
}

extension ReplicationRule {
  /// The places that the rule names, in file order; a site named twice once.
  ///
  /// A server of version 1 takes `STANDARD` and its like for the default endpoint, one of version 2 for the name of a
  /// site (cloudserver getReplicationInfo.js after pull request 6172).
  package func destinations(_ server: ServerProfile) -> [RuleDestination] {
    let standard = RuleDestination(
      site: server.defaultEndpoint?.site, isScality: server.endpoints == nil ? true : server.defaultEndpoint?.isScality,
      isStorageClass: false)
    guard let list = storageClass.value else { return [standard] }
    var found: [RuleDestination] = []
    for item in StorageClass(list, server).items {
      // Version 2 cuts every name at its first colon.
      let name = server.replicationV2 ? item.name.split(":")[0].text : item.name.text
      if found.contains(where: { $0.site.map { $0.hasSameBytes(as: name) } ?? false }) { continue }
      switch item.meaning {
      case .defaultEndpoint:
        found.append(
          server.replicationV2 ? RuleDestination(site: name, isScality: nil, isStorageClass: true) : standard)
      case .site(let endpoint):
        found.append(RuleDestination(site: name, isScality: endpoint.isScality, isStorageClass: false))
      case .cold, .unknown, .notKnown:
        found.append(RuleDestination(site: name, isScality: nil, isStorageClass: false))
      }
    }
    return found
  }
}
