import JSONSource

/// Indicates whether Backbeat finds the role again that an object's entry names for one destination of a rule.
///
/// A server of version 2 writes the target role into the entry, with the account of the rule's destination. Backbeat
/// then looks for the first enabled rule whose `StorageClass` is exactly the site, with the same bucket, that covers the
/// key and has no account or the same one, and expects the role that this rule gives. Where it finds none it expects
/// the configuration's own target role. Any other role ends as `BadRole`, and the object stays `PENDING` (backbeat
/// extensions/replication/tasks/ReplicateObject.js after pull request 2743).
struct DestinationRole {
  /// The reason against a match.
  enum Mismatch {
    /// No enabled rule names the site alone.
    case noRule
    /// An earlier rule without an account comes first.
    case earlierRule(ReplicationRule)
  }

  /// The rule's account, where it differs from that of the configuration's target role.
  let account: String?
  private let candidates: [(rule: ReplicationRule, prefix: [UInt16])]
  private let prefix: [UInt16]

  /// Prepares the search, in O(rules).
  ///
  /// - Parameters:
  ///   - site: the site that the entry names; nil for the default endpoint of a server whose endpoints are not known.
  init(_ rule: ReplicationRule, site: String?, in configuration: ReplicationConfiguration, _ server: ServerProfile) {
    let own = configuration.targetRoleAccount
    let stated = rule.account.value.map { $0.text }
    account = stated.flatMap { stated in own?.hasSameBytes(as: stated) == true ? nil : stated }
    prefix = rule.keys(server)?.text.utf16 ?? []
    guard let account else {
      candidates = []
      return
    }
    candidates = configuration.readableRules.compactMap { other in
      guard other.isEnabled, let list = other.storageClass.value, let keys = other.keys(server) else { return nil }
      guard !list.text.utf8.contains(UInt8(ascii: ",")), site.map({ $0.hasSameBytes(as: list.text) }) ?? true,
        other.bucket.value == rule.bucket.value
      else { return nil }
      if let theirs = other.account.value, !theirs.text.hasSameBytes(as: account) { return nil }
      return (other, keys.text.utf16)
    }
  }

  /// The outcome for an object with a key; nil where it finds its role.
  func mismatch(for key: [UInt16]) -> Mismatch? {
    guard account != nil else { return nil }
    guard let first = candidates.first(where: { key.starts(with: $0.prefix) }) else { return .noRule }
    return first.rule.account.isPresent ? nil : .earlierRule(first.rule)
  }

  /// The first mismatch, for the rule's own prefix before longer ones; nil where every key finds its role. O(rules²).
  var mismatch: Mismatch? {
    guard account != nil else { return nil }
    let beginnings =
      [prefix] + candidates.map { $0.prefix }.filter { $0.count > prefix.count && $0.starts(with: prefix) }
    // Longer keys find the same rules as the longest of these that begins them.
    return beginnings.lazy.compactMap(mismatch(for:)).first
  }
}

extension ReplicationConfiguration {
  /// The account in the ARN of the role that writes: the second entry of `Role`, else the only one.
  var targetRoleAccount: String? {
    let entries = role.value?.split(",") ?? []
    guard let entry = entries.count > 1 ? entries[1] : entries.first else { return nil }
    return RoleARN(entry).arn.account?.text
  }
}
