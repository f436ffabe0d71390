import JSONSource

extension Rule {
  /// The source role may not read the objects.
  static let sourceReadMissing = Rule(
    "source-read-missing", .setup, .fails,
    title: "the source role may not read the objects that are to replicate",
    rationale: """
      Backbeat reads an object by its version, for which CloudServer requires `s3:GetObjectVersion` on the object. \
      `s3:GetObject` is not sufficient. Without it the entry is dropped and the object stays `PENDING` indefinitely.
      """,
    references: [.file(.replicateObject, "_getAndPutPartOnce"), .file(.actionMaps)],
    fix: .unsafe,
    check: .setup { analysis, context in
      for missing in analysis.missingPermissions(where: { $0 == .readObject }) {
        guard case .missing = missing.cause, let file = missing.file else { continue }
        context.report(
          .refused(missing), at: missing.place, in: file, labels: missing.ruleLabel(context), help: .repair(missing),
          fix: missing.fix)
      }
    })
}
