import JSONSource

/// The source bucket stands in no document. It is the one on which a policy allows reading the replication
/// configuration, the first call of every replication.
enum SourceBucket {
  /// The one bucket that `policies` name for `s3:GetReplicationConfiguration`; nil when there is none or several.
  static func named(in policies: [Document]) -> String? {
    let action = Array("s3:getreplicationconfiguration".utf16)
    var buckets: Set<String> = []
    for statement in policies.compactMap(\.policy).flatMap(\.readableStatements) where statement.isAllow {
      guard let actions = statement.action.value, let resources = statement.resource.value else { continue }
      guard actions.items.contains(where: { Glob($0.text.lowercased()).matches(action) }) else { continue }
      for resource in resources.items {
        guard let bucket = ARN(resource).bucket?.text, BucketName.fault(in: bucket) == nil else { continue }
        buckets.insert(bucket)
      }
    }
    return buckets.count == 1 ? buckets.first : nil
  }
}
