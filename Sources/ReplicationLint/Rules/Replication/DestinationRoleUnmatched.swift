import JSONSource

extension Rule {
  /// An `Account` whose role Backbeat does not find again.
  static let destinationRoleUnmatched = Rule(
    "destination-role-unmatched", .replication, .fails,
    title: "Backbeat does not find the role of a destination's `Account`",
    rationale: """
      `Account` replaces the account in the target role's ARN. Before it writes, Backbeat looks for the rule again: the \
      first enabled one whose `StorageClass` is exactly the site of the destination, with this bucket, and with this \
      account or none. A rule without `StorageClass`, with several sites or with `:preferred_read` is never found so, \
      and an earlier rule without `Account` is found first. The roles then differ, Backbeat drops the entry as \
      `BadRole`, and the object stays `PENDING`.
      """,
    references: [.file(.replicateObject), .pulls(.backbeat, 2743)],
    check: .replication { configuration, context in
      guard context.server.replicationV2 else { return }
      for rule in configuration.readableRules where rule.isEnabled {
        guard let account = rule.account.value, PrincipalGrammar.isAccount(account.text) else { continue }
        for destination in rule.destinations(context.server) where destination.isScality != false {
          let role = DestinationRole(rule, site: destination.site, in: configuration, context.server)
          guard let mismatch = role.mismatch else { continue }
          context.report(
            .unmatched(rule, account.text, mismatch), at: account.range,
            consequence: destination.isScality == nil ? .risk : nil,
            labels: labels(mismatch, context), help: .help(mismatch))
          break
        }
      }
    })

  private static func labels(_ mismatch: DestinationRole.Mismatch, _ context: RuleContext) -> [Diagnostic.Label] {
    guard case .earlierRule(let rule) = mismatch else { return [] }
    return [context.label(rule.storageClass.value?.range ?? rule.object.place, "this rule is found first")]
  }
}

extension Message {
  fileprivate static func unmatched(
    _ rule: ReplicationRule, _ account: String, _ mismatch: DestinationRole.Mismatch
  ) -> Message {
    switch mismatch {
    case .noRule: "no rule names the site of \(rule.name) alone, so its role in account \(quoted: account) is refused"
    case .earlierRule(let other):
      "\(other.name) has no `Account` and is found first, so the role of \(rule.name) in account \(quoted: account) is refused"
    }
  }

  fileprivate static func help(_ mismatch: DestinationRole.Mismatch) -> Message {
    switch mismatch {
    case .noRule: "name exactly one site as `StorageClass`, without `:preferred_read`"
    case .earlierRule: "move the rule with `Account` before the other one"
    }
  }
}
