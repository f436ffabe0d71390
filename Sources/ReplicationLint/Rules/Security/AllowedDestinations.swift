import JSONSource

extension Rule {
  /// Objects are replicated to a destination that is not listed.
  static let allowedDestinations = Rule(
    "allowed-destinations", .security, .exposed,
    title: "objects are replicated to a destination that is not allowed",
    rationale: """
      Whoever can write a replication configuration can copy a whole bucket to another account. Where `.repllint.json` \
      lists `allowedDestinations`, every enabled rule has to go to one of them: by the account in the ARN of the role \
      that writes, by the bucket, and by the site. An external location is allowed only by its site. Without the list \
      nothing is reported.
      """,
    references: [.file(.objectMetadata, "getReplicationTargetBucket")],
    check: .replication { configuration, context in
      guard let allowed = context.allowedDestinations else { return }
      let roles = configuration.role.value?.split(",") ?? []
      for rule in configuration.readableRules where rule.isEnabled {
        let bucket = rule.bucket.value.flatMap { DestinationARN($0).effectiveBucket?.text }
        let stated = context.server.replicationV2 ? rule.account.value?.text : nil
        let account = stated ?? configuration.targetRoleAccount
        for destination in rule.destinations(context.server) {
          // A server of version 1 takes a single role for external locations only.
          let isExternal =
            destination.isScality == false || (!context.server.replicationV2 && roles.count == 1)
          // A class stands for the default site, and nothing is sent anywhere where it names no site of its own.
          let site = destination.isStorageClass ? context.server.defaultEndpoint?.site : destination.site
          let isAllowed = allowed.contains {
            $0.allows(account: account, bucket: bucket, site: site, isExternal: isExternal)
          }
          if isAllowed { continue }
          context.report(
            .notAllowed(rule, account, bucket, site, isExternal: isExternal),
            at: isExternal
              ? rule.storageClass.value?.range ?? rule.object.place : rule.bucket.value?.range ?? rule.object.place,
            help:
              "add it to `allowedDestinations` in `.repllint.json`, or replicate to a destination that is listed there")
        }
      }
    })
}

extension Message {
  fileprivate static func notAllowed(
    _ rule: ReplicationRule, _ account: String?, _ bucket: String?, _ site: String?, isExternal: Bool
  ) -> Message {
    if isExternal {
      return
        "\(rule.name) replicates to the external location \(quoted: site ?? "of the default"), which is not allowed"
    }
    return
      "\(rule.name) replicates to the bucket \(quoted: bucket ?? "") with a role of the account \(quoted: account ?? ""), which is not allowed"
  }
}
