import JSONSource

extension Rule {
  /// The source role may not read the replication configuration.
  static let sourceConfigReadMissing = Rule(
    "source-config-read-missing", .setup, .fails,
    title: "the source role may not read the replication configuration",
    rationale: """
      The first thing that Backbeat does for every object is to read the source bucket's replication configuration \
      with the source role. Without `s3:GetReplicationConfiguration` on the bucket itself, not on its objects, the \
      entry is dropped and the object stays `PENDING` for ever.
      """,
    references: ["Backbeat extensions/replication/tasks/ReplicateObject.js, _setupRolesOnce"],
    fix: .unsafe,
    check: .setup { analysis, findings in
      let found = MissingPermission.all(analysis) { $0 == .readConfiguration }
      for missing in found {
        guard case .missing = missing.cause, let file = missing.file else { continue }
        findings.report(.refused(missing), at: missing.place, in: file, help: .repair(missing), fix: missing.fix)
      }
      if found.isEmpty { reportUnknownBucket(analysis, &findings) }
    })

  /// Without a known source bucket it is still certain that a policy which allows the action nowhere does not do.
  private static func reportUnknownBucket(_ analysis: SetupAnalysis, _ findings: inout Findings) {
    guard let plan = analysis.plan, plan.setup.source.bucket == nil, analysis.refusals.isEmpty,
      !plan.enabledRules.isEmpty, let policies = plan.policies(.source),
      let document = plan.site(.source).permissions.last(where: { $0.policy != nil })
    else { return }
    let action = BackbeatCall.readConfiguration.action
    let isAllowed = policies.flatMap(\.readableStatements).contains { statement in
      statement.isAllow && StatementMatch.matchesAction(statement, action) != false
    }
    let isExplained = analysis.findings.contains { $0.path == document.path && $0.consequence == .fails }
    if isAllowed || isExplained { return }
    findings.report(
      "the source role may not do `\(action)` on any bucket",
      at: document.policy?.object.member("Statement")?.name.range ?? SourceRange(0, 0), in: document,
      help: "allow it on the source bucket; without it objects stay `PENDING`")
  }
}
