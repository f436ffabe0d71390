import JSONSource

/// The policies of the buckets of both sites.
extension SiteAssignment {
  /// A bucket policy belongs to the site whose bucket its resources name. A policy that is to be put goes before one
  /// that get-bucket-policy printed.
  mutating func assignBucketPolicies(_ all: [Document]) {
    if all.isEmpty { return }
    let sourceBucket = configuration.inputBucket ?? SourceBucket.named(in: site(.source).permissions)
    let documents = all.filter { document in
      isNear(document) || isBucket(document.bucketPolicy?.bucket, sourceBucket)
        || isBucket(document.bucketPolicy?.bucket, configuration.destination)
        || sourceBucket == nil && isOfOne(document) && byCertainName(document)?.0 == .source
    }
    for document in documents.filter({ !$0.kind.isCLIOutput }) + documents.filter({ $0.kind.isCLIOutput }) {
      var side: (Side, Evidence)?
      if let bucket = document.bucketPolicy?.bucket {
        let isSource = sourceBucket.map { $0.hasSameBytes(as: bucket) }
        let isTarget = configuration.destination.map { $0.hasSameBytes(as: bucket) } ?? false
        if isTarget, isSource != true { side = (.target, .buckets) }
        if !isTarget, isSource != false { side = (.source, .buckets) }
        if isTarget, isSource == true { side = byName(document) }
      }
      let other = side.flatMap { self.documents(.bucketPolicy, $0.0).first }
      if let other, !other.hasSameContent(as: document), other.kind == document.kind || isFarther(document, other) {
        leave(document, "\(quoted: other.path) is a policy of the same bucket")
        doubt("\(quoted: other.path) and \(quoted: document.path) are policies of one bucket")
      } else if other == nil {
        place(document, .bucketPolicy, side, "its resources name neither the source nor the target bucket")
      }
    }
  }

  private func isBucket(_ name: String?, _ other: String?) -> Bool {
    guard let name, let other else { return false }
    return name.hasSameBytes(as: other)
  }
}
