/// One question that CloudServer asks of IAM policies and of a bucket policy before it serves a call.
///
/// Sources: cloudserver `lib/routes/routeBackbeat.js`, `lib/metadata/metadataUtils.js`, `lib/api/objectGet.js` and
/// `lib/api/apiUtils/authorization/permissionChecks.js`, versions 8.8.35 and 9.4.4.
package struct BucketQuery: Sendable, Hashable {
  /// The rights that ownership gives where neither policy decides.
  package enum Stage: Sendable, Hashable {
    /// The bucket's owner passes.
    case bucket
    /// The object's owner passes.
    case object
    /// Both are asked: the bucket's owner and the object's owner.
    case both
  }

  /// The action, such as `s3:GetObjectVersion`.
  package let action: String
  /// The owner that is asked.
  package let stage: Stage
  /// Indicates whether IAM policies are asked; otherwise their answer counts as an Allow.
  package let asksIAM: Bool
  /// Indicates whether statements of a bucket policy can be about the action. Servers before August 2025 ask for
  /// `ReplicateObject` under a name that is missing from the action map, so that not even `*` matches it.
  package let isMapped: Bool
  /// Indicates whether IAM policies with conditions on tags are asked again with the tags of the object, as in calls of
  /// the S3 API and not on Backbeat's own routes (cloudserver `lib/api/api.js`, `tagConditionKeyAuth`).
  package let readsTags: Bool

  init(
    _ action: String, _ stage: Stage, asksIAM: Bool = true, isMapped: Bool = true, readsTags: Bool = false
  ) {
    self.action = action
    self.stage = stage
    self.asksIAM = asksIAM
    self.isMapped = isMapped
    self.readsTags = readsTags
  }
}

/// One kind of request that Backbeat sends.
package enum BackbeatRequest: Sendable, Hashable, CaseIterable {
  /// GetBucketReplication of the source bucket.
  case getBucketReplication
  /// GetObject with a version.
  case getObject
  /// A write of data or metadata to the target where the key, or the version, is not there yet: the first copy.
  case putAbsent
  /// A read or write of data or metadata of a version that is there.
  case metadata
  /// Removal of orphaned parts, and everything sent to an external location.
  case credentialsOnly

  /// The questions that a server asks, in order; all of them have to be answered with yes.
  package func questions(_ reading: ServerReading, _ server: ServerProfile = ServerProfile()) -> [BucketQuery] {
    // Before August 2025 the answer of IAM policies is dropped on Backbeat's own routes.
    let isOld = reading == .checked2024
    let replicate = { (stage: BucketQuery.Stage) in
      BucketQuery("s3:ReplicateObject", stage, asksIAM: !isOld, isMapped: !isOld)
    }
    switch self {
    case .getBucketReplication: return [BucketQuery("s3:GetReplicationConfiguration", .bucket)]
    case .getObject:
      let read = BucketQuery("s3:GetObjectVersion", .both, readsTags: true)
      let tags = BucketQuery("s3:GetObjectVersionTagging", .both, asksIAM: false)
      return isOld || server.has(.readsIgnoreTagging) == false ? [read, tags] : [read]
    case .putAbsent: return [replicate(.bucket), BucketQuery("s3:ListBucket", .object, asksIAM: false)]
    case .metadata: return [replicate(.both)]
    case .credentialsOnly: return []
    }
  }
}
