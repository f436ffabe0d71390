import JSONSource

extension Rule {
  /// An element beside its `Not` form.
  static let bothForms = Rule(
    "both-forms", .policy, .refused, platform: .malformedPolicy, otherAnswers: [.statementWithoutActions],
    title: "a statement has an element and its `Not` form",
    rationale: """
      `Action` and `NotAction`, `Resource` and `NotResource`, `Principal` and `NotPrincipal` exclude each other: the \
      server requires exactly one complete set of elements and refuses a statement with two.
      """,
    references: [.file(.policySchema, "oneOf of a statement")],
    check: .iamPolicy { policy, context in
      for statement in policy.readableStatements {
        let form = statement.form
        let isMixed = form.mixesResourceAndPrincipal
        if form.clashesInAction || (form.hasAction && form.hasNotAction) {
          report("Action", statement, form.clashesInAction ? .refused : .risk, &context)
        }
        if form.clashesInResource, !(isMixed && policy.purpose == .trust) {
          report("Resource", statement, .refused, &context)
        }
        if form.clashesInPrincipal, !(isMixed && policy.purpose == .permission) {
          report("Principal", statement, .refused, &context)
        }
      }
    })

  private static func report(
    _ name: String, _ statement: Statement, _ consequence: Consequence, _ context: inout RuleContext
  ) {
    guard let plain = statement.object.member(name), let negated = statement.object.member("Not\(name)") else { return }
    // The first complete set of elements that the server looks for has `Action`, and its absence is what it reports.
    let lacksAction = !statement.form.hasAction && (statement.form.hasEffect || statement.isAlone)
    context.report(
      .bothForms(name, statement, isRefused: consequence == .refused), at: negated.name.range,
      consequence: consequence, platform: lacksAction ? .statementWithoutActions : nil,
      labels: [context.label(plain.name.range, "`\(name)` is here")],
      help: "keep one of the two")
  }
}

extension Message {
  fileprivate static func bothForms(_ name: String, _ statement: Statement, isRefused: Bool) -> Message {
    isRefused
      ? "\(statement.name) has both `\(name)` and `Not\(name)`, which the server refuses"
      : "\(statement.name) has both `\(name)` and `Not\(name)`, and only what both select is meant"
  }
}
