import JSONSource

extension Rule {
  /// A member of the document that is neither `Version` nor `Statement`.
  static let unknownTopLevelKey = Rule(
    "unknown-top-level-key", .policy, .refused, platform: .malformedPolicy,
    title: "the policy has a member beside `Version` and `Statement`",
    rationale: """
      The server accepts two members at the top of a policy, `Version` and `Statement`, and in a bucket policy also \
      `Id`; their names are case-sensitive. Anything else, a comment under `//` or `_comment` included, is refused \
      without a location: create-role and create-policy answer `MalformedPolicyDocument`, put-bucket-policy \
      `MalformedPolicy`.
      """,
    references: [.file(.policySchema, "additionalProperties")],
    fix: .sometimes,
    check: .policy { policy, context in
      for unknown in policy.unknownMembers where !unknown.name.text.hasSameBytes(as: "Id") {
        let known = unknown.suggestion(among: policy.knownMembers)
        guard let known else {
          context.report(
            .unknown(unknown.name.text), at: unknown.name.range,
            help: "remove it; a policy has `Version` and `Statement` only",
            fix: .unsafe("remove \(quoted: unknown.name.text)", .removing(unknown.member, from: policy.object.node)))
          continue
        }
        if let there = policy.object.member(known) {
          context.report(
            .unknown(unknown.name.text), at: unknown.name.range,
            labels: [context.label(there.name.range, "`\(known)` is here")],
            help: "remove it, or move its content into `\(known)`",
            fix: .unsafe("remove \(quoted: unknown.name.text)", .removing(unknown.member, from: policy.object.node)))
        } else {
          context.report(
            .misspelt(unknown.name.text, known), at: unknown.name.range, help: "did you mean `\(known)`?",
            fix: unknown.renaming(to: known))
        }
      }
    })
}

extension Message {
  fileprivate static func unknown(_ name: String) -> Message {
    "the server accepts no member \(quoted: name) at the top of a policy"
  }

  fileprivate static func misspelt(_ name: String, _ known: String) -> Message {
    "the server accepts no member \(quoted: name) at the top of a policy, and `\(known)` is missing"
  }
}
