import JSONSource

extension Rule {
  /// A resource outside the bucket that the policy is for.
  static let bucketPolicyResource = Rule(
    "bucket-policy-resource-invalid", .bucketPolicy, .refused,
    platform: .malformedBucketPolicy("Policy has invalid resource"),
    title: "a resource of a bucket policy is not in its bucket",
    rationale: """
      Every resource of every statement is `arn:aws:s3:::BUCKET`, or begins with `arn:aws:s3:::BUCKET/`, where `BUCKET` \
      is the bucket that the policy is put on. `*`, a wildcard in the name of the bucket, a region or account, another \
      partition, another bucket or another case are refused. Where the bucket is not given with `--bucket`, in \
      `.repllint.json` or beside the policy in an input of `--cli-input-json`, it is the one that most resources name.
      """,
    references: [.file(.bucketPolicy, "_validateBucketResource")],
    check: .bucketPolicy { document, context in
      for statement in document.policy.readableStatements {
        for resource in statement.resource.value?.items ?? []
        where ResourceGrammar.accepts(resource.text) && !document.accepts(resource.text) {
          let bucket = document.bucket ?? "BUCKET"
          context.report(
            .outside(resource.text, document.bucket), at: resource.range,
            help: "write \(quoted: "arn:aws:s3:::\(bucket)") or \(quoted: "arn:aws:s3:::\(bucket)/*")")
        }
      }
    })
}

extension Message {
  fileprivate static func outside(_ resource: String, _ bucket: String?) -> Message {
    guard let bucket else { return "the resource \(quoted: resource) names no bucket" }
    return "the resource \(quoted: resource) is not in the bucket \(quoted: bucket)"
  }
}
