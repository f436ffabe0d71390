import JSONSource

extension Rule {
  /// A server of version 2 answers differently, and it is not stated whether the server is one.
  static let replicationVersionDiffers = Rule(
    "replication-version-differs", .replication, .risk,
    title: "a server that reads version 2 rules answers differently",
    rationale: """
      CloudServer reads version 2 of replication rules from some 9.4 release onwards. Such a server judges files \
      without any version 2 member differently too: it refuses `Filter` beside `Prefix`, accepts one role for both \
      sides, accepts rules without a prefix and several destinations, and obeys `Priority` and `Account`. While \
      `server.replicationV2` is not stated, version 1 is assumed; this is what would change.
      """,
    references: [.pulls(.arsenal, 2627), .pulls(.cloudServer, 6172, 6193)],
    check: .replication { configuration, context in
      guard context.server.mayReadVersion2, let document = context.document else { return }
      var second = context.server
      second.replicationV2 = true
      let now = refusals(of: configuration, in: document, context.server)
      let then = refusals(of: configuration, in: document, second)
      let added = then.filter { found in !now.contains { $0.range == found.range } }
      let lifted = now.filter { found in !then.contains { $0.range == found.range } }
      let help: Message = "state `server.replicationV2` in `.repllint.json`"
      if let first = added.first {
        context.report(
          "a server that reads version 2 refuses this: \(first.message)", at: first.range,
          labels: added.dropFirst().prefix(3).map { Diagnostic.Label(path: $0.path, $0.range, "refused too") },
          help: help)
      } else if let first = lifted.first {
        context.report(
          "a server that reads version 2 accepts this", at: first.range,
          labels: lifted.dropFirst().prefix(3).map { Diagnostic.Label(path: $0.path, $0.range, "accepted too") },
          help: help)
      } else if let account = configuration.otherAccount {
        context.report(
          "a server that reads version 2 writes with a role of the account \(quoted: account.text)",
          at: account.range, help: help)
      }
    })

  /// Returns whether a server of version 2, which it may be, accepts a configuration that is refused: all of `refusals`
  /// are of rules whose answer depends on the version.
  static func refusalsDependOnVersion(_ refusals: [Diagnostic], _ document: Document?, _ server: ServerProfile) -> Bool
  {
    guard !refusals.isEmpty, server.mayReadVersion2, let document, let configuration = document.replication,
      refusals.allSatisfy({ refusal in
        refusal.path.hasSameBytes(as: document.path) && ofVersions.contains { $0.slug.hasSameBytes(as: refusal.rule) }
      })
    else { return false }
    var second = server
    second.replicationV2 = true
    return self.refusals(of: configuration, in: document, second).isEmpty
  }

  /// The rules whose answer depends on the version.
  private static let ofVersions: [Rule] = [
    .rulePrefixMissing, .roleCount, .roleARNMalformed, .severalDestinations, .prefixOverlap, .filterNotSupported,
    .filterWithPrefix, .priorityInvalid, .destinationAccountInvalid,
  ]

  private static func refusals(
    of configuration: ReplicationConfiguration, in document: Document, _ server: ServerProfile
  ) -> [Diagnostic] {
    ofVersions.flatMap { rule -> [Diagnostic] in
      guard case .replication(let check) = rule.check else { return [] }
      var context = RuleContext(rule: rule, server: server, document: document)
      check(configuration, &context)
      return context.diagnostics.filter { $0.consequence == .refused }
    }
    .sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
  }
}

extension ReplicationConfiguration {
  /// The first `Account` with which a server of version 2 writes with another role than the one that `Role` names.
  fileprivate var otherAccount: LocatedString? {
    let own = targetRoleAccount
    return readableRules.compactMap { $0.account.value }.first { account in
      own.map { !account.text.hasSameBytes(as: $0) } ?? true
    }
  }
}

extension ServerProfile {
  /// Indicates whether the server is of a release from which version 2 is read, and nothing states that it is not
  /// (CloudServer 9.4 consumes the change: cloudserver pull request 6193).
  var mayReadVersion2: Bool {
    guard let version, !statesReplicationV2 else { return false }
    return version >= ServerVersion(9, 4, 0)
  }
}
