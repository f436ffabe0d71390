/// One side of a replication.
public enum Side: String, Sendable, Hashable, CaseIterable {
  /// The side with the objects.
  case source
  /// The side that gets the copies.
  case target
}
