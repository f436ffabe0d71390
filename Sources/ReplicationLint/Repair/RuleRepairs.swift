import JSONSource

/// Edits of replication rules that leave the selected keys and their destination as they are.
struct RuleRepairs {
  /// A fix for each rule, with the file that it is for.
  let fixes: [FixCandidate]

  init(_ analysis: SetupAnalysis) {
    guard let document = analysis.setup.replication, document.kind == .replicationConfiguration,
      let configuration = document.replication, !analysis.setup.server.replicationV2
    else {
      fixes = []
      return
    }
    let found = Self.redundant(configuration) + Self.storageClasses(configuration, analysis.setup.server)
    fixes = found.map { FixCandidate(path: ExactString(document.path), fix: $0) }
  }

  /// Removes enabled rules whose keys an enabled rule with the same destination selects already.
  private static func redundant(_ configuration: ReplicationConfiguration) -> [Fix] {
    guard let list = configuration.object.member("Rules")?.value else { return [] }
    let rules = configuration.readableRules.filter { $0.isEnabled && $0.prefix.value != nil }
    let units = rules.map { Array(($0.prefix.value?.text ?? "").utf16) }
    let order = rules.indices.sorted { a, b in
      units[a] == units[b] ? a < b : units[a].lexicographicallyPrecedes(units[b])
    }
    var fixes: [Fix] = []
    // Prefixes that begin with another one follow it directly.
    var shortest: Int?
    for index in order {
      guard let first = shortest, units[index].starts(with: units[first]) else {
        shortest = index
        continue
      }
      guard sameCopies(rules[first]) == sameCopies(rules[index]) else { continue }
      fixes.append(
        .unsafe(
          "remove \(rules[index].name), all keys of which \(rules[first].name) selects",
          .removing(rules[index].object.node, from: list)))
    }
    return fixes
  }

  /// The members of a rule that decide what becomes of its keys.
  private static func sameCopies(_ rule: ReplicationRule) -> [[UInt8]] {
    rule.object.node.members.filter { !["ID", "Prefix", "Priority"].contains($0.name.string?.text) }
      .map { ($0.name.compactSource + $0.value.compactSource) }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Leaves out storage classes that the server does not have, where one site alone can be meant.
  ///
  /// Two roles need a Scality site and one role another (Arsenal lib/models/ReplicationConfiguration.ts, `_parseRole`).
  private static func storageClasses(_ configuration: ReplicationConfiguration, _ server: ServerProfile) -> [Fix] {
    guard let endpoints = server.endpoints, let role = configuration.role.value else { return [] }
    let isScality = role.split(",").count == 2
    let sites = endpoints.filter { $0.isScality == isScality }
    guard sites.count == 1, let site = sites.first else { return [] }
    return configuration.readableRules.compactMap { rule in
      guard let name = rule.storageClass.value, let destination = rule.destination.value,
        let member = destination.member("StorageClass")
      else { return nil }
      let items = StorageClass(name, server).items
      guard items.count == 1, let item = items.first, case .unknown = item.meaning else { return nil }
      if server.defaultEndpoint?.site == site.site {
        return .unsafe(
          "remove the storage class \(quoted(name.text)): the default site is the only one for these roles",
          .removing(member, from: destination.node))
      }
      return .unsafe("write `\(site.site)`", Fix.Edit(item.name.contentRange, jsonEscaped(site.site)))
    }
  }
}
