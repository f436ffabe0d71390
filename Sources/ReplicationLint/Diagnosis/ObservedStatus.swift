package import JSONSource

/// The replication status of an object, as head-object answers it.
///
/// Sources: cloudserver lib/utilities/collectResponseHeaders.js; backbeat lib/models/ObjectQueueEntry.js.
package enum ObservedStatus: String, Sendable, Hashable, CaseIterable {
  /// The answer has no `ReplicationStatus`. The raw value is the word of the command line.
  case absent = "NONE"
  /// Replication is due, or Backbeat dropped the entry and left the status as it was.
  case pending = "PENDING"
  /// Some of several destinations are done, and none failed.
  case processing = "PROCESSING"
  /// A copy failed.
  case failed = "FAILED"
  /// Every destination has its copy.
  case completed = "COMPLETED"
  /// The object is itself a copy.
  case replica = "REPLICA"

  /// The status in a file; nil where the file is no answer of head-object.
  package init?(_ source: SourceFile) {
    let document = Document(source)
    guard document.kind == .objectHead, document.isReadable else { return nil }
    guard let status = document.replicationStatus else {
      self = .absent
      return
    }
    guard let known = ObservedStatus(rawValue: status.text), known != .absent else { return nil }
    self = known
  }

  /// Indicates whether there is nothing to explain.
  package var isDone: Bool { self == .completed || self == .replica }
}
