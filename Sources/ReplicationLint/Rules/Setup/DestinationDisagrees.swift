import JSONSource

extension Rule {
  /// The destination is not the bucket that was created at the target.
  static let destinationDisagrees = Rule(
    "destination-disagrees", .setup, .fails,
    title: "the destination is not the target's bucket",
    rationale: """
      The manifest names the bucket that was created at the target, and the configuration sends objects to another. \
      The server does not check whether the destination exists; every object gets the status `FAILED`.
      """,
    references: [.file(.bucketPutReplication), .file(.objectMetadata, "getReplicationTargetBucket")],
    check: .setup { analysis, context in
      guard let plan = analysis.plan, analysis.refusals.isEmpty, let created = plan.setup.target.bucket else { return }
      // For an external location, as the site of a rule may be one, nothing reads the bucket.
      func isSiteOpen(_ rule: ReplicationRule) -> Bool {
        plan.copies(of: rule).allSatisfy { $0.isExternal || $0.isSiteOpen }
      }
      let others = plan.enabledRules.filter { plan.isOtherBucket($0) && plan.targetBucket($0) != "" }
      guard let rule = others.first(where: { !isSiteOpen($0) }) ?? others.first, let bucket = rule.bucket.value else {
        return
      }
      // A typo in the ARN itself has its own rule.
      if analysis.findings.contains(where: {
        $0.severity == .error && bucket.range.contains($0.range) && $0.path == plan.setup.replication?.path
      }) {
        return
      }
      context.report(
        "objects go to \(quoted: plan.targetBucket(rule) ?? ""), but the target's bucket is \(quoted: created)",
        at: bucket.contentRange, consequence: isSiteOpen(rule) ? .risk : nil,
        help: "write `arn:aws:s3:::\(created)`, or correct the manifest")
    })
}
