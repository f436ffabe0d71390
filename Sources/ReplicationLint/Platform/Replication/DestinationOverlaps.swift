import JSONSource

/// Finds the rules that a server of version 2 refuses because their prefixes overlap at one destination.
///
/// Rules are compared where they share a site and the string of `Bucket`; a rule without `StorageClass` has a site of
/// its own. Two overlap where one prefix begins the other, unless both have a priority and the two differ. Disabled
/// rules count, accounts and roles do not (Arsenal lib/models/ReplicationConfiguration.ts after pull request 2627).
struct DestinationOverlaps {
  /// Two overlapping rules, earlier and later in the file; one rule twice where it names a site twice.
  struct Pair: Hashable {
    let earlier: Int
    let later: Int
  }

  private struct Target: Hashable {
    let site: ExactString
    let bucket: ExactString
  }

  /// One pair for each rule that overlaps an earlier one, the pair that the server names first.
  let found: [Pair]

  /// Compares the rules, each with what it selects, in O(n²) for at most `Limits.rules`; beyond them the server counts
  /// and compares nothing.
  init(_ rules: [(rule: ReplicationRule, keys: KeySelection)]) {
    guard rules.count <= Limits.rules else {
      found = []
      return
    }
    var places: [Target] = []
    var members: [Target: [Int]] = [:]
    for (number, entry) in rules.enumerated() {
      let bucket = ExactString(entry.rule.bucket.value?.text ?? "")
      for site in Self.sites(entry.rule) {
        let place = Target(site: ExactString(site), bucket: bucket)
        if members[place] == nil { places.append(place) }
        members[place, default: []].append(number)
      }
    }
    let prefixes = rules.map { $0.keys.text.utf16 }
    let priorities = rules.map { $0.rule.priority }
    func isSettled(_ a: Int, _ b: Int) -> Bool {
      guard let first = priorities[a], let second = priorities[b] else { return false }
      return first != second
    }
    var found: [Pair] = []
    var reported: Set<Int> = []
    for place in places {
      let group = members[place] ?? []
      for (position, later) in group.enumerated() where !reported.contains(later) {
        let earlier = group[..<position].first { earlier in
          !isSettled(earlier, later)
            && (prefixes[later].starts(with: prefixes[earlier]) || prefixes[earlier].starts(with: prefixes[later]))
        }
        guard let earlier else { continue }
        reported.insert(later)
        found.append(Pair(earlier: earlier, later: later))
      }
    }
    self.found = found
  }

  /// The sites that a rule names; one without a name where it names none.
  private static func sites(_ rule: ReplicationRule) -> [String] {
    guard let list = rule.storageClass.value else { return [""] }
    return list.split(",").map { $0.split(":")[0].text }
  }
}
