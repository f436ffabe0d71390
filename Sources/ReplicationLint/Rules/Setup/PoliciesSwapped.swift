import JSONSource

extension Rule {
  /// Each role has the policy that the other one needs.
  static let policiesSwapped = Rule(
    "policies-swapped", .setup, .fails,
    title: "the policies of source and target role are swapped",
    rationale: """
      The source role reads the configuration and the objects of the source bucket, the target role writes replicas \
      into the destination. With each policy attached to the other role the first call of Backbeat is denied, and \
      objects stay `PENDING`.
      """,
    references: [.file(.replicateObject), .file(.evaluator, "evaluatePolicy")],
    check: .setup { analysis, context in
      guard let plan = analysis.plan, analysis.refusals.isEmpty, analysis.hasSwappedPolicies,
        let source = plan.setup.source.permissions.first, let target = plan.setup.target.permissions.first
      else { return }
      func start(_ document: Document) -> SourceRange {
        let start = document.json.root.range.start
        return SourceRange(start, start + 1)
      }
      context.report(
        "the policies of source and target role are swapped", at: start(source), in: source,
        labels: [context.label(start(target), in: target, "this policy allows what the source role needs")],
        help: "attach each policy to the other role, or name the other one in `.repllint.json`")
    })
}
