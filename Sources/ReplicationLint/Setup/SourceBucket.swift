import JSONSource

/// The source bucket appears in no document. It is the one on which a policy allows reading the replication
/// configuration, the first call of every replication.
enum SourceBucket {
  /// The one bucket that `policies` name for `s3:GetReplicationConfiguration`; nil when there is none or several.
  ///
  /// - Parameter destination: the bucket that is replicated to, which is not meant where another one is named too.
  static func named(in policies: [Document], besides destination: @autoclosure () -> String? = nil) -> String? {
    let named = candidates(in: policies)
    guard named.count > 1, let destination = destination() else { return named.count == 1 ? named[0] : nil }
    let others = named.filter { !$0.hasSameBytes(as: destination) }
    return others.count == 1 ? others[0] : nil
  }

  /// The buckets that the policies name, each once.
  private static func candidates(in policies: [Document]) -> [String] {
    var seen: Set<ExactString> = []
    var found: [String] = []
    for statement in policies.compactMap({ $0.policy }).flatMap({ $0.readableStatements }) where statement.isAllow {
      guard statement.actionItems.contains(where: { $0.action.matches("s3:GetReplicationConfiguration") }) else {
        continue
      }
      for resource in statement.resourceItems {
        // The call is about the bucket; a resource of objects allows nothing of it.
        guard case .alive(buckets: true, _) = resource.reach else { continue }
        guard let bucket = resource.bucket?.text, BucketName.fault(in: bucket) == nil else { continue }
        if seen.insert(ExactString(bucket)).inserted { found.append(bucket) }
      }
    }
    return found
  }
}
