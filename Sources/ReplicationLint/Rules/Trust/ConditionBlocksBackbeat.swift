import JSONSource

extension Rule {
  /// A condition that Backbeat's call does not meet, or may not meet.
  static let conditionBlocksBackbeat = Rule(
    "condition-blocks-backbeat", .trust, .fails,
    title: "a condition prevents Backbeat from assuming the role",
    rationale: """
      Backbeat assumes the role without an external id, without multi-factor authentication and without a source ARN \
      or account, from an address and over a transport that depend on the installation. Conditions on these are for \
      people and other accounts; under `Allow` they exclude Backbeat.
      """,
    references: [.file(.principal, "_evaluatePrincipalField"), .file(.conditions, "findConditionKey")],
    fix: .unsafe,
    check: .trust { policy, context in
      guard policy.readableStatements.allSatisfy({ $0.isTrustReadable }) else { return }
      let consequence: Consequence
      switch evaluateTrust(policy, facts: context.server.request) {
      case .allow: return
      case .deny(let denier):
        if denier != nil { return }
        consequence = .fails
      case .error(_, let statement):
        // Regardless of the other statements, the evaluator returns no answer.
        context.report(
          .error(statement), at: statement.object.member("Condition")?.name.range ?? statement.object.place,
          help: "compare with an operator for the key's kind, and put every value in double quotes")
        return
      case .depends: consequence = .risk
      }
      for statement in policy.readableStatements {
        let isAbout = statement.namesBackbeat || statement.notPrincipal.isPresent
        guard isAbout, let condition = statement.condition.value, !condition.tests.isEmpty,
          let member = statement.object.member("Condition")
        else { continue }
        // Under Deny a condition matters only while it is open.
        if statement.isDeny, consequence != .risk { continue }
        let test = condition.tests.first { !ConditionKeys.isCarriedByBackbeat($0.key.text) }
        context.report(
          .condition(statement, test?.key.text, isCertain: consequence == .fails),
          at: test?.key.range ?? member.name.range,
          consequence: consequence,
          help: help(statement, condition, canBeStated: consequence == .risk || test == nil),
          fix: isOnlyAboutBackbeat(statement)
            ? .unsafe("remove `Condition`", .removing(member, from: statement.object.node)) : nil)
      }
    })

  /// The way to a role that Backbeat can assume. Stating its requests helps only with keys that they have a value for.
  private static func help(_ statement: Statement, _ condition: ConditionBlock, canBeStated: Bool) -> Message {
    let isStated =
      canBeStated && condition.tests.contains { ConditionKeys.isStatedByRequest($0.key.text) }
    return switch (isOnlyAboutBackbeat(statement), isStated) {
    case (true, true): "remove `Condition`, or set what Backbeat's requests look like under `server.request`"
    case (true, false): "remove `Condition`"
    case (false, true):
      "allow Backbeat in a separate statement, or set what its requests look like under `server.request`"
    case (false, false): "allow Backbeat in a separate statement"
    }
  }

  /// Returns whether only Backbeat gains from a statement that applies more often.
  private static func isOnlyAboutBackbeat(_ statement: Statement) -> Bool {
    statement.isAllow && statement.principal.value?.soleEntry("Service") != nil
  }
}

extension Message {
  fileprivate static func error(_ statement: Statement) -> Message {
    "the condition of \(statement.name) makes the server throw an exception, so no principal can assume the role"
  }
  fileprivate static func condition(_ statement: Statement, _ key: String?, isCertain: Bool) -> Message {
    if let key, isCertain {
      return "\(statement.name) requires \(quoted: key), which Backbeat's call does not carry"
    }
    return isCertain
      ? "the condition of \(statement.name) prevents Backbeat from assuming the role"
      : "whether Backbeat may assume the role depends on the condition of \(statement.name)"
  }
}
