import JSONSource

extension Rule {
  /// A wildcard among the allowed actions.
  static let actionWildcard = Rule(
    "action-wildcard", .security, .risk,
    title: "a wildcard allows more actions than replication needs",
    rationale: """
      Replication needs three actions and the guide lists six. A wildcard allows many more, and every action that a \
      later version of the server adds under that name.
      """,
    references: ["Scality manual replication setup", .file(.actionMaps, "actionMapRQ")],
    fix: .sometimes,
    check: .iamPolicy { policy, context in
      for entry in policy.actions where entry.statement.isAllow && !entry.isExcluded && entry.action.hasWildcard {
        guard entry.item.isAccepted, entry.item.oddity == nil else { continue }
        if policy.purpose == .trust {
          guard entry.action.matches(S3Action.assumeRole) else { continue }
          let edit = Fix.Edit(entry.text.range, jsonString(S3Action.assumeRole))
          let isForServices = entry.statement.trustsServicesOnly
          context.report(
            .inTrust(entry.text.text), at: entry.text.range,
            help: isForServices
              ? "write `\(S3Action.assumeRole)`"
              : "name the actions that its principals need; Backbeat needs `\(S3Action.assumeRole)`",
            fix: isForServices
              ? .safe("write `\(S3Action.assumeRole)`", edit) : .unsafe("write `\(S3Action.assumeRole)`", edit))
          continue
        }
        let matched = entry.item.matched
        if matched.isEmpty { continue }
        let needed = matched.filter { ReplicationActions.contains($0) && entry.statement.canApply($0) }
        context.report(
          .wildcard(entry.text.text, matched.count, needed.count), at: entry.text.range,
          help: needed.isEmpty
            ? "remove it" : "name the actions: \(needed.map { "`\($0.name)`" }.joined(separator: ", "))",
          fix: entry.naming(needed))
      }
    })
}

extension ActionEntry {
  /// Writes `needed` in place of the wildcard, without what the list names anyway.
  fileprivate func naming(_ needed: [S3Action]) -> Fix? {
    let missing = needed.filter { action in
      !list.items.contains { asciiLowercased($0.text) == asciiLowercased(action.name) }
    }
    let text = missing.map { jsonString($0.name) }.joined(separator: ", ")
    if !missing.isEmpty { return .unsafe("name the actions", Fix.Edit(self.text.range, isListed ? text : "[\(text)]")) }
    guard !needed.isEmpty, let element = list.node.child(at: self.text.range) else {
      return nil
    }
    return .unsafe("remove the wildcard", .removing(element, from: list.node))
  }
}

extension Statement {
  /// Indicates whether all principals are services, which assume a role with `sts:AssumeRole` alone. Users of an identity
  /// provider need other actions.
  fileprivate var trustsServicesOnly: Bool {
    guard let entries = principal.value?.entries, !entries.isEmpty else { return false }
    return entries.allSatisfy { $0.name.text.hasSameBytes(as: "Service") }
  }

  /// Returns whether some resource of the statement fits `action`.
  fileprivate func canApply(_ action: S3Action) -> Bool {
    if resource.value == nil { return true }
    return resourceItems.contains { item in
      guard case .alive(let buckets, let objects) = item.reach else { return false }
      switch action.scope {
      case .bucket: return buckets
      case .object: return objects
      case .service: return true
      }
    }
  }
}

extension Message {
  fileprivate static func inTrust(_ action: String) -> Message {
    "\(quoted: action) allows more than to assume the role"
  }
  fileprivate static func wildcard(_ action: String, _ count: Int, _ needed: Int) -> Message {
    let uses = needed == 0 ? "none" : "only \(needed)"
    if action.hasSameBytes(as: "*") {
      return "\(quoted: action) allows every action of every service, of which replication uses \(uses) here"
    }
    return "\(quoted: action) allows \(counted(count, "action")) of S3, of which replication uses \(uses) here"
  }
}
