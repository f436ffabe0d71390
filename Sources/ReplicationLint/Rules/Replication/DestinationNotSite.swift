import JSONSource

extension Rule {
  /// A storage class where the server expects a site.
  static let destinationNotSite = Rule(
    "destination-not-site", .replication, .risk,
    title: "a storage class is used where a site is expected",
    rationale: """
      CloudServer accepts `STANDARD`, `STANDARD_IA` and `REDUCED_REDUNDANCY` as if they named its default site, but \
      writes the word into the object as the name of a site. Backbeat gives an object to the queue of the site that it \
      names, and no queue has that name, so the object most likely stays `PENDING`; this is read from the source and \
      was not run.
      """,
    references: [.file(.replicationInfo, "_getStorageClasses"), .file(.queueProcessor, "processReplicationEntry")],
    fix: .unsafe,
    check: .replication { configuration, context in
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
