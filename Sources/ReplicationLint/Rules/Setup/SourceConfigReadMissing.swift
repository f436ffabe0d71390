import JSONSource

extension Rule {
  /// The source role may not read the replication configuration.
  static let sourceConfigReadMissing = Rule(
    "source-config-read-missing", .setup, .fails,
    title: "the source role may not read the replication configuration",
    rationale: """
      For every object, Backbeat first reads the source bucket's replication configuration with the source role. \
      Without `s3:GetReplicationConfiguration` on the bucket itself, not on its objects, the entry is dropped and the \
      object stays `PENDING` indefinitely.
      """,
    references: [.file(.replicateObject, "_setupRolesOnce")],
    fix: .unsafe,
    check: .setup { analysis, context in
      for missing in analysis.missingPermissions(where: { $0 == .readConfiguration }) {
        guard case .missing = missing.cause, let file = missing.file else { continue }
        context.report(
          .refused(missing), at: missing.place, in: file, help: .repair(missing), fix: missing.fix)
      }
    })
}
