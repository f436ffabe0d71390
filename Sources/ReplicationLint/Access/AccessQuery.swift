/// One action under the policies of one role, made ready to be proved for many prefixes.
///
/// The statements about the action are read once; each proof then only follows the patterns.
package struct AccessQuery: Sendable {
  private let policies: [PolicyDocument]
  private let action: String
  private let facts: RequestFacts?
  private let search: KeySearch

  /// Reads the policies, in time linear in their size; `facts` nil means that nothing is known of the calls.
  package init(policies: [PolicyDocument], action: String, facts: RequestFacts?) {
    self.policies = policies
    self.action = action
    self.facts = facts
    // Any object stands for all: nothing but the resource itself differs between the calls.
    let request = RequestContext(action: action, resource: KeySearch.anyObject, facts: facts)
    search = KeySearch(
      lower: ProofClauses(policies, request, .lower).clauses, upper: ProofClauses(policies, request, .upper).clauses)
  }

  /// Returns whether the action is allowed on every key of `bucket` that begins with `prefix`. The work is bounded by
  /// `stateLimit`.
  package func prove(
    bucket: String, prefix: [UInt16], stateLimit: Int = KeySearch.stateLimit
  ) -> KeyProof<AccessDecision> {
    search.prove(bucket: bucket, prefix: prefix, stateLimit: stateLimit) { resource -> AccessDecision in
      evaluate(policies, RequestContext(action: action, resource: resource, facts: facts))
    } isRefused: {
      $0.isRefused
    }
  }
}
