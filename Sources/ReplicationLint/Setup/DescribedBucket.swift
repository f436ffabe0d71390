import JSONSource

/// The bucket that the documents of the target are about. A server of version 2 replicates to several, and what is stated
/// about one of them holds for no other.
extension ReplicationPlan {
  /// The bucket whose policy, owner and versioning the target shows.
  var describedBucket: String? { planFacts.describedBucket }

  /// Returns whether a rule replicates to a bucket of which the documents of the target show nothing.
  func isOtherDestination(_ rule: ReplicationRule) -> Bool {
    guard setup.server.replicationV2, !isExternal(rule), let bucket = targetBucket(rule),
      let described = describedBucket
    else { return false }
    return !described.hasSameBytes(as: bucket)
  }

  /// The buckets of which the documents of the target show nothing, each once.
  var otherDestinations: [String] {
    guard setup.server.replicationV2 else { return [] }
    var seen: Set<ExactString> = []
    return enabledRules.filter(isOtherDestination).compactMap(targetBucket)
      .filter { seen.insert(ExactString($0)).inserted }
  }

  /// The policy of a rule's bucket that is given beside the setup and is not part of it.
  func policyBesideSetup(_ rule: ReplicationRule) -> Document? {
    guard setup.server.readsBucketPolicies, isOtherDestination(rule), let bucket = targetBucket(rule) else {
      return nil
    }
    return planFacts.policiesBesideSetup[ExactString(bucket)]
  }
}

extension Message {
  /// The reason why nothing is known of calls on a bucket.
  static func isNotPartOfSetup(_ policy: Document) -> Message {
    "the bucket policy \(quoted: policy.path) is not part of the setup"
  }
}
