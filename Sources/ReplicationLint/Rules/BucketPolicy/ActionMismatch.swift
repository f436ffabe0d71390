import JSONSource

extension Rule {
  /// Actions and resources that do not fit each other, in every statement.
  static let bucketPolicyActionMismatch = Rule(
    "bucket-policy-action-mismatch", .bucketPolicy, .refused,
    platform: .malformedBucketPolicy("Action does not apply to any resource(s) in statement"),
    title: "no statement has actions that fit its resources",
    rationale: """
      The server compares actions and resources as strings. An action is object-level when its name contains `Object`, \
      or is `s3:AbortMultipartUpload` or `s3:ListMultipartUploadParts`; a resource is object-level when it contains \
      `/`. An object-level action needs an object-level resource, and an object-level resource needs an object-level \
      action or one with `*` and without `Bucket` in it. So `s3:ListBucket` on the bucket *and* its objects is \
      refused, and so are `s3:ReplicateDelete` and `s3:getobject` on objects. One statement that fits is enough for \
      the whole policy.
      """,
    references: [.file(.bucketPolicy, "_validateActionResource")],
    check: .bucketPolicy { document, context in
      let statements = document.policy.readableStatements
      guard document.policy.brokenStatements.isEmpty, let first = statements.first,
        statements.allSatisfy({ $0.isReadByFit && $0.isMisfit })
      else { return }
      let others = statements.dropFirst().prefix(3)
      context.report(
        .mismatch(first), at: first.action.value?.node.range ?? first.range,
        labels: [first.resource.value?.items.first].compactMap { $0 }
          .map { context.label($0.range, "the first resource") }
          + others.map { context.label($0.range, "nor do those of this statement") },
        help: .help(first, document.bucket ?? "BUCKET"))
    })
}

extension Statement {
  /// Indicates whether actions and resources pass the schema, so that the server gets as far as comparing them.
  fileprivate var isReadByFit: Bool {
    guard let actions = action.value, let resources = resource.value else { return false }
    return actions.brokenItems.isEmpty && resources.brokenItems.isEmpty && !resources.items.isEmpty
      && actions.items.allSatisfy { ActionGrammar.accepts($0.text) }
      && resources.items.allSatisfy { ResourceGrammar.accepts($0.text) }
  }
}

extension Message {
  fileprivate static func mismatch(_ statement: Statement) -> Message {
    "the actions of \(statement.name) do not fit its resources"
  }

  fileprivate static func help(_ statement: Statement, _ bucket: String) -> Message {
    let hasObjects = statement.resource.value?.items.contains { $0.text.utf8.contains(UInt8(ascii: "/")) } ?? false
    if !hasObjects { return "add objects to the resources, such as \(quoted: "arn:aws:s3:::\(bucket)/*")" }
    if statement.action.value?.items.isEmpty == true { return "name at least one action" }
    return "name the bucket alone, \(quoted: "arn:aws:s3:::\(bucket)"), or add an action on objects"
  }
}
