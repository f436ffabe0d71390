import JSONSource

extension Rule {
  /// An object-level action on bucket resources.
  static let objectActionOnBucket = Rule(
    "object-action-on-bucket", .permission, .fails,
    title: "an object-level action is allowed only on a bucket",
    rationale: """
      The server checks `s3:GetObjectVersion`, `s3:ReplicateObject` and other object-level actions against the \
      object's ARN, `arn:aws:s3:::bucket/key`. `arn:aws:s3:::bucket` does not cover the objects in the bucket, so the \
      permission never applies and Backbeat is denied.
      """,
    references: [.file(.arnMatch), .file(.requestContext, "_buildArn")],
    fix: .unsafe,
    check: .permission { policy, context in
      for statement in policy.readableStatements {
        guard let mismatch = ScopeMismatch(.object, in: statement) else { continue }
        context.report(
          .onBucket(mismatch), at: mismatch.actions[0].text.range,
          consequence: mismatch.actions[0].deadness, whenProved: .risk,
          labels: mismatch.resources.map { context.label($0.range, "this is a bucket") },
          help: "name the objects: `arn:aws:s3:::BUCKET/*`",
          fix: mismatch.fix("name the objects") { arn in
            arn.hasSuffix("/") ? "\(arn)*" : arn.contains("/") ? nil : "\(arn)/*"
          })
      }
    })
}

extension Message {
  fileprivate static func onBucket(_ mismatch: ScopeMismatch) -> Message {
    "\(mismatch.shown) \(mismatch.act) on objects, but \(mismatch.statement.name) names only buckets"
  }
}
