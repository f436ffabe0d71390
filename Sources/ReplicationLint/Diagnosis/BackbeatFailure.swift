import JSONSource

/// A failure that Backbeat writes to the log of its queue processor.
///
/// Source: backbeat extensions/replication/tasks/ReplicateObject.js, commit of 2024-10-03.
enum BackbeatFailure: CaseIterable {
  case readConfiguration, readObject, lookUpAccount, writeData, writeMetadata
  /// The roles of the queued entry and those of the bucket differ, or are not two.
  case changedRole

  /// The function that writes the line, and the side that it names as the origin of the error.
  private var method: (name: String, origin: Side?) {
    switch self {
    case .readConfiguration: ("ReplicateObject._setupRolesOnce", .source)
    case .readObject: ("ReplicateObject._getAndPutPartOnce", .source)
    case .lookUpAccount: ("ReplicateObject._setTargetAccountMdOnce", .target)
    case .writeData: ("ReplicateObject._getAndPutPartOnce", .target)
    case .writeMetadata: ("ReplicateObject._putMetadataOnce", .target)
    case .changedRole: ("ReplicateObject._setupRolesOnce", nil)
    }
  }

  /// The message of the line, or its beginning.
  var message: String {
    switch self {
    case .readConfiguration: "error getting replication configuration from S3"
    case .readObject: "an error occurred on getObject from S3"
    case .lookUpAccount: "an error occurred when looking up target account attributes"
    case .writeData: "an error occurred on putData to S3"
    case .writeMetadata: "an error occurred when putting metadata to S3"
    case .changedRole: "role in replication entry for"
    }
  }

  /// The side that refuses; nil where no side is asked.
  var side: Side? { method.origin }

  /// The failed operation in words, after "Backbeat could not".
  var deed: String {
    switch self {
    case .readConfiguration: "read the bucket's replication configuration at the source"
    case .readObject: "read the object at the source"
    case .lookUpAccount: "look up the account of the target role at the target"
    case .writeData: "write the object's data at the target"
    case .writeMetadata: "write the object's metadata at the target"
    case .changedRole: "find the roles of the queued entry in the bucket's replication configuration"
    }
  }

  /// The status that the object is left with after `error`; nil where that depends on more than its words show.
  ///
  /// Backbeat drops an entry that the source refuses, and writes `FAILED` after every other error
  /// (`_handleReplicationOutcome`).
  func status(after error: String) -> ObservedStatus? {
    if self == .changedRole { return .pending }
    if side == .target { return .failed }
    return ["AccessDenied", "Access Denied", "NoSuchEntity"].contains { error.hasPart($0) } ? .pending : nil
  }

  /// Returns whether a step of a dry run is one that fails in this way. A role is assumed with the first request that
  /// needs it.
  func concerns(_ step: ReplicationTrace.Step) -> Bool {
    guard step.side == side, let action = step.action else { return false }
    let isAssumption = action == "sts:AssumeRole"
    return switch self {
    case .readConfiguration: isAssumption || step.step == BackbeatCall.readConfiguration.step
    case .readObject: step.step == BackbeatCall.readObject.step
    case .writeData: isAssumption || step.step == BackbeatCall.writeReplica.step
    case .writeMetadata: isAssumption || step.failure == .failed
    case .lookUpAccount, .changedRole: false
    }
  }

  /// The failure that a line of the log is about; nil where it is none of these.
  init?(method: String?, origin: Side?, message: String) {
    let known = Self.allCases.first { failure in
      failure.method.origin == origin && method.map { $0.hasSameBytes(as: failure.method.name) } == true
    }
    guard let found = known ?? Self.allCases.first(where: { message.utf8.starts(with: $0.message.utf8) }) else {
      return nil
    }
    self = found
  }
}
