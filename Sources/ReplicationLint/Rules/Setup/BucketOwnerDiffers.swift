import JSONSource

extension Rule {
  /// A bucket belongs to another account than the role that uses it.
  static let bucketOwnerDiffers = Rule(
    "bucket-owner-differs", .setup, .fails,
    title: "a bucket belongs to another account than its role",
    rationale: """
      The policies of a role count only in its own account: in a bucket of another account the owner has to grant that \
      account access with a bucket policy. put-bucket-replication compares no accounts, so that the configuration is \
      accepted, and Backbeat is answered `AccessDenied`. A first copy is checked as `s3:ListBucket` on the object too. \
      On servers before August 2025 no bucket policy can allow Backbeat's own calls. The documents do not show who \
      owns a bucket; state it as `owner` of a site in `.repllint.json`.
      """,
    references: [.file(.permissionChecks), .pulls(.zenko, 703)],
    check: .setup { analysis, context in
      var seen: Set<Side> = []
      for missing in analysis.missingPermissions(where: { analysis.plan?.asksFor($0) == true }) {
        guard case .otherOwner = missing.cause, let replication = missing.plan.setup.replication,
          let role = missing.plan.role(missing.proof.call.side), seen.insert(missing.proof.call.side).inserted
        else { continue }
        context.report(
          .refused(missing), at: role.contentRange, in: replication, labels: missing.ruleLabel(context),
          help: .repair(missing))
      }
    })
}
