import JSONSource

extension Rule {
  /// A value of `aws:SourceIp` that put-bucket-policy refuses.
  static let bucketPolicyAddress = Rule(
    "bucket-policy-address-invalid", .bucketPolicy, .refused,
    platform: .malformedBucketPolicy("Invalid IP address in Conditions"),
    title: "a value of `aws:SourceIp` is not an address that bucket policies accept",
    rationale: """
      Under every operator the server accepts an IPv4 address with an optional mask of 0 to 32, or an IPv6 address \
      with all eight groups and without a mask. `::` and ranges of IPv6 are refused, although the evaluator could \
      parse them.
      """,
    references: [.file(.permissionChecks, "checkIp")],
    check: .bucketPolicy { document, context in
      for test in document.checkedTests where test.key.text.hasSameBytes(as: "aws:SourceIp") {
        for value in test.values where value.string.map({ BucketPolicyAddress.accepts($0.text) }) != true {
          context.report(
            .address(value), at: value.range,
            help: "write an address such as `10.0.0.5`, a range such as `10.0.0.0/8`, or eight groups of IPv6")
        }
      }
    })
}

extension Message {
  fileprivate static func address(_ value: JSONNode) -> Message {
    "invalid address \(quoted: value.string?.text ?? value.sourceText) under `aws:SourceIp`"
  }
}
