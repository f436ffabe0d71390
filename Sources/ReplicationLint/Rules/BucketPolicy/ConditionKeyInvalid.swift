import JSONSource

extension Rule {
  /// A condition key that put-bucket-policy refuses.
  static let bucketPolicyConditionKey = Rule(
    "bucket-policy-condition-key", .bucketPolicy, .refused,
    platform: .malformedBucketPolicy("Policy has an invalid condition key"),
    title: "a condition key is not accepted in bucket policies",
    rationale: """
      The server checks the first key under each operator: it starts with `aws:` in lowercase letters, or it is \
      `s3:object-lock-remaining-retention-days`. All other keys, such as `s3:prefix`, `s3:x-amz-acl` and \
      `s3:ExistingObjectTag/KEY`, are refused. Further keys under the same operator are not checked.
      """,
    references: [.file(.permissionChecks, "validatePolicyConditions")],
    check: .bucketPolicy { document, context in
      for test in document.testsOfRefusedKeys {
        context.report(
          .refused(test.key.text), at: test.key.range,
          help: test.key.text.lowercased().hasPrefix("aws:")
            ? "write `aws:` in lowercase letters" : "name a key that starts with `aws:`, or remove the condition")
      }
    })
}

extension Message {
  fileprivate static func refused(_ key: String) -> Message {
    "invalid condition key \(quoted: key) in a bucket policy"
  }
}
