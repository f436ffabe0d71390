import JSONSource

extension Rule {
  /// An empty list or condition.
  static let emptyList = Rule(
    "empty-list", .policy, .refused, platform: .malformedPolicy,
    title: "a list or a condition is empty",
    rationale: """
      An empty list never means "all". The server refuses an empty `Resource`, `NotResource` or `AWS` list; it accepts \
      an empty `Action` list, which then matches nothing, and an empty `NotAction` list, which then matches every \
      action. In a trust policy the evaluator reads no actions, so that the statement applies all the same. An empty \
      `Condition` has no effect.
      """,
    references: [.file(.policySchema, "minItems"), .file(.evaluator, "isActionApplicable")],
    fix: .sometimes,
    check: .policy { policy, context in
      for statement in policy.readableStatements {
        checkActions(of: statement, policy.purpose, &context)
        if !(policy.purpose == .trust && statement.form.mixesResourceAndPrincipal) {
          let fields = [("Resource", statement.resource), ("NotResource", statement.notResource)]
          for (name, field) in fields.prefix(policy.purpose == .bucket ? 1 : 2) {
            guard let list = field.value, list.isEmptyList else { continue }
            context.report(
              .refused(name, statement), at: list.node.range, platform: .statementWithoutResources,
              help: "name at least one resource")
          }
        }
        checkPrincipals(of: statement, policy.purpose, &context)
        checkCondition(of: statement, policy.purpose, &context)
      }
    })

  private static func checkActions(
    of statement: Statement, _ purpose: PolicyDocument.Purpose, _ context: inout RuleContext
  ) {
    if let list = statement.action.value, list.isEmptyList {
      // The evaluator decides who may assume a role without reading the actions. A bucket policy is one of two ways to
      // a permission.
      let consequence = statement.isDeny || purpose != .permission ? Consequence.risk : .fails
      context.report(
        purpose == .trust ? .isNotRead(statement) : .matchesNothing(statement), at: list.node.range,
        consequence: consequence, whenProved: .risk,
        help: purpose == .trust ? "write `\(S3Action.assumeRole)`" : "name at least one action")
    }
    if purpose != .bucket, let list = statement.notAction.value, list.isEmptyList {
      context.report(
        .matchesEverything(statement), at: list.node.range, consequence: .risk,
        help: "name the actions under `Action` instead")
    }
  }

  private static func checkPrincipals(
    of statement: Statement, _ purpose: PolicyDocument.Purpose, _ context: inout RuleContext
  ) {
    if purpose == .permission, statement.form.mixesResourceAndPrincipal { return }
    for principal in purpose == .bucket ? [statement.principal.value].compactMap({ $0 }) : statement.checkedPrincipals {
      guard let list = principal.soleEntry("AWS")?.values, list.isEmptyList else { continue }
      context.report(
        .refused("AWS", statement), at: list.node.range,
        help: purpose == .bucket
          ? "name the accounts that the statement applies to"
          : "name the principals; for Backbeat write `{\"Service\": \"backbeat\"}`")
    }
  }

  private static func checkCondition(
    of statement: Statement, _ purpose: PolicyDocument.Purpose, _ context: inout RuleContext
  ) {
    guard let condition = statement.condition.value, let member = statement.object.member("Condition") else { return }
    if condition.operators.isEmpty {
      context.report(
        .emptyCondition(statement), at: condition.node.range, consequence: .risk, help: "remove `Condition`",
        fix: .safe("remove `Condition`", .removing(member, from: statement.object.node)))
      return
    }
    // In a bucket policy it makes the server throw, which another rule reports.
    if purpose == .bucket { return }
    for entry in condition.operators
    where entry.node.kind == .object && entry.tests.isEmpty && ConditionOperatorGrammar.accepts(entry.name.text) {
      context.report(
        .emptyOperator(entry.name.text, statement), at: entry.node.range, consequence: .risk,
        help: "name a condition key, or remove the operator")
    }
  }
}

extension StringList {
  /// Indicates whether it is a list without any element.
  fileprivate var isEmptyList: Bool { isList && items.isEmpty && brokenItems.isEmpty }
}

extension Message {
  fileprivate static func refused(_ name: String, _ statement: Statement) -> Message {
    "the list `\(name)` of \(statement.name) is empty, which the server refuses"
  }
  fileprivate static func matchesNothing(_ statement: Statement) -> Message {
    "the list `Action` of \(statement.name) is empty, so the statement applies to nothing"
  }
  fileprivate static func isNotRead(_ statement: Statement) -> Message {
    "the list `Action` of \(statement.name) is empty and does not name `\(S3Action.assumeRole)`"
  }
  fileprivate static func matchesEverything(_ statement: Statement) -> Message {
    "the list `NotAction` of \(statement.name) is empty, so the statement applies to every action"
  }
  fileprivate static func emptyCondition(_ statement: Statement) -> Message {
    "the `Condition` of \(statement.name) is empty and has no effect"
  }
  fileprivate static func emptyOperator(_ name: String, _ statement: Statement) -> Message {
    "the condition operator `\(name)` of \(statement.name) has no key and no effect"
  }
}
