import JSONSource

extension Rule {
  /// Rules that name different buckets.
  static let severalDestinations = Rule(
    "several-destinations", .replication, .refused,
    platform: .invalidRequest("The destination bucket must be same for all rules"),
    title: "rules name different destination buckets",
    rationale: """
      A bucket replicates to one bucket. All rules of a configuration name the same one, the disabled rules too. \
      Servers that read version 2 rules lift this; declare one with `server.replicationV2`.
      """,
    references: [.file(.replicationConfiguration, "_parseBucket"), .pulls(.arsenal, 2627)],
    check: .replication { configuration, context in
      if context.server.replicationV2 { return }
      guard let (firstRule, rule) = configuration.differingDestinations, let first = firstRule.bucket.value,
        let bucket = rule.bucket.value
      else { return }
      context.report(
        "\(rule.name) replicates to \(quoted: bucket.text), \(firstRule.name) to \(quoted: first.text)",
        at: bucket.range, labels: [context.label(first.range, "the first rule's destination")],
        help: "name one destination bucket in all rules")
    })
}
