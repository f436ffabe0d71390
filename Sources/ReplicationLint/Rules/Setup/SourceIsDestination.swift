import JSONSource

extension Rule {
  /// A bucket replicates to a bucket of its own name.
  static let sourceIsDestination = Rule(
    "source-is-destination", .setup, .risk,
    title: "source and destination bucket have the same name",
    rationale: """
      Two sites may each have a bucket of this name. Within one account it is the same bucket, and an object cannot \
      replicate to itself.
      """,
    references: [.file(.replicationConfiguration, "_parseBucket")],
    check: .setup { analysis, context in
      guard let plan = analysis.plan, let source = plan.setup.source.bucket else { return }
      let named = plan.enabledRules.filter { plan.targetBucket($0) == source && !plan.isExternal($0) }
      guard let rule = named.first(where: plan.isOneBucket) ?? named.first, let bucket = rule.bucket.value,
        !plan.isOtherBucket(rule)
      else { return }
      let isOneAccount = plan.isOneBucket(rule)
      let isWriteRefused =
        plan.isSourceItself(rule) && !analysis.hasSwappedPolicies
        && analysis.calls.contains { proof in
          guard proof.call == .writeReplica, proof.rule.index == rule.index, case .refused = proof.answer else {
            return false
          }
          return true
        }
      let written =
        isWriteRefused
        ? plan.setup.target.permissions.lazy.compactMap { file in
          file.policy?.bucketsGranted(by: BackbeatCall.writeReplica.action).first.map { (bucket: $0, file: file) }
        }.first : nil
      context.report(
        isWriteRefused && !isOneAccount
          ? "objects of \(quoted: source) go to a bucket of the same name, where the target role is not allowed to write"
          : "objects of \(quoted: source) go to a bucket of the same name",
        at: bucket.contentRange, consequence: isOneAccount || isWriteRefused ? .fails : .risk,
        labels: written.map {
          [context.label($0.bucket.contentRange, in: $0.file, "the target role may write to this bucket")]
        } ?? [],
        help: isOneAccount
          ? plan.roles.count > 1
            ? "both roles belong to one account, so this is the same bucket; name another"
            : "one role serves both sides, so this is the same bucket; name another"
          : isWriteRefused
            ? written.map { .otherBucket(source, $0.bucket.text) }
              ?? "write the ARN of the bucket that was created at the target site"
            : "right only when the other site has a bucket of this name")
    })
}

extension Message {
  /// The policies may name the two buckets the wrong way round, while the configuration is right.
  fileprivate static func otherBucket(_ source: String, _ other: String) -> Message {
    """
    if \(quoted: source) is the bucket of the target site, exchange the two buckets in the policies, which let Backbeat \
    read it and write to \(quoted: other); else write the bucket of the target site here
    """
  }
}
