import JSONSource

extension Rule {
  /// The target role may not write replicas anywhere.
  static let targetReplicateMissing = Rule(
    "target-replicate-missing", .setup, .fails,
    title: "the target role may not write replicas",
    rationale: """
      Every write of Backbeat at the target requires `s3:ReplicateObject` on the replica. `s3:PutObject` is not \
      sufficient. Without it the object gets the status `FAILED`.
      """,
    references: [.file(.backbeatRoutes), .file(.replicateObject, "_putMetadataOnce")],
    fix: .unsafe,
    check: .setup { analysis, context in
      for missing in analysis.missingPermissions(where: { $0 == .writeReplica }) {
        guard case .missing = missing.cause, let file = missing.file, missing.grantedBuckets.isEmpty else { continue }
        context.report(
          .refused(missing), at: missing.place, in: file, labels: missing.ruleLabel(context), help: .repair(missing),
          fix: missing.fix)
      }
    })

  /// The target role may write replicas, but not into the destination.
  static let destinationNotInPolicy = Rule(
    "destination-not-in-policy", .setup, .fails,
    title: "the policy does not name the destination bucket",
    rationale: """
      The configuration sends objects to one bucket, and the target role's policy allows replicas in another. Both are \
      accepted, since nothing compares them, and every object gets the status `FAILED`.
      """,
    references: [.file(.backbeatRoutes), .file(.evaluator)],
    check: .setup { analysis, context in
      for missing in analysis.missingPermissions(where: { $0 == .writeReplica }) {
        guard case .missing = missing.cause, let replication = missing.plan.setup.replication,
          let destination = missing.proof.bucket, let bucket = missing.proof.rule.bucket.value
        else { continue }
        let granted = missing.grantedBuckets
        guard let first = granted.first, let file = missing.file else { continue }
        let near = suggestion(for: destination, among: granted.map { $0.text })
        context.report(
          "the target role may write replicas to \(quoted: near ?? first.text), but objects go to \(quoted: destination)",
          at: bucket.contentRange, in: replication,
          labels: granted.map { context.label($0.contentRange, in: file, "the policy names this bucket") },
          help: near.map { "did you mean \(quoted: $0) here, or \(quoted: destination) in the policy" }
            ?? "correct the bucket here if it is wrong, else \(Message.repair(missing))")
      }
    })
}

extension MissingPermission {
  /// The buckets, without wildcards, whose objects the role may do the action on.
  var grantedBuckets: [LocatedString] {
    (document?.policy?.bucketsGranted(by: proof.call.action) ?? []).filter { bucket in
      bucket.text != plan.setup.source.bucket || plan.targetBucket(proof.rule) == bucket.text
    }
  }
}

extension PolicyDocument {
  /// The buckets, without wildcards, whose objects Allow statements let the role do an action on, each once.
  func bucketsGranted(by action: String) -> [LocatedString] {
    var seen: Set<String> = []
    return readableStatements.filter { statement in
      statement.isAllow && StatementMatch.matchesAction(statement, action) != false
    }
    .flatMap { $0.resourceItems }
    .compactMap { resource -> LocatedString? in
      guard resource.arn.key != nil, let bucket = resource.bucket, BucketName.fault(in: bucket.text) == nil else {
        return nil
      }
      return seen.insert(bucket.text).inserted ? bucket : nil
    }
  }
}
