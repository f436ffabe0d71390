/// Indicates whether policies allow an action on every key of a bucket that begins with a prefix.
///
/// Keys are strings of one or more characters without line terminators after the prefix (the evaluator's wildcards
/// match none); the prefix itself may contain any character.
package enum AccessProof: Sendable {
  /// Allowed on every key, whatever is not known.
  case proved
  /// Refused on this key, and on no shorter one; the answer for the key names the statement. When it is refused either
  /// way, but not known why, the answer is `depends`.
  case refused(key: String, AccessDecision)
  /// It depends on conditions, variables or tags; this key is a shortest one for which it does, with its answer.
  case depends(key: String, AccessDecision)
  /// The patterns are too involved to be decided with bounded work.
  case unknown

  /// The bound on the automaton's states; a state costs some hundred nanoseconds up to microseconds.
  package static let stateLimit = 5_000

  /// Decides the question for the role that has these policies. The work is bounded by `stateLimit`.
  package init(
    policies: [PolicyDocument], action: String, bucket: String, prefix: [UInt16], facts: RequestFacts?,
    stateLimit: Int = AccessProof.stateLimit
  ) {
    self = AccessQuery(policies: policies, action: action, facts: facts)
      .prove(bucket: bucket, prefix: prefix, stateLimit: stateLimit)
  }

  /// Decides the question for a prefix given as text.
  package init(policies: [PolicyDocument], action: String, bucket: String, prefix: String, facts: RequestFacts?) {
    self.init(policies: policies, action: action, bucket: bucket, prefix: Array(prefix.utf16), facts: facts)
  }
}
