import JSONSource

/// The source bucket appears in no document. It is the one on which a policy allows reading the replication
/// configuration, the first call of every replication.
enum SourceBucket {
  /// The one bucket that `policies` name for `s3:GetReplicationConfiguration`; nil when there is none or several.
  static func named(in policies: [Document]) -> String? {
    var found: String?
    for statement in policies.compactMap({ $0.policy }).flatMap({ $0.readableStatements }) where statement.isAllow {
      guard statement.actionItems.contains(where: { $0.action.matches("s3:GetReplicationConfiguration") }) else {
        continue
      }
      for resource in statement.resourceItems {
        guard let bucket = resource.bucket?.text, BucketName.fault(in: bucket) == nil else { continue }
        if let found, !found.hasSameBytes(as: bucket) { return nil }
        found = bucket
      }
    }
    return found
  }
}
