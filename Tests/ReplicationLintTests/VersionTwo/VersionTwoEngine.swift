import ReplicationLint

/// What becomes of an object under a configuration of version 2 where the roles that are known may do everything:
/// CloudServer `getReplicationInfo.js` after pull request 6172 and Backbeat `ReplicateObject.js` after pull request 2743,
/// written down from the shared sheet of facts without a look at the library.
struct VersionTwoEngine {
  private struct Backend: Hashable {
    let site: String
    let bucket: String
    let account: String?
    let isCloud: Bool
  }

  typealias Outcome = ReplicationTrace.Outcome
  let draft: DraftConfiguration

  /// The outcomes that are possible; more than one where a role or a site is not known.
  func outcomes(_ key: String) -> Set<Outcome> {
    let all = backends(key)
    if all.isEmpty { return [.notSelected] }
    var result: Set<Outcome> = [.completed]
    for backend in all {
      let own = outcomes(backend, key)
      result = Set(result.flatMap { one in own.map { worse(one, $0) } })
    }
    return result
  }

  private func worse(_ one: Outcome, _ two: Outcome) -> Outcome {
    if one == .failed || two == .failed { return .failed }
    return one == .pending || two == .pending ? .pending : .completed
  }

  private func prefix(_ rule: DraftConfiguration.Rule) -> String { rule.filter?.prefix ?? rule.prefix ?? "" }

  private func covers(_ rule: DraftConfiguration.Rule, _ key: String) -> Bool {
    rule.status == "Enabled" && key.hasPrefix(prefix(rule))
  }

  private func backends(_ key: String) -> Set<Backend> {
    var found: Set<Backend> = []
    for rule in draft.rules where covers(rule, key) {
      let sites = rule.storageClass.map { $0.split(separator: ",").map { String($0.split(separator: ":")[0]) } }
      for site in sites ?? ["zenko"] {
        found.insert(
          site == "cloud"
            ? Backend(site: site, bucket: "", account: nil, isCloud: true)
            : Backend(site: site, bucket: rule.bucket, account: account(rule), isCloud: false))
      }
    }
    return found
  }

  /// The account of the role in the entry; nil for the configuration's own.
  private func account(_ rule: DraftConfiguration.Rule) -> String? { rule.account == ownAccount ? nil : rule.account }

  private var ownAccount: String { draft.role.contains(",") ? "930417265580" : "410293857164" }

  private func outcomes(_ backend: Backend, _ key: String) -> Set<Outcome> {
    if backend.isCloud { return [.completed] }
    let same = draft.rules.first { rule in
      covers(rule, key) && rule.storageClass == backend.site && rule.bucket == backend.bucket
        && (rule.account == nil || rule.account == backend.account ?? ownAccount)
    }
    let expected = same.flatMap(account)
    // No queue is called like a storage class, as far as the source was read.
    let isServed = backend.site != "STANDARD"
    if expected != backend.account { return isServed ? [.pending] : [.pending, .failed, .completed] }
    if backend.account != nil { return isServed ? [.failed, .completed] : [.pending, .failed, .completed] }
    return isServed ? [.completed] : [.pending, .completed]
  }
}
