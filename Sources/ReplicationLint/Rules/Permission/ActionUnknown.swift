import JSONSource

extension Rule {
  /// An action that the server does not know.
  static let actionUnknown = Rule(
    "action-unknown", .permission, .risk,
    title: "the server has no such action",
    rationale: """
      The server accepts any text of the form `service:Action` and compares it with the actions of requests. A misspelt \
      action is therefore no error; it permits nothing, and Backbeat is denied when it calls.
      """,
    references: ["Arsenal lib/policyEvaluator/utils/actionMaps.ts, actionMapRQ"],
    fix: .unsafe,
    check: .permission { policy, findings in
      for entry in policy.actions where entry.isUnknown {
        let near = entry.nearestAction
        findings.report(
          .unknown(entry), at: entry.text.range,
          help: near.map { "did you mean `\($0)`?" } ?? "write an action of S3, such as `s3:GetObjectVersion`",
          fix: near.map { .unsafe("write `\($0)`", Fix.Edit(entry.text.range, jsonString($0))) })
      }
    })
}

extension ActionEntry {
  /// The services whose actions the server has.
  private static let services = [
    "s3", "sts", "iam", "scality", "sso", "metadata", "scuba", "utapi", "ring", "kms", "vaultadmin",
  ]

  /// Whether the action is well formed and matches nothing that the server asks about.
  fileprivate var isUnknown: Bool {
    guard text.text != "*", ActionGrammar.accepts(text.text), action.oddity == nil else { return false }
    if !Self.services.contains(action.service) { return true }
    return action.service == "s3" && S3Action.matching(action).isEmpty
      && S3ActionNames.action(forCall: text.text) == nil && !S3ActionNames.isAWSOnly(text.text)
  }

  /// The action that is most likely meant.
  fileprivate var nearestAction: String? {
    let names = S3Action.all.map(\.name)
    let bare = text.text.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
    if let known = S3Action.named("s3:\(bare)") { return known.name }
    if action.hasWildcard { return nil }
    if let near = suggestion(for: "s3:\(bare)", among: names) { return near }
    let lower = "s3:\(bare.lowercased())"
    let longer = names.filter { $0.lowercased().hasPrefix(lower) && lower.count > 8 }
    return longer.count == 1 ? longer.first : nil
  }
}

extension Message {
  fileprivate static func unknown(_ entry: ActionEntry) -> Message {
    entry.action.hasWildcard
      ? "no action matches \(quoted: entry.text.text)" : "the server has no action \(quoted: entry.text.text)"
  }
}
