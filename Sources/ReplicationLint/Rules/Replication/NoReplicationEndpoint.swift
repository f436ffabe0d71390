import JSONSource

extension Rule {
  /// The server has no endpoint to replicate to.
  static let noReplicationEndpoint = Rule(
    "no-replication-endpoint", .replication, .refused,
    platform: .undefinedEndpoint, otherAnswers: [.invalidRequest("No configured replication endpoint")],
    title: "the server has no replication endpoint",
    rationale: """
      A rule without a site goes to the server's default endpoint. A server whose configuration lists no replication \
      endpoint throws on such a rule instead of answering, and the worker that read it stops. Servers of May 2025 and \
      later answer `InvalidRequest` with `No configured replication endpoint`.
      """,
    references: [.file(.replicationConfiguration, "_parseStorageClass"), .pulls(.arsenal, 2382)],
    check: .replication { configuration, context in
      guard context.server.endpoints?.isEmpty == true else { return }
      for rule in configuration.readableRules {
        let items = rule.storageClass.value.map { StorageClass($0, context.server).items }
        guard items?.contains(where: { $0.meaning == .defaultEndpoint }) ?? true else { continue }
        context.report(
          "\(rule.name) goes to the default site, and the server has none",
          at: rule.storageClass.value?.range ?? rule.object.place, platform: context.server.answerWithoutEndpoint,
          help: "add a replication endpoint to the server's configuration first")
        return
      }
    })
}
