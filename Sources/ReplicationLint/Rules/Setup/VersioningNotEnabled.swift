import JSONSource

extension Rule {
  /// A bucket does not keep versions.
  static let versioningNotEnabled = Rule(
    "versioning-not-enabled", .setup, .refused,
    platform: .invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration"),
    title: "versioning is not enabled",
    rationale: """
      Replication works on versions. The server refuses a replication configuration on a bucket whose versioning was \
      never set or is suspended. At the target servers up to 8.8.35 do not check it, and replicas overwrite each other; \
      later ones refuse a write that asks for versioning with `InvalidBucketState`, and objects get the status \
      `FAILED`. Backbeat asks for it where it reads rules of version 2, and in newer releases of version 1.
      """,
    references: [
      .file(.bucketPutReplication), .pulls(.cloudServer, 5707), .pulls(.backbeat, 2743), .pulls(.backbeat, 2607),
    ],
    check: .setup { analysis, context in
      for side in Side.allCases {
        let site = side == .source ? analysis.setup.source : analysis.setup.target
        guard let document = site.versioning, let state = document.versioning, !state.isEnabled,
          document.isReadable || document.json.source.bytes.isEmpty || document.json.syntaxErrors.first?.kind == .empty
        else { continue }
        let was: Message = state.status.map { "is \(quoted: $0.text)" } ?? "was never set"
        context.report(
          "versioning of the \(side.rawValue) bucket \(was)", at: state.range, in: document,
          consequence: side == .source ? .refused : context.server.checksTargetVersioning ? .fails : .risk,
          help: "run `aws s3api put-bucket-versioning --versioning-configuration Status=Enabled` on the bucket first")
      }
    })
}
