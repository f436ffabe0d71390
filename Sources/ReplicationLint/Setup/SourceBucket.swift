import JSONSource

/// The source bucket appears in no document. It is the one on which a policy allows reading the replication
/// configuration, the first call of every replication.
enum SourceBucket {
  /// The one bucket that `policies` name for `s3:GetReplicationConfiguration`; nil when there is none or several.
  ///
  /// The call is about the bucket, so a resource of objects, which allows nothing of it, shows the name only where no
  /// resource can match a bucket.
  ///
  /// - Parameter destination: the bucket that is replicated to, which is not meant where another one is named too.
  static func named(in policies: [Document], besides destination: @autoclosure () -> String? = nil) -> String? {
    var buckets = Names()
    var objects = Names()
    for statement in policies.compactMap({ $0.policy }).flatMap({ $0.readableStatements }) where statement.isAllow {
      guard statement.actionItems.contains(where: { $0.action.matches("s3:GetReplicationConfiguration") }) else {
        continue
      }
      for resource in statement.resourceItems {
        if case .alive(buckets: true, _) = resource.reach { buckets.add(resource) } else { objects.add(resource) }
      }
    }
    if !buckets.isEmpty { return buckets.one(besides: destination(), orOnlyThat: true) }
    return objects.one(besides: destination(), orOnlyThat: false)
  }

  /// The names of buckets in resources, each once.
  private struct Names {
    private var names: [String] = []
    private var seen: Set<ExactString> = []
    private(set) var isEmpty = true

    mutating func add(_ resource: ResourceItem) {
      isEmpty = false
      guard let bucket = resource.bucket?.text, BucketName.fault(in: bucket) == nil else { return }
      if seen.insert(ExactString(bucket)).inserted { names.append(bucket) }
    }

    /// The only name, apart from `destination` where there are others.
    func one(besides destination: @autoclosure () -> String?, orOnlyThat isEnough: Bool) -> String? {
      if names.count == 1, isEnough { return names[0] }
      guard !names.isEmpty, let destination = destination() else { return names.count == 1 ? names[0] : nil }
      let others = names.filter { !$0.hasSameBytes(as: destination) }
      return others.count == 1 ? others[0] : nil
    }
  }
}
