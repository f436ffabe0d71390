import JSONSource

extension Rule {
  /// The document stands inside something else.
  static let wrappedDocument = Rule(
    "wrapped-document", .syntax, .refused, platform: .malformedPolicy,
    title: "the document stands inside a wrapper",
    rationale: """
      Commands such as get-bucket-replication and get-policy-version print a document inside another object. Given \
      back as it is, AWS CLI or the server refuses it: the put commands want the inner object alone. repllint reads \
      such output where it is known to be output: when the command's other members stand beside it, among the \
      documents of a setup, or with `--kind`.
      """,
    references: ["botocore validate.py, _validate_structure", "Arsenal lib/policy/userPolicySchema.json"],
    fix: .safe,
    check: .document { document, findings in
      guard document.isReadable, let outer = document.envelope.path.first,
        document.isGivenAsDocument || document.isDoubtfulOutput,
        document.policy != nil || document.replication != nil
      else { return }
      let member = document.envelope.root.member(outer)
      let name = document.envelope.path.map { "`\($0)`" }.joined(separator: " and ")
      let body = document.envelope.body
      findings.report(
        "the document stands inside \(name), which the platform does not expect",
        at: member?.nameRange(in: document) ?? document.envelope.root.range,
        consequence: document.isDoubtfulOutput ? .risk : .refused,
        platform: document.replication == nil
          ? .malformedPolicy
          : .parameterValidation("Missing required parameter in ReplicationConfiguration: \"Role\""),
        help: document.isDoubtfulOutput
          ? "as what get-bucket-replication printed this is right; to put it, give the inner object to the command"
          : "give the inner object to the command",
        fix: .safe("keep the inner object only", Fix.Edit(document.json.root.range, body.sourceText)))
    })
}

extension Document {
  /// Whether the file is read as what get-bucket-replication printed although nothing but its place among the
  /// documents of a setup says so.
  var isDoubtfulOutput: Bool {
    kind == .bucketReplication && !isKindStated && !envelope.isCommandOutput && isPartOfSetup
  }

  /// Whether the file is meant to be given to a command, as against the output of one.
  ///
  /// What get-bucket-replication prints cannot be told from a configuration that somebody wrapped by hand.
  var isGivenAsDocument: Bool {
    if isKindStated { return !kind.isCapture }
    return !envelope.isCommandOutput && !isPartOfSetup
  }
}

extension JSONNode {
  /// The name under which this value stands in the object at the top of `document`.
  fileprivate func nameRange(in document: Document) -> SourceRange? {
    document.json.root.members.last { $0.value == self }?.name.range
  }
}
