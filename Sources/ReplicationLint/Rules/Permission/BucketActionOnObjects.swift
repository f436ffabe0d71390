import JSONSource

extension Rule {
  /// A bucket-level action on object resources.
  static let bucketActionOnObjects = Rule(
    "bucket-action-on-objects", .permission, .fails,
    title: "a bucket-level action is allowed only on objects",
    rationale: """
      The server checks `s3:GetReplicationConfiguration`, `s3:ListBucket` and other bucket-level actions against the \
      bucket's ARN, `arn:aws:s3:::bucket`. `arn:aws:s3:::bucket/*` covers the objects but not the bucket, so the \
      permission never applies and Backbeat's first call is denied.
      """,
    references: [.file(.arnMatch), .file(.requestContext, "_buildArn")],
    fix: .unsafe,
    check: .permission { policy, context in
      for statement in policy.readableStatements {
        guard let mismatch = ScopeMismatch(.bucket, in: statement) else { continue }
        context.report(
          .onObjects(mismatch), at: mismatch.actions[0].text.range,
          consequence: mismatch.actions[0].deadness, whenProved: .risk,
          labels: mismatch.resources.map { context.label($0.range, "these are objects") },
          help: "name the bucket: `arn:aws:s3:::BUCKET`",
          fix: mismatch.fix("name the bucket") { arn in
            guard let slash = arn.firstIndex(of: "/") else { return nil }
            return String(arn[..<slash])
          })
      }
    })
}

extension Message {
  fileprivate static func onObjects(_ mismatch: ScopeMismatch) -> Message {
    "\(mismatch.shown) \(mismatch.act) on buckets, but \(mismatch.statement.name) names only objects"
  }
}
