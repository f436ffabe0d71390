import JSONSource

extension Rule {
  /// The document is inside something else.
  static let wrappedDocument = Rule(
    "wrapped-document", .syntax, .refused, platform: .malformedPolicy,
    title: "the document is inside a wrapper",
    rationale: """
      Commands such as get-bucket-replication and get-policy-version print a document inside another object. Given \
      back as it is, AWS CLI or the server refuses it: the put commands want the inner object alone. repllint \
      recognizes such output, and reports a note where the file is checked alone. A wrapper that no command prints, \
      and one around a document whose kind is stated with `--kind` or in a manifest, is an error.
      """,
    references: ["botocore validate.py, _validate_structure", .file(.policySchema)],
    fix: .safe,
    check: .document { document, context in
      guard document.isReadable, document.part == nil, let outer = document.envelope.path.first,
        document.policy != nil || document.replication != nil
      else { return }
      let member = document.envelope.root.member(outer)
      let place = member?.nameRange(in: document) ?? document.envelope.root.range
      if document.kind.isCLIOutput {
        if document.isKindStated || document.isPartOfSetup || document.envelope.isCommandOutput { return }
        context.report(
          "this is \(document.kind.words), not a document to be given to a command", at: place,
          consequence: .style,
          help:
            "to put the document again, give the object in `\(document.envelope.path.joined(separator: "."))` to the command"
        )
        return
      }
      let name = document.envelope.path.map { "`\($0)`" }.joined(separator: " and ")
      context.report(
        "the document is inside \(name), which the platform does not expect", at: place,
        platform: document.replication == nil
          ? .malformedPolicy
          : .parameterValidation("Missing required parameter in ReplicationConfiguration: \"Role\""),
        help: "give the inner object to the command",
        fix: .safe(
          "keep the inner object only", Fix.Edit(document.json.root.range, document.envelope.body.sourceText)))
    })
}

extension JSONNode {
  /// The range of the name of this value in the object at the top of `document`.
  fileprivate func nameRange(in document: Document) -> SourceRange? {
    document.json.root.members.last { $0.value == self }?.name.range
  }
}
