import JSONSource

extension Rule {
  /// A storage class where a server of version 2 expects a site.
  static let destinationNotSite = Rule(
    "destination-not-site", .replication, .risk,
    title: "a storage class is used where a site is expected",
    rationale: """
      A server of version 1 accepts `STANDARD`, `STANDARD_IA` and `REDUCED_REDUNDANCY` for its default site. One of \
      version 2 also accepts them, but writes the word into the object as the name of a site. No queue has that name, \
      so the object most likely stays `PENDING`; this is read from the source and was not run.
      """,
    references: ["cloudserver lib/api/apiUtils/object/getReplicationInfo.js", "cloudserver pull request 6172"],
    fix: .unsafe,
    check: .replication { configuration, context in
      guard context.server.replicationV2 else { return }
      for rule in configuration.readableRules where rule.isEnabled {
        guard let list = rule.storageClass.value,
          let word = rule.destinations(context.server).first(where: { $0.isStorageClass })?.site
        else { continue }
        let member = rule.destination.value.flatMap { destination in
          destination.member("StorageClass").map { ($0, destination.node) }
        }
        context.report(
          "\(rule.name) replicates to a site that is called \(quoted: word)", at: list.range,
          help: "leave `StorageClass` out for the default site, or name a site",
          fix: list.text.hasSameBytes(as: word)
            ? member.map { .unsafe("remove `StorageClass`", .removing($0.0, from: $0.1)) } : nil)
      }
    })
}
