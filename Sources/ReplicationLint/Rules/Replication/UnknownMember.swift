import JSONSource

extension Rule {
  /// A member that AWS CLI does not know.
  static let unknownMember = Rule(
    "unknown-member", .replication, .refused,
    platform: .parameterValidation("Unknown parameter in ReplicationConfiguration"),
    title: "a member is unknown at this location",
    rationale: """
      AWS CLI refuses every member that it does not know, at every level, and names are case-sensitive: `Id` is not \
      `ID`. A comment in a made-up member is refused too. The answer is `Unknown parameter in \
      ReplicationConfiguration`.
      """,
    references: ["botocore validate.py, _validate_structure", "botocore data/s3/2006-03-01/service-2.json"],
    fix: .sometimes,
    check: .replication { configuration, context in
      for problem in configuration.shapeProblems {
        guard case .unknown(let member, let suggestion, let explainsMissing) = problem.kind else { continue }
        let sameButCase = suggestion.map { $0.lowercased() == member.name.text.lowercased() } ?? false
        let isFree = suggestion.map { ObjectReader(problem.node).member($0) == nil } ?? false
        context.report(
          .unknown(member.name.text, in: problem.place), at: member.name.range, platform: problem.answer,
          help: suggestion.map { .didYouMean($0, isRequired: explainsMissing) }
            ?? "remove it; known here are \(problem.known.map { "`\($0)`" }.joined(separator: ", "))",
          fix: suggestion.flatMap { name in
            guard isFree else { return nil }
            let edit = Fix.Edit(member.name.contentRange, name)
            return Fix("rename it to `\(name)`", isSafe: sameButCase || explainsMissing, [edit])
          })
      }
    })
}

extension Message {
  fileprivate static func unknown(_ name: String, in place: String) -> Message {
    "the member \(quoted: name) of \(subject(place)) is unknown to AWS CLI"
  }

  fileprivate static func didYouMean(_ name: String, isRequired: Bool) -> Message {
    isRequired ? "did you mean `\(name)`, which is required here?" : "did you mean `\(name)`?"
  }
}
