/// The names and addresses from which a setup in use is read.
public struct AuditRequest: Sendable, Hashable {
  /// The bucket that is replicated.
  public var sourceBucket: String
  /// The bucket that receives the objects.
  public var targetBucket: String
  /// The key of an object whose status is read; nil for none.
  public var key: String?
  /// How the commands reach the source.
  public var source = InitRequest.Connection.guideSource
  /// How the commands reach the target.
  public var target = InitRequest.Connection.guideTarget

  /// Makes a request; everything else has a default and can be set.
  public init(sourceBucket: String, targetBucket: String) {
    self.sourceBucket = sourceBucket
    self.targetBucket = targetBucket
  }
}
