import JSONSource

extension Rule {
  /// A document or fact that the setup's checks need is missing or cannot be determined.
  static let documentSetIncomplete = Rule(
    "document-set-incomplete", .setup, .style,
    title: "part of the setup could not be checked",
    rationale: """
      Whether objects replicate is decided from the configuration, both trust policies, the permission policies of \
      both roles and the name of the source bucket. What is missing, or cannot be assigned to a site, is reported \
      once; a manifest `.repllint.json` or `--source-bucket` resolves it.
      """,
    references: ["repllint: Documentation/Configuration.md, setups"],
    check: .setup { analysis, context in
      guard let plan = analysis.plan, let document = plan.setup.replication, !plan.enabledRules.isEmpty else { return }
      var missing: [String] = []
      let sides = Set(plan.enabledRules.flatMap(analysis.sides))
      for side in Side.allCases where sides.contains(side) {
        if plan.site(side).trust == nil { missing.append("the \(side.rawValue) role's trust policy") }
        if plan.policies(side) == nil { missing.append("the \(side.rawValue) role's permission policy") }
      }
      // An error in the policy may well be why it does not name the bucket.
      let isPolicyBroken = analysis.findings.contains { finding in
        finding.severity == .error && plan.setup.source.permissions.contains { $0.path == finding.path }
      }
      let isAllowedNowhere = plan.isNowhereAllowed(BackbeatCall.readConfiguration.action, .source)
      if plan.setup.source.bucket == nil, !isPolicyBroken, !isAllowedNowhere {
        missing.append("the source bucket's name")
      }
      for left in plan.setup.leftOver {
        context.report(
          "this document is not checked with the setup: \(left.reason)",
          at: SourceRange(left.document.json.root.range.start, left.document.json.root.range.start + 1),
          in: left.document, help: "name its site in `.repllint.json`")
      }
      if missing.isEmpty || !plan.setup.leftOver.isEmpty { return }
      context.report(
        "not everything could be checked, since \(listed(missing)) \(missing.count == 1 ? "is" : "are") not known",
        at: plan.configuration.object.place, in: document,
        help: missing == ["the source bucket's name"]
          ? "set it with `--source-bucket` or in `.repllint.json`"
          : "put the documents in one folder, or list them in `.repllint.json`")
    })

  /// A list for messages: `a, b and c`.
  private static func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.joined() }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }
}
