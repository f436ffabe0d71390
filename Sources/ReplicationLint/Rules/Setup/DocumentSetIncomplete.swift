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
        help: help(missing, policyWithPrincipals(plan, sides)))
    })

  private static func help(_ missing: [String], _ policy: Document?) -> Message {
    if missing == ["the source bucket's name"] { return "set it with `--source-bucket` or in `.repllint.json`" }
    if let policy {
      return
        "remove `Principal` from \(quoted: policy.path) if it is the policy of the role: with it, the file is the policy of a bucket"
    }
    return "put the documents in one folder, or list them in `.repllint.json`"
  }

  /// The policy that is taken for that of a bucket, for its principals alone, on a side that lacks the policy of its role.
  private static func policyWithPrincipals(_ plan: ReplicationPlan, _ sides: Set<Side>) -> Document? {
    Side.allCases.lazy.filter { sides.contains($0) && plan.policies($0) == nil }
      .compactMap { plan.site($0).bucketPolicy }
      .first { $0.kind == .bucketPolicy && !$0.isKindStated && !asciiLowercased($0.path).hasPart("bucket") }
  }

  /// A list for messages: `a, b and c`.
  private static func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.joined() }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }
}
