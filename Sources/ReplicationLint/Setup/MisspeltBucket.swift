import JSONSource

extension SiteAssignment {
  /// The target, for a policy about replication to a bucket that is none of the setup's and whose name is close to that
  /// of a destination, where no other policy names one.
  ///
  /// Of names that are as close to the source bucket, the folder decides: a trust policy shows that it is that of a role,
  /// and the source has its policies in another one.
  func ofMisspeltBucket(_ document: Document) -> (Side, Evidence)? {
    guard !isDestinationNamed, isSole(document), let source = sourceBucket, let policy = document.policy,
      policy.asksForReplication, SourceBucket.named(in: [document]) == nil
    else { return nil }
    let buckets = policy.bucketsNamed
    guard let bucket = buckets.first, buckets.count == 1, BucketName.fault(in: bucket) == nil,
      !bucket.hasSameBytes(as: source), let meant = suggestion(for: bucket, among: configuration.destinations.sorted())
    else { return nil }
    let isCloser = Self.distance(bucket, meant) < Self.distance(bucket, source)
    return isCloser || isOfAnotherRole(document) ? (.target, .similarBucket(bucket, meant)) : nil
  }

  private static func distance(_ name: String, _ other: String) -> Int {
    let limit = 2
    return editDistance(Array(name.unicodeScalars), Array(other.unicodeScalars), limit) ?? limit + 1
  }

  /// Returns whether a trust policy lies beside a document, and no policy of the source.
  func isOfAnotherRole(_ document: Document) -> Bool {
    trust(beside: document) != nil && !sourceFolders.contains(Folder(of: document))
  }
}
