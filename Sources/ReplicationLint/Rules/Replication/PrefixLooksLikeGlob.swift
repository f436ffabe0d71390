import JSONSource

extension Rule {
  /// A prefix with a wildcard in it.
  static let prefixLooksLikeGlob = Rule(
    "prefix-looks-like-glob", .replication, .risk,
    title: "a prefix contains a wildcard",
    rationale: """
      `Prefix` is compared exactly with the beginning of a key. A `*` matches only itself, so `logs/*` selects \
      only keys that really begin with `logs/*`, and most likely none. All keys are selected by the empty prefix.
      """,
    references: [.file(.replicationConfiguration, "getReplicationTarget by prefix")],
    fix: .unsafe,
    check: .replication { configuration, context in
      for rule in configuration.readableRules {
        guard let prefix = rule.keys(context.server)?.text, PrefixDoubt(prefix.text) == .wildcard else { continue }
        let literal = prefix.text.prefix { $0 != "*" && $0 != "?" }
        let isAtEnd = prefix.text[literal.endIndex...].allSatisfy { $0 == "*" || $0 == "?" }
        // The whole of `.*` is a wildcard, of a regular expression.
        let isExpression = literal == "." || literal.hasSuffix("/.")
        let bare = String(isExpression ? literal.dropLast() : literal)
        context.report(
          "the prefix \(quoted: prefix.text) of \(rule.name) contains a wildcard, which matches only itself",
          at: prefix.range,
          help: bare.isEmpty && isAtEnd
            ? "write `\"\"` for all keys" : "write the beginning of the keys without a wildcard",
          fix: isAtEnd ? .unsafe("remove the wildcard", Fix.Edit(prefix.contentRange, jsonEscaped(bare))) : nil)
      }
    })
}
