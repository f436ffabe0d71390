import JSONSource

extension Rule {
  /// An exclusion under `Allow`.
  static let notFormWithAllow = Rule(
    "not-form-with-allow", .security, .risk,
    title: "`Allow` with `NotAction` or `NotResource`",
    rationale: """
      `NotAction` and `NotResource` select everything that they do not name. Under `Allow` that is nearly everything, \
      actions and buckets that do not exist yet included.
      """,
    references: [.file(.evaluator, "evaluatePolicy")],
    check: .permission { policy, context in
      for statement in policy.readableStatements where statement.isAllow {
        for (name, plain) in [("NotAction", "Action"), ("NotResource", "Resource")] {
          guard let member = statement.object.member(name), statement.object.member(plain) == nil else { continue }
          context.report(
            .exclusion(name, statement), at: member.name.range, help: "name what is allowed under `\(plain)`")
        }
      }
    })
}

extension Message {
  fileprivate static func exclusion(_ name: String, _ statement: Statement) -> Message {
    "\(statement.name) allows everything but what `\(name)` names"
  }
}
