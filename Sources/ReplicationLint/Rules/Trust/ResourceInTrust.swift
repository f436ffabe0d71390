import JSONSource

extension Rule {
  /// A trust statement with a resource.
  static let resourceInTrust = Rule(
    "resource-in-trust", .trust, .refused, platform: .malformedPolicy,
    title: "a trust statement has a `Resource`",
    rationale: """
      The resource of a trust policy is the role that carries it. The server takes `Principal` or `Resource` in a \
      statement, never both, and refuses the policy.
      """,
    references: ["\(PolicySource.schema), oneOf of a statement"],
    fix: .safe,
    check: .trust { policy, findings in
      for statement in policy.readableStatements where statement.form.hasAnyPrincipal {
        let isRefused = statement.form.mixesResourceAndPrincipal
        for name in ["Resource", "NotResource"] {
          // With `NotAction` the server takes the statement for one of a permission policy.
          guard let member = statement.object.member(name), isRefused || statement.form.completeSets == 1 else {
            continue
          }
          findings.report(
            .resource(name, statement, isRefused: isRefused), at: member.name.range,
            consequence: isRefused ? .refused : .risk, help: "remove `\(name)`",
            fix: isRefused ? .safe("remove `\(name)`", .removing(member, from: statement.object.node)) : nil)
          break
        }
      }
    })
}

extension Message {
  fileprivate static func resource(_ name: String, _ statement: Statement, isRefused: Bool) -> Message {
    isRefused
      ? "\(statement.name) has `\(name)` beside a principal, which the server refuses"
      : "\(statement.name) has `\(name)`, which no one reads in a trust policy"
  }
}
