import JSONSource

extension Rule {
  /// Every bucket at once.
  static let resourceStar = Rule(
    "resource-star", .security, .risk,
    title: "a statement allows its actions on every bucket",
    rationale: """
      `*`, `arn:aws:s3:::*` and `arn:aws:s3:::*/*` are all buckets of the account, including those of other teams and \
      future ones. Replication uses the source bucket and the target bucket.
      """,
    references: [.file(.arnMatch)],
    check: .permission { policy, context in
      for entry in policy.resources where entry.statement.isAllow && !entry.isExcluded && entry.namesEveryBucket {
        // Only the whole service can be named where its buckets are listed.
        let isListing = entry.statement.actionEntries.allSatisfy { S3Action.named($0.text.text)?.scope == .service }
        if isListing, !entry.statement.actionEntries.isEmpty { continue }
        context.report(
          .everyBucket(entry.text.text, entry.statement), at: entry.text.range,
          help: "name the buckets of the replication: `arn:aws:s3:::BUCKET` and `arn:aws:s3:::BUCKET/*`")
      }
    })
}

extension ResourceEntry {
  /// Indicates whether the part for the bucket is a wildcard alone.
  fileprivate var namesEveryBucket: Bool {
    guard case .alive = reach else { return false }
    guard let bucket = item.bucket else { return true }
    return !bucket.isEmpty && bucket.text.utf8.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension Message {
  fileprivate static func everyBucket(_ resource: String, _ statement: Statement) -> Message {
    "\(quoted: resource) in \(statement.name) matches every bucket"
  }
}
