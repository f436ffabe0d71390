import JSONSource

extension Rule {
  /// A principal in a permission policy.
  static let principalInPermissionPolicy = Rule(
    "principal-in-permission-policy", .permission, .refused, platform: .malformedPolicy,
    title: "a permission policy names a principal",
    rationale: """
      A permission policy applies to the role that it is attached to; `Principal` belongs in a trust or bucket policy. \
      The server accepts `Principal` or `Resource` in a statement, never both. A statement with `Principal` alone is \
      accepted, and, as the principal is not evaluated there, it then applies to every resource.
      """,
    references: [.file(.policySchema, "oneOf of a statement"), .file(.evaluator, "evaluatePolicy")],
    fix: .sometimes,
    check: .permission { policy, context in
      for statement in policy.readableStatements {
        let form = statement.form
        guard form.hasAnyPrincipal, form.completeSets > 0 else { continue }
        let name = form.hasPrincipal ? "Principal" : "NotPrincipal"
        guard let member = statement.object.member(name) else { continue }
        let isRefused = form.mixesResourceAndPrincipal
        context.report(
          .principal(name, statement), at: member.name.range, consequence: isRefused ? .refused : .risk,
          help: form.hasAnyResource
            ? "remove `\(name)`" : "name the resources in `Resource` instead of `\(name)`",
          fix: form.hasAnyResource
            // The principal of a refused statement may not be the role that the policy is attached to.
            ? Fix("remove `\(name)`", isSafe: !isRefused, [.removing(member, from: statement.object.node)]) : nil)
      }
    })
}

extension Message {
  fileprivate static func principal(_ name: String, _ statement: Statement) -> Message {
    let form = statement.form
    if form.mixesResourceAndPrincipal {
      return "\(statement.name) has `\(name)` beside a resource, which the server refuses"
    }
    if form.hasAnyResource { return "\(statement.name) has `\(name)`, which is not evaluated in a permission policy" }
    return "\(statement.name) has `\(name)` and no resource, so it applies to every resource"
  }
}
