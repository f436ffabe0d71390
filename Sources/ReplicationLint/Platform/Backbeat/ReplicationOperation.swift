/// The operation on an object of the source bucket.
@nonexhaustive public enum ReplicationOperation: String, Sendable, Hashable, CaseIterable {
  /// A new object or version.
  case put
  /// A delete without a version.
  case deleteMarker = "delete-marker"
  /// The delete of one version for good.
  case deleteVersion = "delete-version"
  /// New tags on a version.
  case putTagging = "put-tagging"
  /// New grants on a version.
  case putACL = "put-acl"

  /// Indicates whether Backbeat hears of it: only entries of the type `put` are queued, and the delete of a version is
  /// none (backbeat extensions/replication/ReplicationQueuePopulator.js).
  public var isQueued: Bool { self != .deleteVersion }

  /// Its name in messages.
  public var name: String {
    switch self {
    case .put: "new objects"
    case .deleteMarker: "delete markers"
    case .deleteVersion: "deletes of versions"
    case .putTagging: "changes of tags"
    case .putACL: "changes of ACLs"
    }
  }
}

/// The data that Backbeat has to copy for an operation.
@nonexhaustive public enum ReplicationContent: Sendable, Hashable, CaseIterable {
  /// The data and the metadata of a new version.
  case data
  /// The metadata of a new version without data: a delete marker, or an object of no bytes.
  case newMetadata
  /// The metadata of a version that is at the target already.
  case changedMetadata

  /// The content of a queued operation on an object of `size` bytes; nil where nothing is queued.
  ///
  /// Delete markers, objects of no bytes and changes of metadata skip the read of the object (backbeat
  /// extensions/replication/tasks/ReplicateObject.js).
  public init?(_ operation: ReplicationOperation, size: Int? = nil) {
    switch operation {
    case .put: self = size == 0 ? .newMetadata : .data
    case .deleteMarker: self = .newMetadata
    case .putTagging, .putACL: self = .changedMetadata
    case .deleteVersion: return nil
    }
  }
}
