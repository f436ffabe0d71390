import JSONSource

extension Rule {
  /// A rule's prefix begins another's.
  static let prefixOverlap = Rule(
    "prefix-overlap", .replication, .refused,
    platform: .invalidRequest("Found overlapping prefixes 'EARLIER' and 'LATER'"),
    title: "prefixes of two rules overlap",
    rationale: """
      No rule's prefix may begin another's, so that each object falls under one rule. The empty prefix overlaps every \
      other. It is a plain comparison of strings: `log` overlaps `login/`, a `/` means nothing, and disabled rules \
      count. Priorities, with which AWS resolves overlaps, are not read. A server of version 2 compares only rules \
      with the same site and the same bucket, and accepts them when their priorities differ.
      """,
    references: [.file(.replicationConfiguration, "_parsePrefix"), .pulls(.arsenal, 2627)],
    check: .replication { configuration, context in
      if context.server.replicationV2 { return overlapsAtDestinations(configuration, &context) }
      let rules = configuration.readableRules.filter { $0.prefix.value != nil }
      for overlap in PrefixOverlaps(rules.compactMap { $0.prefix.value?.utf16 }).found {
        report(rules[overlap.earlier], rules[overlap.later], overlap.others.map { rules[$0] }, &context)
      }
    })

  private static func overlapsAtDestinations(_ configuration: ReplicationConfiguration, _ context: inout RuleContext) {
    let rules = configuration.readableRules.compactMap { rule in
      rule.keys(context.server).map { (rule: rule, keys: $0) }
    }
    for pair in DestinationOverlaps(rules).found {
      let (earlier, later) = (rules[pair.earlier], rules[pair.later])
      let texts = (earlier.keys.text.text, later.keys.text.text)
      let isOneRule = pair.earlier == pair.later
      context.report(
        isOneRule
          ? "\(later.rule.name) names a site twice, so it overlaps itself" : .overlap(texts.0, texts.1, 0),
        at: isOneRule ? later.rule.storageClass.value?.range ?? later.keys.range : later.keys.range,
        platform: .invalidRequest("Found overlapping prefixes '\(visible(texts.0))' and '\(visible(texts.1))'"),
        labels: isOneRule
          ? [] : [context.label(earlier.keys.range, "what \(earlier.rule.name) selects, to the same destination")],
        help: isOneRule
          ? "name each site once"
          : "give the rules different `Priority` values (the higher wins), or choose other prefixes")
    }
  }

  private static func report(
    _ earlier: ReplicationRule, _ later: ReplicationRule, _ others: [ReplicationRule], _ context: inout RuleContext
  ) {
    guard let first = earlier.prefix.value, let second = later.prefix.value else { return }
    context.report(
      .overlap(first.text, second.text, others.count), at: second.range,
      platform: .invalidRequest("Found overlapping prefixes '\(visible(first.text))' and '\(visible(second.text))'"),
      labels: [context.label(first.range, "the prefix of \(earlier.name)")]
        + others.prefix(3).compactMap { rule in rule.prefix.value.map { context.label($0.range, "overlaps too") } },
      help: first.isEmpty || second.isEmpty
        ? "the empty prefix already covers every key; remove the other rules or give this one a prefix"
        : "keep the shorter prefix alone, or choose prefixes of which none begins another")
  }
}

/// Finds which strings begin others, in O(n log n) comparisons by sorting: the strings that one begins follow it
/// directly.
struct PrefixOverlaps {
  /// One string that begins others, with all of those.
  struct Overlap {
    /// The two that the server names: the first in file order that meets an earlier one.
    let earlier: Int
    let later: Int
    /// The rest of the group, in file order.
    let others: [Int]
  }

  let found: [Overlap]

  init(_ texts: [[UInt16]]) {
    let order = texts.indices.sorted { a, b in
      texts[a] == texts[b] ? a < b : texts[a].lexicographicallyPrecedes(texts[b])
    }
    var found: [Overlap] = []
    var next = order.startIndex
    while next < order.endIndex {
      let shortest = order[next]
      var end = next + 1
      while end < order.endIndex, texts[order[end]].starts(with: texts[shortest]) { end += 1 }
      if end > next + 1 {
        // Every member of the group overlaps the shortest; the server meets the first pair of the file.
        let members = order[next..<end].sorted()
        let later = members[0] == shortest ? members[1] : min(shortest, Self.firstPair(members, texts, shortest))
        let earlier = members.first {
          $0 != later && (texts[later].starts(with: texts[$0]) || texts[$0].starts(with: texts[later]))
        }
        if let earlier {
          found.append(
            Overlap(
              earlier: min(earlier, later), later: max(earlier, later),
              others: members.filter { $0 != earlier && $0 != later }))
        }
      }
      next = end
    }
    self.found = found
  }

  /// The first member that overlaps an earlier one other than the shortest, in a group whose shortest comes later.
  private static func firstPair(_ members: [Int], _ texts: [[UInt16]], _ shortest: Int) -> Int {
    let before = members.filter { $0 < shortest }
    let inner = PrefixOverlaps(before.map { texts[$0] })
    return inner.found.map { before[$0.later] }.min() ?? shortest
  }
}

extension Message {
  fileprivate static func overlap(_ earlier: String, _ later: String, _ others: Int) -> Message {
    let more = others == 0 ? "" : ", and \(others) more with them"
    if later.isEmpty { return "the empty prefix overlaps \(quoted: earlier)\(more)" }
    let other: Message = earlier.isEmpty ? "the empty one" : "\(quoted: earlier)"
    return "the prefix \(quoted: later) overlaps \(other)\(more)"
  }
}
