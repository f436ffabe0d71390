import JSONSource

extension Rule {
  /// Nothing tells what the file is.
  static let unknownKind = Rule(
    "unknown-kind", .syntax, .risk,
    title: "the file is none of the documents that repllint knows",
    rationale: """
      repllint tells documents by their content: `Statement` makes a policy, `Role` and `Rules` a replication \
      configuration, and the outputs of AWS CLI commands have members of their own. A file without any of these is not \
      checked. When it is meant to be one of them, say which with `--kind`.
      """,
    references: ["repllint: Documentation/Formats.md"],
    check: .document { document, findings in
      if document.isReadable, document.kind == .bucketPolicy || document.kind == .bucketPolicyOutput {
        findings.report(
          "this is a bucket policy, which is not checked", at: ObjectReader(document.json.root).place,
          consequence: .style)
        return
      }
      guard document.isReadable, document.kind == .unknown, !document.isKindStated,
        document.json.root.kind == .object
      else { return }
      findings.report(
        "nothing tells what this file is, so it is not checked",
        at: SourceRange(
          document.json.root.range.start, min(document.json.root.range.end, document.json.root.range.start + 1)),
        help: "say it with `--kind`, or leave the file out")
    })
}
