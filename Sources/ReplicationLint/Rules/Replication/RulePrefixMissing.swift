import JSONSource

extension Rule {
  /// A rule without `Prefix`.
  static let rulePrefixMissing = Rule(
    "rule-prefix-missing", .replication, .refused, platform: .malformedXML,
    title: "a rule has no `Prefix`",
    rationale: """
      AWS lets a rule do without `Prefix`, and so does AWS CLI. CloudServer requires it: every rule names the prefix \
      of the keys that it replicates, and the empty string selects all of them. Without it the server answers \
      `MalformedXML` and does not name what is missing. To a server of version 2 such a rule covers every key.
      """,
    references: [.file(.replicationConfiguration, "_parsePrefix")],
    fix: .sometimes,
    check: .replication { configuration, context in
      if context.server.replicationV2 { return }
      let lacking = configuration.readableRules.filter { !$0.prefix.isPresent && $0.object.member("Filter") == nil }
      if lacking.isEmpty { return }
      let misspelt = Set(
        configuration.shapeProblems.compactMap { problem -> JSONNode? in
          guard case .unknown(_, "Prefix", _) = problem.kind else { return nil }
          return problem.node
        })
      // Keys are selected by the empty prefix alone, which overlaps every other rule's.
      let isOnlyRule = configuration.ruleCount == 1
      for rule in lacking where !misspelt.contains(rule.object.node) {
        context.report(
          "\(rule.name) has no `Prefix`", at: rule.object.place,
          help: isOnlyRule
            ? "write `\"Prefix\": \"\"` for all keys"
            : "write what the keys begin with; the empty prefix overlaps every other rule",
          fix: isOnlyRule ? selectingAllKeys(rule, configuration) : nil)
      }
    })

  /// Safe where nothing in the rule can have been meant to select keys.
  private static func selectingAllKeys(_ rule: ReplicationRule, _ configuration: ReplicationConfiguration) -> Fix {
    let hasUnknownMember = configuration.shapeProblems.contains { problem in
      if case .unknown = problem.kind { problem.node == rule.object.node } else { false }
    }
    return Fix(
      "add `\"Prefix\": \"\"`", isSafe: !hasUnknownMember,
      [.inserting("\"Prefix\": \"\"", intoStartOf: rule.object.node)])
  }
}
