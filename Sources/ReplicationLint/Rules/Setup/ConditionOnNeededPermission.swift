import JSONSource

extension Rule {
  /// A permission that replication needs depends on a condition that cannot be decided.
  static let conditionOnNeededPermission = Rule(
    "condition-on-needed-permission", .setup, .risk,
    title: "a required permission depends on a condition",
    rationale: """
      The statement that allows, or denies, what replication needs has a condition on something that is not known \
      here, such as the address from which Backbeat calls or whether it uses TLS. Set what Backbeat's \
      requests look like under `server.request` in `.repllint.json`, and the condition is decided.
      """,
    references: [.file(.evaluator, "meetConditions")],
    check: .setup { analysis, context in
      guard let plan = analysis.plan, analysis.refusals.isEmpty else { return }
      var seen: Set<SourceRange> = []
      for missing in analysis.missingPermissions(where: plan.asksFor) {
        guard case .conditionNotMet(let decider, let test) = missing.cause, let file = missing.file,
          seen.insert(test.key.range).inserted
        else { continue }
        context.report(
          .refused(missing), at: test.key.range, in: file, consequence: .fails,
          labels: [context.label(decider.statement.range, in: file, "no other statement allows it")],
          help: .repair(missing))
      }
      for proof in analysis.calls where plan.asksFor(proof.call) {
        guard case .depends(let dependences) = proof.answer else { continue }
        // An entry of `Resource` that decides has a finding of its own.
        for dependence in dependences where !dependence.isResource {
          let range = dependence.test?.key.range ?? dependence.decider.statement.range
          guard let file = plan.policyDocument(proof.call.side, dependence.decider.document),
            seen.insert(range).inserted
          else { continue }
          context.report(
            "whether the \(proof.call.side.rawValue) role may do `\(proof.call.action)` depends on \(quoted: dependence.subject)",
            at: range, in: file,
            labels: [context.label(dependence.decider.statement.range, in: file, "this statement decides")],
            help: help(dependence))
        }
      }
    })

  /// The way to an answer: the configuration of repllint for what it can state, else a grant that needs none.
  private static func help(_ fact: UnresolvedFact) -> Message? {
    if ConditionKeys.isStatedByRequest(fact.test?.key.text ?? fact.subject) {
      return "set what Backbeat's requests look like under `server.request` in `.repllint.json`"
    }
    return fact.test != nil && fact.decider.statement.isAllow
      ? "allow the action in a statement without this condition" : nil
  }
}

extension UnresolvedFact {
  /// Indicates whether an entry of `Resource` or `NotResource` decides, and not what the request is like.
  fileprivate var isResource: Bool {
    test == nil && decider.statement.resourceEntries.contains { $0.text.text.hasSameBytes(as: subject) }
  }
}
