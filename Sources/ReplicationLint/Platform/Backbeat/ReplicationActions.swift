/// The actions that replication and its guide have a use for.
package enum ReplicationActions {
  /// The actions that Backbeat needs in some version or with some kind of target, and those that the guide lists beside
  /// them.
  ///
  /// Source: `BackbeatCall`; Backbeat `extensions/replication/utils/SetupReplication.js` for the tags of external
  /// targets; the guide for ACLs, listings and delete markers, which no call asks for.
  package static let all = [
    "s3:GetReplicationConfiguration", "s3:GetObjectVersion", "s3:ReplicateObject", "s3:GetObjectVersionTagging",
    "s3:ReplicateTags", "s3:GetObjectVersionAcl", "s3:ListBucket", "s3:ReplicateDelete",
  ]

  /// Returns whether `action` is one of them.
  package static func contains(_ action: S3Action) -> Bool { all.contains(action.name) }
}
