import JSONSource

extension Rule {
  /// An action that the server does not know.
  static let actionUnknown = Rule(
    "action-unknown", .permission, .risk,
    title: "the server has no such action",
    rationale: """
      The server accepts any string of the form `service:Action` and compares it with the actions of requests. A \
      misspelt action is therefore not an error; it permits nothing, and Backbeat is denied when it calls.
      """,
    references: [.file(.actionMaps, "actionMapRQ")],
    fix: .unsafe,
    check: .permission { policy, context in
      if policy.isUnrelatedToReplication { return }
      for statement in policy.readableStatements {
        let unknown = statement.actionEntries.filter { $0.isUnknown }
        let meant = unknown.map { ($0, $0.nearestAction) }
        // A policy for another service may list thousands.
        let isMany = unknown.count > ActionEntry.groupLimit
        for (entry, near) in meant.filter({ $0.1 != nil || !isMany }).prefix(ActionEntry.groupLimit) {
          context.report(
            .unknown(entry), at: entry.text.range,
            help: near.map { "did you mean `\($0)`?" } ?? "write an action of S3, such as `s3:GetObjectVersion`",
            fix: near.map { .unsafe("write `\($0)`", Fix.Edit(entry.text.range, jsonString($0))) })
        }
        let rest = isMany ? meant.filter { $0.1 == nil }.map { $0.0 } : []
        guard let first = rest.first else { continue }
        context.report(
          .unknown(rest, statement), at: first.text.range, help: "remove them; replication needs only actions of `s3`")
      }
    })
}

extension ActionEntry {
  /// The number of actions of a statement that get separate findings.
  static let groupLimit = 5

  /// Indicates whether the action is well formed and matches no action that the server checks.
  var isUnknown: Bool {
    guard text.text != "*", item.isAccepted, item.oddity == nil else { return false }
    // A wildcard may stand for a letter of the service.
    let service = Glob(item.service)
    if OtherActions.services.contains(where: { service.matches($0.utf16) }) { return false }
    if !service.matches("s3".utf16) { return true }
    return item.matched.isEmpty
      && S3ActionNames.action(forCall: text.text) == nil && !S3ActionNames.isAWSOnly(text.text)
  }

  /// The string after the first colon; the whole string when there is none.
  var nameWithoutService: String {
    let parts = text.text.parts(separatedBy: ":")
    return parts.count < 2 ? text.text : parts.dropFirst().joined(separator: ":")
  }

  /// The action that is most likely meant.
  var nearestAction: String? {
    let names = S3Action.all.map { $0.name }
    let bare = nameWithoutService
    if let known = S3Action.named("s3:\(bare)") { return known.name }
    if action.hasWildcard { return nil }
    if let near = suggestion(for: "s3:\(bare)", among: names) { return near }
    let lower = "s3:\(bare.lowercased())"
    let longer = names.filter { $0.lowercased().hasPrefix(lower) && lower.count > 8 }
    return longer.count == 1 ? longer.first : nil
  }
}

extension Message {
  fileprivate static func unknown(_ entries: [ActionEntry], _ statement: Statement) -> Message {
    "the server has none of \(counted(entries.count, "action")) of \(statement.name): \(.list(entries))"
  }

  /// The first actions of several, and how many more there are.
  static func list(_ entries: [ActionEntry]) -> Message {
    let shown = entries.prefix(3).map { quoted($0.text.text) }.joined(separator: ", ")
    return entries.count > 3 ? "\(shown) and \(entries.count - 3) more" : "\(shown)"
  }

  fileprivate static func unknown(_ entry: ActionEntry) -> Message {
    entry.action.hasWildcard
      ? "no action matches \(quoted: entry.text.text)" : "the server has no action \(quoted: entry.text.text)"
  }
}
