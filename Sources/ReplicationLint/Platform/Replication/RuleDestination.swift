import JSONSource

/// One place that a rule replicates to.
package struct RuleDestination: Sendable {
  /// The site; nil where the rule names none and the server's endpoints are not known.
  package let site: String?
  /// Indicates whether the site is a Scality one, which a role of its own writes to; nil when not known.
  package let isScality: Bool?
  /// Indicates whether the name is that of a storage class, and of no site of the server: nothing serves it.
  package let isStorageClass: Bool
}

extension ReplicationRule {
  /// Returns whether all that the rule names lies outside Scality, so that the source role does everything.
  ///
  /// - Parameter roles: the number of roles that `Role` names.
  package func isExternal(_ server: ServerProfile, roles: Int) -> Bool {
    if server.replicationV2 { return destinations(server).allSatisfy { $0.isScality == false } }
    // Where no sites are known, one role can only be meant for external locations.
    guard server.endpoints != nil else { return roles == 1 }
    guard let storageClass = storageClass.value else { return server.defaultEndpoint?.isScality == false }
    return StorageClass(storageClass, server).items.allSatisfy { item in
      switch item.meaning {
      case .site(let endpoint): !endpoint.isScality
      case .defaultEndpoint: server.defaultEndpoint?.isScality == false
      case .cold, .unknown, .notKnown: false
      }
    }
  }

  /// The places that the rule names, in file order; a site named twice once.
  ///
  /// `STANDARD` and its like are taken for the default endpoint when the configuration is checked, and for the name of
  /// a site when an object is written (cloudserver getReplicationInfo.js, `_getStorageClasses`).
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
        let isServed = server.endpoints?.contains { $0.site.hasSameBytes(as: name) } ?? false
        found.append(
          RuleDestination(
            site: name, isScality: server.replicationV2 ? nil : standard.isScality, isStorageClass: !isServed))
      case .site(let endpoint):
        found.append(RuleDestination(site: name, isScality: endpoint.isScality, isStorageClass: false))
      case .cold, .unknown, .notKnown:
        found.append(RuleDestination(site: name, isScality: nil, isStorageClass: false))
      }
    }
    return found
  }
}
