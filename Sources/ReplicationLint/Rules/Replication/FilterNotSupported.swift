import JSONSource

extension Rule {
  /// `Filter`, which this server does not read.
  static let filterNotSupported = Rule(
    "filter-not-supported", .replication, .refused, platform: .malformedXML,
    title: "a rule selects objects with `Filter`, which is not read",
    rationale: """
      `Filter` belongs to version 2 of replication rules, as the AWS documentation and most tools write them. \
      CloudServer reads `Prefix` only. A rule with `Filter` in its place is answered with `MalformedXML`; beside \
      `Prefix` the filter is ignored, so a tag in it filters nothing.
      """,
    references: [.file(.replicationConfiguration, "_parsePrefix"), .pulls(.arsenal, 2627)],
    fix: .unsafe,
    check: .replication { configuration, context in
      if context.server.replicationV2 { return }
      for rule in configuration.readableRules {
        guard let member = rule.object.member("Filter") else { continue }
        if rule.prefix.isPresent {
          context.report(
            "`Filter` beside `Prefix` is ignored", at: member.name.range, consequence: .risk,
            help: "remove `Filter`; only `Prefix` selects objects",
            fix: .unsafe("remove `Filter`", .removing(member, from: rule.object.node)))
        } else {
          let prefix = onlyPrefix(member.value)
          context.report(
            "\(rule.name) has `Filter` and no `Prefix`", at: member.name.range,
            help: prefix == nil
              ? "write `Prefix`; objects cannot be selected by tag" : "write `Prefix` in place of `Filter`",
            fix: prefix.map {
              .unsafe("write `Prefix` in place of `Filter`", Fix.Edit(member.range, "\"Prefix\": \($0)"))
            })
        }
      }
    })

  /// The prefix of a filter that selects by nothing else, as written in the file.
  private static func onlyPrefix(_ filter: JSONNode) -> String? {
    if filter.kind == .object, filter.members.isEmpty { return "\"\"" }
    guard filter.members.count == 1, let prefix = filter.member("Prefix"), prefix.kind == .string else { return nil }
    return prefix.sourceText
  }
}
