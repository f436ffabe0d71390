import JSONSource

extension Rule {
  /// A member that AWS CLI or the server requires.
  static let requiredMemberMissing = Rule(
    "required-member-missing", .replication, .refused,
    platform: .parameterValidation("Missing required parameter in ReplicationConfiguration"),
    otherAnswers: [.malformedXML],
    title: "a required member is missing",
    rationale: """
      AWS CLI checks the form of a configuration before it sends it: `Role` and `Rules` must be present, every rule \
      needs `Status` and `Destination`, every destination `Bucket`. It then answers `Missing required parameter in \
      ReplicationConfiguration`. An empty list of rules passes the CLI and is refused by the server as `MalformedXML`, \
      without mentioning rules.
      """,
    references: ["botocore validate.py and the S3 service model", .file(.replicationConfiguration, "_parseRules")],
    fix: .sometimes,
    check: .replication { configuration, context in
      for problem in configuration.shapeProblems {
        guard case .missing(let name) = problem.kind else { continue }
        let reader = ObjectReader(problem.node)
        context.report(
          .missing(name, in: problem.place), at: reader.place, platform: problem.answer,
          help: .missing(name),
          fix: name == "Status"
            ? .unsafe("add `\"Status\": \"Enabled\"`", .inserting("\"Status\": \"Enabled\"", intoStartOf: problem.node))
            : nil)
      }
      if case .present(let rules) = configuration.rules, rules.isEmpty, configuration.ruleCount == 0,
        let member = configuration.object.member("Rules")
      {
        context.report(
          "`Rules` is empty, so there is nothing to replicate", at: member.value.range, platform: .malformedXML,
          help: "write at least one rule with `Status`, `Prefix` and `Destination`")
      }
    })
}

extension ReplicationConfiguration {
  /// The problems that botocore finds in the shape of the configuration.
  var shapeProblems: [ShapeProblem] {
    Shape.replicationConfiguration.problems(in: object.node, place: "ReplicationConfiguration")
  }
}

extension Message {
  fileprivate static func missing(_ name: String, in place: String) -> Message {
    "\(subject(place)) has no `\(name)`"
  }

  fileprivate static func missing(_ name: String) -> Message? {
    switch name {
    case "Role": "write the ARNs of both roles, source then target, with one comma between them"
    case "Rules": "write a list of rules, each with `Status`, `Prefix` and `Destination`"
    case "Destination": "write `\"Destination\": {\"Bucket\": \"arn:aws:s3:::BUCKET\"}`"
    case "Bucket": "write the bucket as `arn:aws:s3:::BUCKET`"
    case "Status": "write `Enabled` or `Disabled`"
    default: nil
    }
  }

  /// The name in messages of what botocore calls `ReplicationConfiguration.Rules[0].Destination`.
  static func subject(_ place: String) -> Message {
    let parts = place.split(separator: ".").dropFirst()
    guard let last = parts.last else { return "the configuration" }
    if let open = last.firstIndex(of: "["), let number = Int(last[last.index(after: open)...].dropLast()) {
      return last.hasPrefix("Rules") ? "rule \(number + 1)" : "`\(String(last[..<open]))` \(number + 1)"
    }
    return "`\(String(last))`"
  }
}
