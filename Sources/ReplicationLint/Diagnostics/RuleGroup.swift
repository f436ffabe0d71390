/// The group of a rule, by its subject.
@nonexhaustive public enum RuleGroup: String, Sendable, Hashable, CaseIterable {
  /// JSON, and which document a file holds.
  case syntax
  /// The elements that policies of every kind have.
  case policy
  /// Trust policies.
  case trust
  /// Permission policies.
  case permission
  /// Bucket policies.
  case bucketPolicy = "bucket-policy"
  /// Replication configurations.
  case replication
  /// Documents that belong together.
  case setup
  /// More access than replication needs.
  case security
  /// The form of documents; optional.
  case style
}
