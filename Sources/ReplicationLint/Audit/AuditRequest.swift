/// The names and addresses from which a setup in use is read.
package struct AuditRequest: Sendable, Hashable {
  /// The bucket that is replicated.
  package var sourceBucket: String
  /// The bucket that receives the objects.
  package var targetBucket: String
  /// The key of an object whose status is read; nil for none.
  package var key: String?
  /// The connection of the commands to the source.
  package var source = InitRequest.Connection.guideSource
  /// The connection of the commands to the target.
  package var target = InitRequest.Connection.guideTarget

  /// Makes a request; everything else has a default and can be set.
  package init(sourceBucket: String, targetBucket: String) {
    self.sourceBucket = sourceBucket
    self.targetBucket = targetBucket
  }
}
