import JSONSource

extension Rule {
  /// An action that the server never checks against a bucket policy.
  static let bucketPolicyActionUnused = Rule(
    "bucket-policy-action-unused", .bucketPolicy, .risk,
    title: "an action of a bucket policy matches no call",
    rationale: """
      The server checks bucket policies for S3 actions only, by the names in its action map; names are \
      case-insensitive, and `*` and `?` are wildcards. An action that is not in the map, or one with whitespace in it, \
      passes put-bucket-policy and never applies.
      """,
    references: [.file(.actionMaps, "actionMapBP")],
    check: .bucketPolicy { document, context in
      for entry in document.policy.actions where ActionGrammar.accepts(entry.text.text) {
        guard entry.text.text != "*", S3Action.matching(entry.action).isEmpty else { continue }
        let near = suggestion(for: entry.text.text, among: S3Action.all.map { $0.name })
        context.report(
          .unused(entry.text.text), at: entry.text.range, help: near.map { "did you mean `\($0)`?" } ?? "remove it")
      }
    })
}

extension Message {
  fileprivate static func unused(_ action: String) -> Message { "the action \(quoted: action) matches no call" }
}
