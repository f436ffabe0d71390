import JSONSource

/// An action of S3 that the server asks policies about.
package struct S3Action: Sendable, Hashable {
  /// The level of an action: buckets or objects.
  package enum Scope: Sendable, Hashable {
    /// `arn:aws:s3:::BUCKET`
    case bucket
    /// `arn:aws:s3:::BUCKET/KEY`
    case object
    /// `arn:aws:s3:::`, the whole service.
    case service
  }

  /// The name as Scality and AWS write it, such as `s3:GetObjectVersion`.
  package let name: String
  /// The level at which it is checked.
  package let scope: Scope

  /// Every action in Arsenal's map, and the three that the guide and Backbeat's script name beside them.
  ///
  /// Source: Arsenal `lib/policyEvaluator/utils/actionMaps.ts`, `actionMapRQ`.
  package static let all =
    actions(.bucket, bucketActions) + actions(.object, objectActions) + actions(.service, ["ListAllMyBuckets"])

  /// The action called `name`, in whatever case; actions are compared without regard to it.
  package static func named(_ name: String) -> S3Action? { byName[asciiLowercased(name)] }

  /// The actions that `pattern` matches.
  package static func matching(_ pattern: ActionPattern) -> [S3Action] {
    pattern.hasWildcard ? all.filter { pattern.matches($0.name) } : named(pattern.text).map { [$0] } ?? []
  }

  /// The one action of a trust policy.
  package static let assumeRole = "sts:AssumeRole"

  /// `sts:AssumeRole` when `name` is its name without the service.
  static func assumeRole(_ name: String) -> String? {
    asciiLowercased(name) == "assumerole" ? assumeRole : nil
  }

  private static let byName = Dictionary(keepingFirst: all.map { (asciiLowercased($0.name), $0) })

  private static func actions(_ scope: Scope, _ names: [String]) -> [S3Action] {
    names.map { S3Action(name: "s3:\($0)", scope: scope) }
  }

  private static let bucketActions = [
    "CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "DeleteBucketWebsite", "GetBucketAcl", "GetBucketCORS",
    "GetBucketLocation", "GetBucketNotification", "GetBucketObjectLockConfiguration", "GetBucketPolicy",
    "GetBucketTagging", "GetBucketVersioning", "GetBucketWebsite", "GetEncryptionConfiguration",
    "GetLifecycleConfiguration", "GetReplicationConfiguration", "ListBucket", "ListBucketMultipartUploads",
    "ListBucketVersions", "MetadataSearch", "PutBucketAcl", "PutBucketCORS", "PutBucketNotification",
    "PutBucketObjectLockConfiguration", "PutBucketPolicy", "PutBucketTagging", "PutBucketVersioning",
    "PutBucketWebsite", "PutEncryptionConfiguration", "PutLifecycleConfiguration", "PutReplicationConfiguration",
  ]

  private static let objectActions = [
    "AbortMultipartUpload", "BypassGovernanceRetention", "DeleteObject", "DeleteObjectTagging", "DeleteObjectVersion",
    "DeleteObjectVersionTagging", "GetObject", "GetObjectAcl", "GetObjectLegalHold", "GetObjectRetention",
    "GetObjectTagging", "GetObjectVersion", "GetObjectVersionAcl", "GetObjectVersionTagging",
    "ListMultipartUploadParts", "PutObject", "PutObjectAcl", "PutObjectLegalHold", "PutObjectRetention",
    "PutObjectTagging", "PutObjectVersion", "PutObjectVersionAcl", "PutObjectVersionTagging", "ReplicateDelete",
    "ReplicateObject", "ReplicateTags", "RestoreObject",
  ]
}
