import JSONSource

extension Rule {
  /// A trust statement with a resource.
  static let resourceInTrust = Rule(
    "resource-in-trust", .trust, .refused, platform: .malformedPolicy,
    title: "a trust statement has a `Resource`",
    rationale: """
      The resource of a trust policy is the role that carries it. The server accepts `Principal` or `Resource` in a \
      statement, never both, and refuses the policy.
      """,
    references: [.file(.policySchema, "oneOf of a statement")],
    fix: .sometimes,
    check: .trust { policy, context in
      for statement in policy.readableStatements where statement.form.hasAnyPrincipal {
        let isRefused = statement.form.mixesResourceAndPrincipal
        for name in ["Resource", "NotResource"] {
          // With `NotAction` the server treats the statement as one of a permission policy.
          guard let member = statement.object.member(name), isRefused || statement.form.completeSets == 1 else {
            continue
          }
          context.report(
            .resource(name, statement, isRefused: isRefused), at: member.name.range,
            consequence: isRefused ? .refused : .risk, help: "remove `\(name)`",
            fix: isRefused
              ? Fix(
                "remove `\(name)`", isSafe: isAboutAssumingRole(statement),
                [.removing(member, from: statement.object.node)]) : nil)
          break
        }
      }
    })

  /// Returns whether the statement can be meant for a trust policy alone: there its actions are never read, so that
  /// without the resource one about objects lets its principal assume the role.
  private static func isAboutAssumingRole(_ statement: Statement) -> Bool {
    let entries = statement.actionEntries
    return !entries.isEmpty
      && entries.allSatisfy {
        asciiLowercased($0.text.text).hasSameBytes(as: asciiLowercased(S3Action.assumeRole))
      }
  }
}

extension Message {
  fileprivate static func resource(_ name: String, _ statement: Statement, isRefused: Bool) -> Message {
    isRefused
      ? "\(statement.name) has `\(name)` beside a principal, which the server refuses"
      : "\(statement.name) has `\(name)`, which is not evaluated in a trust policy"
  }
}
