import JSONSource

/// The search for a key that is not allowed, by a lower and an upper bound of what is allowed.
package struct KeySearch: Sendable {
  /// The bound on the automaton's states; a state costs some hundred nanoseconds up to microseconds.
  package static let stateLimit = 5_000

  /// The resource that stands for every object when only the resource differs between calls.
  static let anyObject = Array("arn:aws:s3:::bucket/key".utf16)

  private let lower: GlobAutomaton
  private let upper: GlobAutomaton

  init(lower: [GlobClause], upper: [GlobClause]) {
    self.lower = GlobAutomaton(lower)
    self.upper = GlobAutomaton(upper)
  }

  /// Decides for every key of `bucket` that begins with `prefix`; `decide` decides a single resource. The work is
  /// bounded by `stateLimit`.
  func prove<Decision>(
    bucket: String, prefix: [UInt16], stateLimit: Int, decide: ([UInt16]) -> Decision,
    isRefused: (Decision) -> Bool
  ) -> KeyProof<Decision> {
    let start = Array((bucket + "/").utf16) + prefix
    func search(_ automaton: GlobAutomaton) -> (outcome: GlobAutomaton.Answer, found: (key: String, Decision)?) {
      let outcome = automaton.findUncovered(
        start: start, minimumLength: prefix.isEmpty ? 1 : 0, stateLimit: stateLimit)
      guard case .uncovered(let suffix, _) = outcome else { return (outcome, nil) }
      let decision = decide(Array("arn:aws:s3:::".utf16) + start + suffix)
      return (outcome, (String(utf16: prefix + suffix), decision))
    }
    let lower = search(lower)
    guard let open = lower.found else { return lower.outcome == .covered ? .proved : .unknown }
    if isRefused(open.1) { return .refused(key: open.key, open.1) }
    let upper = search(upper)
    guard let refused = upper.found else {
      return upper.outcome == .covered ? .depends(key: open.key, open.1) : .unknown
    }
    return .refused(key: refused.key, refused.1)
  }
}
