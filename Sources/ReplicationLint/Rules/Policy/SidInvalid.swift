import JSONSource

extension Rule {
  /// A `Sid` that contains characters other than letters and digits.
  static let sidInvalid = Rule(
    "sid-invalid", .policy, .refused, platform: .malformedPolicy,
    title: "a `Sid` contains characters other than letters and digits",
    rationale: """
      A `Sid` names a statement for people. The server accepts only letters `A-Z`, `a-z` and digits in it: a space, \
      `-`, `_` or an empty string makes it refuse the whole policy.
      """,
    references: [.file(.policySchema, "Sid")],
    fix: .safe,
    check: .policy { policy, context in
      for statement in policy.readableStatements {
        guard let sid = statement.sid.value, !SidGrammar.accepts(sid.text) else { continue }
        let stripped = SidGrammar.stripped(sid.text)
        let member = statement.object.member("Sid")
        context.report(
          sid.isEmpty ? "the server refuses an empty `Sid`" : .wrong(sid.text), at: sid.range,
          help: stripped.isEmpty ? "leave `Sid` out" : "write `\(stripped)`",
          fix: stripped.isEmpty
            ? member.map { .safe("remove `Sid`", .removing($0, from: statement.object.node)) }
            : .safe("write `\(stripped)`", Fix.Edit(sid.range, "\"\(stripped)\"")))
      }
    })
}

extension Message {
  fileprivate static func wrong(_ sid: String) -> Message {
    "the server refuses the `Sid` \(quoted: sid); it accepts only letters `A-Z`, `a-z` and digits"
  }
}
