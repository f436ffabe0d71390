import JSONSource

extension Rule {
  /// Something is longer, or there is more of it, than the server takes.
  static let limitExceeded = Rule(
    "limit-exceeded", .replication, .refused,
    platform: .invalidRequest("Number of defined replication rules cannot exceed 1000"),
    otherAnswers: [
      .invalidRequest("SOAP requests must be made over an HTTPS connection."),
      .invalidArgument("Rule prefix cannot be longer than maximum allowed key length of 1024"),
      .invalidArgument("Rule Id cannot be greater than 255"),
    ],
    title: "a limit of the server is exceeded",
    rationale: """
      The server takes 1,000 rules, prefixes of 1,024 and IDs of 255 characters, and a request of 512 KiB. Lengths \
      count UTF-16 units: an emoji counts as two. Over the size of the request the answer, \
      `SOAP requests must be made over an HTTPS connection.`, names another cause.
      """,
    references: [
      "Arsenal lib/models/ReplicationConfiguration.ts, _parseRules, _parsePrefix and _parseID",
      "cloudserver lib/api/api.js",
    ],
    check: .replication { configuration, findings in
      let rulesRange = configuration.object.member("Rules")?.name.range ?? configuration.object.place
      let size = RequestBody.size(of: configuration.object.node)
      if size > Limits.body {
        findings.report(
          "the request would have \(size) bytes, more than \(Limits.body)", at: rulesRange,
          platform: .invalidRequest("SOAP requests must be made over an HTTPS connection."),
          help: "use fewer rules or shorter prefixes")
      }
      if configuration.ruleCount > Limits.rules {
        findings.report(
          "there are \(configuration.ruleCount) rules, more than \(Limits.rules)", at: rulesRange,
          help: "join rules whose prefixes share a beginning")
      }
      for rule in configuration.readableRules {
        if let prefix = rule.prefix.value, prefix.utf16.count > Limits.prefix {
          findings.report(
            "the prefix of \(rule.name) has \(prefix.utf16.count) characters, more than \(Limits.prefix)",
            at: prefix.range,
            platform: .invalidArgument("Rule prefix cannot be longer than maximum allowed key length of 1024"),
            help: "no key is that long; shorten the prefix")
        }
        if let id = rule.id.value, id.utf16.count > Limits.ruleID {
          findings.report(
            "the ID of rule \(rule.index + 1) has \(id.utf16.count) characters, more than \(Limits.ruleID)",
            at: id.range,
            platform: .invalidArgument("Rule Id cannot be greater than 255"), help: "shorten the ID")
        }
      }
    })
}
