import JSONSource

extension Rule {
  /// A policy names a bucket that replication does not touch.
  static let bucketUnused = Rule(
    "bucket-unused", .setup, .style,
    title: "a policy names a bucket that is neither source nor destination",
    rationale: """
      A role for replication needs the source bucket and the destination bucket. Another bucket in its policy is left \
      over from another setup, or a typo that nothing else reveals.
      """,
    references: [.file(.replicateObject)],
    check: .setup { analysis, context in
      guard let plan = analysis.plan, analysis.refusals.isEmpty, let source = plan.setup.source.bucket else { return }
      let used = Set([source] + plan.configuration.readableRules.compactMap(plan.targetBucket))
      // An error about a bucket already names it.
      guard analysis.replicates != false else { return }
      var seen: Set<String> = []
      for document in plan.setup.source.permissions + plan.setup.target.permissions {
        for statement in document.policy?.readableStatements ?? [] where statement.isAllow {
          for resource in statement.resourceItems where resource.arn.service?.text == "s3" {
            guard let bucket = resource.bucket, BucketName.fault(in: bucket.text) == nil,
              !used.contains(bucket.text), seen.insert("\(document.path) \(bucket.text)").inserted
            else { continue }
            context.report(
              "the bucket \(quoted: bucket.text) is neither source nor destination of this setup",
              at: bucket.contentRange,
              in: document,
              help: suggestion(for: bucket.text, among: used.sorted()).map { "did you mean \(quoted: $0)" })
          }
        }
      }
    })
}
