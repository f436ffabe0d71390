import JSONSource

extension Rule {
  /// A length or a number exceeds a limit of the server.
  static let limitExceeded = Rule(
    "limit-exceeded", .replication, .refused,
    platform: .invalidRequest("Number of defined replication rules cannot exceed 1000"),
    otherAnswers: [
      .bodyTooLarge, .invalidJSON,
      .invalidArgument("Rule prefix cannot be longer than maximum allowed key length of 1024"),
      .invalidArgument("Rule Id cannot be greater than 255"),
      .invalidArgument("Rule ID length cannot be greater than 255"),
    ],
    title: "a limit of AWS CLI or the server is exceeded",
    rationale: """
      The server accepts 1,000 rules, prefixes of 1,024 and IDs of 255 characters, and a request of 512 KiB. Lengths \
      count UTF-16 units: an emoji counts as two. Over the size of the request the answer, `SOAP requests must be made \
      over an HTTPS connection.`, names another cause. AWS CLI reads integers of 4,300 digits.
      """,
    references: [
      .file(.replicationConfiguration, "_parseRules, _parsePrefix and _parseID"), .file(.api),
      "CPython Objects/longobject.c, PyLong_FromString",
    ],
    check: .document { document, context in
      if document.kind == .bucketPolicy {
        checkSize(ofBucketPolicy: document.json.source.bytes, &context)
      } else if document.isReadable, let configuration = document.replication {
        checkConfiguration(configuration, &context)
        if document.kind == .replicationConfiguration { checkIntegers(of: document.json.root, &context) }
      }
    })

  /// AWS CLI sends a bucket policy as it is, with CRLF turned into LF, and the server checks its size first.
  private static func checkSize(ofBucketPolicy bytes: [UInt8], _ context: inout RuleContext) {
    guard bytes.count > Limits.body else { return }
    let size = bytes.count - zip(bytes, bytes.dropFirst()).count { $0 == 0x0D && $1 == 0x0A }
    if size <= Limits.body { return }
    context.report(
      "the bucket policy has \(size) bytes, more than \(Limits.body)", at: SourceRange(0, 1), platform: .bodyTooLarge,
      help: "use fewer or shorter statements")
  }

  private static func checkIntegers(of root: JSONNode, _ context: inout RuleContext) {
    for (node, digits) in IntegerDigits.beyondLimit(in: root) {
      context.report(
        "an integer has \(digits) digits, more than the \(IntegerDigits.limit) that AWS CLI reads", at: node.range,
        platform: .invalidJSON, help: "write a shorter number")
    }
  }

  private static func checkConfiguration(_ configuration: ReplicationConfiguration, _ context: inout RuleContext) {
    let rulesRange = configuration.object.member("Rules")?.name.range ?? configuration.object.place
    let size = RequestBody.size(of: configuration.object.node)
    if size > Limits.body {
      context.report(
        "the request would have \(size) bytes, more than \(Limits.body)", at: rulesRange,
        platform: .bodyTooLarge,
        help: "use fewer rules or shorter prefixes")
    }
    if configuration.ruleCount > Limits.rules {
      context.report(
        "there are \(configuration.ruleCount) rules, more than \(Limits.rules)", at: rulesRange,
        help: "merge rules whose prefixes have a common beginning")
    }
    for rule in configuration.readableRules {
      if let prefix = rule.keys(context.server)?.text, prefix.utf16.count > Limits.prefix {
        context.report(
          "the prefix of \(rule.name) has \(prefix.utf16.count) characters, more than \(Limits.prefix)",
          at: prefix.range,
          platform: .invalidArgument("Rule prefix cannot be longer than maximum allowed key length of 1024"),
          help: "no key is that long; shorten the prefix")
      }
      if let id = rule.id.value, id.utf16.count > Limits.ruleID {
        context.report(
          "the ID of rule \(rule.index + 1) has \(id.utf16.count) characters, more than \(Limits.ruleID)",
          at: id.range,
          platform: .invalidArgument(
            context.server.replicationV2
              ? "Rule ID length cannot be greater than 255" : "Rule Id cannot be greater than 255"),
          help: "shorten the ID")
      }
    }
  }
}
