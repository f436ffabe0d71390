import JSONSource

extension Rule {
  /// A resource in a bucket that cannot exist.
  static let bucketNameInvalid = Rule(
    "bucket-name-invalid", .permission, .fails,
    title: "a resource names a bucket that cannot exist",
    rationale: """
      The name of a bucket has 3 to 63 characters, lowercase letters, digits, dots and hyphens, and is not an IP \
      address. CloudServer creates no other bucket, so a resource that names one matches nothing. Often a placeholder \
      was left, or a `/` precedes the name.
      """,
    references: [.file(.routeUtilities, "isValidBucketName"), .file(.arnMatch)],
    fix: .unsafe,
    check: .permission { policy, context in
      for entry in policy.resources where entry.reach == .dead(.bucketName) {
        guard let bucket = entry.item.bucket else { continue }
        context.report(
          .invalid(bucket.text), at: bucket.isEmpty ? entry.text.range : bucket.range,
          consequence: entry.deadness, whenProved: .risk, help: .help(bucket.text), fix: repair(entry.text, bucket.text)
        )
      }
    })

  /// Removes a slash before the name, or a space after it.
  private static func repair(_ text: LocatedString, _ bucket: String) -> Fix? {
    var name = text.text
    if bucket.isEmpty, let slash = name.firstRange(ofPart: ":::/") {
      name.replaceSubrange(slash, with: ":::")
    } else {
      while let last = name.last, last.isWhitespace { name.removeLast() }
    }
    guard name != text.text, case .alive(let buckets, let objects) = ResourceReach(name), buckets || objects else {
      return nil
    }
    return .unsafe("write \(quoted: name)", Fix.Edit(text.range, jsonString(name)))
  }
}

extension Message {
  fileprivate static func invalid(_ name: String) -> Message {
    name.isEmpty ? "the resource names no bucket" : "no bucket can have the name \(quoted: name)"
  }

  fileprivate static func help(_ name: String) -> Message {
    if name.isEmpty { return "write the bucket after the last colon: `arn:aws:s3:::BUCKET/*`" }
    switch BucketName.fault(in: name) {
    case .length(let count): return "a bucket name has 3 to 63 characters, this one has \(count)"
    case .character(let scalar, _):
      let isCapital = ("A"..."Z").contains(scalar)
      return isCapital
        ? "bucket names have no uppercase letters (\(quoted: String(scalar)))"
        : "bucket names have only lowercase letters, digits, dots and hyphens, not \(quoted: String(scalar))"
    case .separators: return "dots and hyphens need a letter or digit on both sides"
    case .address: return "a bucket name is not an IP address"
    case nil: return "write the name of a bucket"
    }
  }
}
