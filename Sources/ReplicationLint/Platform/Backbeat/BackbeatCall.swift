/// The outcome for an object when a call is refused.
package enum CallFailure: String, Sendable, Hashable {
  /// The entry is dropped; the object stays `PENDING` without another try.
  case pending = "PENDING"
  /// The object gets the status `FAILED`.
  case failed = "FAILED"
  /// The replica arrives, and the object stays `PENDING`.
  case replicaButPending = "REPLICA_BUT_PENDING"
}

/// One call that Backbeat makes to replicate an object, and the permission that it needs.
///
/// Sources: Backbeat extensions/replication/tasks/ReplicateObject.js, MultipleBackendTask.js and
/// UpdateReplicationStatus.js; cloudserver lib/routes/routeBackbeat.js; scality/cloudserver pull requests 5911 and
/// 5917, scality/backbeat pull requests 2690 and 2701.
package struct BackbeatCall: Sendable, Hashable {
  /// On what the call asks for its action.
  package enum Target: Sendable, Hashable {
    /// The bucket at the source.
    case sourceBucket
    /// The object at the source.
    case sourceObject
    /// The copy at the target.
    case targetObject
  }

  /// The description of the call.
  package let step: String
  /// The kind of request, which decides what the server asks policies.
  package let request: BackbeatRequest
  /// The role that makes it.
  package let side: Side
  /// The IAM action that is asked for.
  package let action: String
  /// On what.
  package let target: Target
  /// Indicates whether only servers from 9.5.2 on refuse it.
  package let isRecent: Bool
  /// The outcome for the object when it is refused.
  package let failure: CallFailure

  static let readConfiguration = BackbeatCall(
    step: "read the bucket's replication configuration", request: .getBucketReplication, side: .source,
    action: "s3:GetReplicationConfiguration",
    target: .sourceBucket, isRecent: false, failure: .pending)
  static let readObject = BackbeatCall(
    step: "read the object", request: .getObject, side: .source, action: "s3:GetObjectVersion", target: .sourceObject,
    isRecent: false,
    failure: .pending)
  static let writeReplica = BackbeatCall(
    step: "write the replica", request: .putAbsent, side: .target, action: "s3:ReplicateObject", target: .targetObject,
    isRecent: false,
    failure: .failed)
  static let writeNewMetadata = BackbeatCall(
    step: "write the replica's metadata", request: .putAbsent, side: .target, action: "s3:ReplicateObject",
    target: .targetObject, isRecent: false, failure: .failed)
  static let changeMetadata = BackbeatCall(
    step: "change the replica's metadata", request: .metadata, side: .target, action: "s3:ReplicateObject",
    target: .targetObject, isRecent: false, failure: .failed)
  static let writeStatus = BackbeatCall(
    step: "write the status back", request: .metadata, side: .source, action: "s3:ReplicateObject",
    target: .sourceObject, isRecent: true,
    failure: .replicaButPending)
  static let readMetadata = BackbeatCall(
    step: "read the object's metadata, send it out and write the status back", request: .metadata, side: .source,
    action: "s3:ReplicateObject", target: .sourceObject, isRecent: true, failure: .pending)

  /// Every action that some call asks for.
  static let actions: Set<String> = [
    readConfiguration.action, readObject.action, writeReplica.action, writeStatus.action, readMetadata.action,
  ]

  /// The calls for one object in the order in which they are made.
  ///
  /// To a Scality site two roles work; to an external location the source role does everything on the source server.
  package static func calls(isExternal: Bool, _ content: ReplicationContent = .data) -> [BackbeatCall] {
    switch content {
    case .data where isExternal: [readConfiguration, readMetadata, readObject]
    case .newMetadata where isExternal, .changedMetadata where isExternal: [readConfiguration, readMetadata]
    case .data: [readConfiguration, readObject, writeReplica, writeStatus]
    case .newMetadata: [readConfiguration, writeNewMetadata, writeStatus]
    case .changedMetadata: [readConfiguration, changeMetadata, writeStatus]
    }
  }
}
