import JSONSource

extension Rule {
  /// A resource in a bucket that cannot exist.
  static let bucketNameInvalid = Rule(
    "bucket-name-invalid", .permission, .fails,
    title: "a resource names a bucket that cannot exist",
    rationale: """
      The name of a bucket has 3 to 63 characters, small letters, digits, dots and hyphens, and is no IP address. \
      CloudServer creates no other bucket, so a resource that names one matches nothing. Often a placeholder was left, \
      or a `/` stands before the name.
      """,
    references: ["Arsenal lib/s3routes/routesUtils.ts, isValidBucketName", PolicySource.arnMatch],
    check: .permission { policy, findings in
      for entry in policy.resources where entry.reach == .dead(.bucketName) {
        guard let bucket = ARN(entry.text).bucket else { continue }
        findings.report(
          .invalid(bucket.text), at: bucket.isEmpty ? entry.text.range : bucket.range,
          consequence: entry.deadness(findings), help: .help(bucket.text))
      }
    })
}

extension Message {
  fileprivate static func invalid(_ name: String) -> Message {
    name.isEmpty ? "the resource names no bucket" : "no bucket can have the name \(quoted: name)"
  }

  fileprivate static func help(_ name: String) -> Message {
    if name.isEmpty { return "write the bucket after the last colon: `arn:aws:s3:::BUCKET/*`" }
    switch BucketName.fault(in: name) {
    case .length(let count): return "a name has 3 to 63 characters, this one has \(count)"
    case .character(let scalar, _): return "a name cannot hold \(quoted: String(scalar))"
    case .separators: return "dots and hyphens stand between letters or digits"
    case .address: return "a name is no IP address"
    case nil: return "write the name of a bucket"
    }
  }
}
