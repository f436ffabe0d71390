/// Indicates whether a call is allowed on every key of a bucket that begins with a prefix.
///
/// Keys are strings of one or more characters without line terminators after the prefix (the evaluator's wildcards
/// match none); the prefix itself may contain any character.
package enum KeyProof<Decision> {
  /// Allowed on every key, whatever is not known.
  case proved
  /// Refused on this key, the shortest that was found, with the decision on it. When it is refused either way, but not
  /// known why, the result is `depends`.
  case refused(key: String, Decision)
  /// It depends on unknown facts; this key is a shortest one for which it does, with the decision on it.
  case depends(key: String, Decision)
  /// The patterns are too involved to be decided with bounded work.
  case unknown
}

extension KeyProof: Sendable where Decision: Sendable {}
