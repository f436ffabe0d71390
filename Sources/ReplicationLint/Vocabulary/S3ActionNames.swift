/// Names that people take for actions of this server.
package enum S3ActionNames {
  /// The action that permits the API call `name`, where the two are called differently.
  ///
  /// Source: Arsenal `lib/policyEvaluator/utils/actionMaps.ts`, `actionMonitoringMapS3` beside `actionMapRQ`.
  package static func action(forCall name: String) -> String? { actionsOfCalls[asciiLowercased(name)] }

  /// Returns whether `name` is an action of AWS that this server never asks about.
  ///
  /// Source: AWS Service Authorization Reference, Amazon S3, less Arsenal's `actionMapRQ`.
  package static func isAWSOnly(_ name: String) -> Bool { awsOnly.contains(asciiLowercased(name)) }

  /// The action that does on this server what an action of AWS does there.
  package static func counterpart(ofAWSAction name: String) -> String? {
    switch asciiLowercased(name) {
    case "s3:getobjectversionforreplication": "s3:GetObjectVersion"
    case "s3:getobjectversionattributes", "s3:getobjectversiontorrent": "s3:GetObjectVersion"
    case "s3:getobjectattributes", "s3:getobjecttorrent": "s3:GetObject"
    default: nil
    }
  }

  private static let actionsOfCalls: [String: String] = [
    "GetBucketReplication": "GetReplicationConfiguration", "PutBucketReplication": "PutReplicationConfiguration",
    "DeleteBucketReplication": "PutReplicationConfiguration", "ListObjectVersions": "ListBucketVersions",
    "ListObjects": "ListBucket", "ListObjectsV2": "ListBucket", "HeadBucket": "ListBucket",
    "HeadObject": "GetObject", "CopyObject": "PutObject", "DeleteObjects": "DeleteObject",
    "ListBuckets": "ListAllMyBuckets", "CreateMultipartUpload": "PutObject", "CompleteMultipartUpload": "PutObject",
    "UploadPart": "PutObject", "UploadPartCopy": "PutObject", "ListParts": "ListMultipartUploadParts",
    "ListMultipartUploads": "ListBucketMultipartUploads", "DeleteBucketCors": "PutBucketCORS",
    "GetBucketLifecycle": "GetLifecycleConfiguration", "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "PutBucketLifecycle": "PutLifecycleConfiguration", "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration", "GetBucketEncryption": "GetEncryptionConfiguration",
    "PutBucketEncryption": "PutEncryptionConfiguration", "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "PutBucketNotificationConfiguration": "PutBucketNotification", "DeleteBucketTagging": "PutBucketTagging",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
  ].reduce(into: [:]) { $0["s3:\(asciiLowercased($1.key))"] = "s3:\($1.value)" }

  private static let awsOnly = Set(
    [
      "GetObjectVersionForReplication", "InitiateReplication", "ObjectOwnerOverrideToBucketOwner",
      "GetObjectAttributes", "GetObjectVersionAttributes", "GetObjectTorrent", "GetObjectVersionTorrent",
      "GetBucketOwnershipControls", "PutBucketOwnershipControls", "GetBucketPolicyStatus",
      "GetBucketPublicAccessBlock", "PutBucketPublicAccessBlock", "GetAccountPublicAccessBlock",
      "PutAccountPublicAccessBlock", "GetBucketLogging", "PutBucketLogging", "GetBucketRequestPayment",
      "PutBucketRequestPayment", "GetAccelerateConfiguration", "PutAccelerateConfiguration",
      "GetAnalyticsConfiguration", "PutAnalyticsConfiguration", "GetInventoryConfiguration",
      "PutInventoryConfiguration", "GetMetricsConfiguration", "PutMetricsConfiguration",
      "GetIntelligentTieringConfiguration", "PutIntelligentTieringConfiguration", "CreateJob", "ListJobs",
      "DescribeJob", "UpdateJobPriority", "UpdateJobStatus", "CreateAccessPoint", "DeleteAccessPoint",
      "GetAccessPoint", "ListAccessPoints", "PauseReplication", "UpdateObjectEncryption",
    ].map { "s3:\(asciiLowercased($0))" })
}
