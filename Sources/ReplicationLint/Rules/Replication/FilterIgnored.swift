import JSONSource

extension Rule {
  /// A filter whose conditions the server does not read.
  static let filterIgnored = Rule(
    "filter-ignored", .replication, .risk,
    title: "a filter selects every key, because its conditions are not read",
    rationale: """
      Of a `Filter` the server reads `Prefix` alone. `Tag` and `And` are accepted and not stored, the `Prefix` inside \
      of `And` included. A rule with nothing else covers every key of the bucket, so more objects replicate than the \
      filter selects, and two such rules overlap.
      """,
    references: [.file(.replicationConfiguration), .pulls(.arsenal, 2627)],
    fix: .unsafe,
    check: .replication { configuration, context in
      guard context.server.replicationV2 else { return }
      for rule in configuration.readableRules where !rule.prefix.isPresent {
        guard let filter = rule.filter.value else { continue }
        let hasPrefix = filter.member("Prefix") != nil
        for name in ["And", "Tag"] {
          guard let member = filter.member(name) else { continue }
          let prefix = member.value.kind == .object ? ObjectReader(member.value).string("Prefix").value : nil
          context.report(
            hasPrefix
              ? "`\(name)` in the filter of \(rule.name) is not read; `Prefix` alone selects"
              : "`\(name)` in the filter of \(rule.name) is not read: the rule selects every key",
            at: member.name.range,
            help: prefix == nil
              ? "objects cannot be selected by tag; select them by `Prefix`"
              : "write the `Prefix` of `\(name)` into the filter itself",
            fix: hasPrefix
              ? nil
              : prefix.map { prefix in
                .unsafe(
                  "write `Prefix` in place of `\(name)`",
                  Fix.Edit(member.range, "\"Prefix\": \"\(jsonEscaped(prefix.text))\""))
              })
        }
      }
    })
}
