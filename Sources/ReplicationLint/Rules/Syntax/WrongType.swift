import JSONSource

extension Rule {
  /// A value of the wrong JSON type.
  static let wrongType = Rule(
    "wrong-type", .syntax, .refused, platform: .malformedPolicy, otherAnswers: [.malformedBucketPolicy],
    title: "a value has the wrong JSON type",
    rationale: """
      The platform never converts: a number is not a string, a list of one is not its element, and `null` is not the \
      same as leaving a member out. AWS CLI checks the types of a replication configuration before it sends anything; \
      the server checks those of a policy and answers `MalformedPolicyDocument`, or `MalformedPolicy` for a bucket \
      policy.
      """,
    references: [.file(.policySchema, "type"), "botocore botocore/validate.py, ParamValidator"],
    fix: .sometimes,
    check: .document { document, context in
      guard document.isReadable else { return }
      if let actual = document.actualKind {
        reportKind(document, actual, &context)
      } else if document.isMissingConfiguration {
        reportMissingConfiguration(document.json.root, &context)
      } else if document.replication != nil {
        document.reportReplicationTypes(&context)
      } else if document.json.root.kind != .object, !document.kind.isCLIOutput, !document.isForeign {
        reportRoot(document, &context)
      } else if let policy = document.policy {
        checkTypes(of: policy, &context)
      }
    })

  private static func reportKind(_ document: Document, _ actual: DocumentKind, _ context: inout RuleContext) {
    // What a command answered is not given to the platform again, so that nothing refuses it. A setup goes without it;
    // of a file that is named on the command line nothing else is checked.
    let isAnswer = document.kind.isCLIOutput && document.kind != .bucketReplication
    context.report(
      .otherKind(actual, document.kind), at: ObjectReader(document.envelope.body).place,
      consequence: isAnswer ? (document.isKindDeclared ? .risk : .fails) : nil,
      platform: document.kind == .replicationConfiguration || document.kind == .bucketReplication
        ? .parameterValidation("Missing required parameter in ReplicationConfiguration: \"Role\"") : .malformedPolicy,
      help: "name the file that holds the document, or set the right kind with `--kind`")
  }

  private static func reportMissingConfiguration(_ root: JSONNode, _ context: inout RuleContext) {
    let platform: PlatformAnswer =
      switch root.kind {
      case .object: .parameterValidation("Missing required parameter in ReplicationConfiguration: \"Role\"")
      case .array: .invalidJSON
      default: .noShorthand
      }
    context.report(
      .noConfiguration(root.kind), at: ObjectReader(root).place, platform: platform,
      help: "write the configuration into the file; `repllint init` creates one")
  }

  private static func reportRoot(_ document: Document, _ context: inout RuleContext) {
    let root = document.json.root
    let elements = root.elements
    let platform: PlatformAnswer = document.policy != nil ? .malformedPolicy : .invalidJSON
    if elements.count != 1 || FileEvidence(document: elements[0]) == nil {
      context.report(
        .noObject(root.kind), at: root.range, platform: platform,
        help: "write the document as one object in `{` and `}`")
    } else {
      context.report(
        "the document is inside a list", at: SourceRange(root.range.start, root.range.start + 1), platform: platform,
        help: "take it out of the list: begin with `{` and end with `}`",
        fix: .safe("take it out of the list", Fix.Edit(root.range, elements[0].sourceText)))
    }
  }

  private static func checkTypes(of policy: PolicyDocument, _ context: inout RuleContext) {
    if let node = policy.version.invalidNode { report("Version", node, wanted: "the string `2012-10-17`", &context) }
    if policy.purpose == .bucket, let node = policy.object.string("Id").invalidNode {
      report("Id", node, wanted: "a string", &context)
    }
    if let node = policy.statements.invalidNode { report("Statement", node, wanted: "an object or a list", &context) }
    for node in policy.brokenStatements { report("Statement", element: node, wanted: "an object", &context) }
    for statement in policy.readableStatements {
      checkTypes(of: statement, policy.purpose, &context)
    }
  }

  private static func checkTypes(
    of statement: Statement, _ purpose: PolicyDocument.Purpose, _ context: inout RuleContext
  ) {
    let isMixed = statement.form.mixesResourceAndPrincipal
    for (name, field) in [("Sid", statement.sid), ("Effect", statement.effect)] {
      if let node = field.invalidNode { report(name, node, wanted: "a string", &context) }
    }
    var lists = [("Action", statement.action), ("Resource", statement.resource)]
    if isMixed && purpose == .trust { lists.removeLast() }
    // A bucket policy may have the `Not` forms beside the others, and they are not read.
    if purpose != .bucket {
      lists.insert(("NotAction", statement.notAction), at: 1)
      if !(isMixed && purpose == .trust) { lists.append(("NotResource", statement.notResource)) }
    }
    for (name, field) in lists {
      if let node = field.invalidNode { report(name, node, wanted: "a string or a list of strings", &context) }
      for node in field.value?.brokenItems ?? [] { report(name, element: node, wanted: "a string", &context) }
    }
    if purpose == .bucket {
      if let node = statement.principal.invalidNode {
        report("Principal", node, wanted: "`*` or an object such as `{\"AWS\": \"ACCOUNT\"}`", &context)
      }
    } else if !(isMixed && purpose == .permission) {
      checkPrincipals(of: statement, &context)
    }
    checkCondition(of: statement, &context)
  }

  private static func checkPrincipals(of statement: Statement, _ context: inout RuleContext) {
    let wanted = "an object such as `{\"Service\": \"backbeat\"}`"
    if let node = statement.principal.invalidNode { report("Principal", node, wanted: wanted, &context) }
    if let node = statement.notPrincipal.invalidNode {
      // The server does not look at it when `Statement` is one object.
      report("NotPrincipal", node, wanted: wanted, consequence: statement.isAlone ? .risk : .refused, &context)
    }
    for principal in statement.checkedPrincipals {
      guard let entry = principal.soleEntry else { continue }
      switch entry.name.text {
      case "Service":
        // `service-as-list` reports a list.
        if entry.values == nil { report("Service", entry.node, wanted: "a string", &context) }
      case "Federated":
        if entry.node.kind != .string { report("Federated", entry.node, wanted: "a string", &context) }
      case "AWS":
        if entry.values == nil { report("AWS", entry.node, wanted: "a string or a list of strings", &context) }
        for node in entry.values?.brokenItems ?? [] { report("AWS", element: node, wanted: "a string", &context) }
      default: break
      }
    }
  }

  private static func checkCondition(of statement: Statement, _ context: inout RuleContext) {
    if let node = statement.condition.invalidNode { report("Condition", node, wanted: "an object", &context) }
    for entry in statement.condition.value?.operators ?? []
    where entry.node.kind != .object && ConditionOperatorGrammar.accepts(entry.name.text) {
      report(entry.name.text, entry.node, wanted: "an object of condition keys and values", &context)
    }
  }

  private static func report(
    _ name: String, _ node: JSONNode, wanted: String, consequence: Consequence = .refused, _ context: inout RuleContext
  ) {
    context.report(
      .wrongType(name, node.kind, wanted: wanted), at: node.range, consequence: consequence,
      platform: .malformedPolicy, help: "write \(wanted)", fix: fix(name, node, wanted))
  }

  private static func report(_ name: String, element node: JSONNode, wanted: String, _ context: inout RuleContext) {
    context.report(
      .wrongElement(name, node.kind, wanted: wanted), at: node.range, platform: .malformedPolicy,
      help: "write \(wanted)", fix: fix(name, node, wanted))
  }

  private static func fix(_ name: String, _ node: JSONNode, _ wanted: String) -> Fix? {
    guard wanted.hasPrefix("a string") else { return nil }
    switch node.kind {
    // Nothing else that a policy names is a number.
    case .number where name == "AWS" || name == "Sid":
      return .unsafe("put it in double quotes", Fix.Edit(node.range, jsonString(node.sourceText)))
    case .array where node.elements.count == 1 && node.elements[0].kind == .string:
      return .unsafe("take it out of the list", Fix.Edit(node.range, node.elements[0].sourceText))
    default: return nil
    }
  }
}

extension Message {
  fileprivate static func noObject(_ kind: JSONNode.Kind) -> Message {
    "expected a top-level object, found \(jsonTypeName(kind))"
  }
  fileprivate static func noConfiguration(_ kind: JSONNode.Kind) -> Message {
    let found = kind == .null ? "`null`" : "an empty \(kind == .array ? "list" : "object")"
    return "the file is named for a replication configuration and holds \(found)"
  }
  fileprivate static func otherKind(_ actual: DocumentKind, _ stated: DocumentKind) -> Message {
    actual == .unknown ? "this is not \(stated.words)" : "this is \(actual.words), not \(stated.words)"
  }
  fileprivate static func wrongType(_ name: String, _ kind: JSONNode.Kind, wanted: String) -> Message {
    "`\(name)` is \(jsonTypeName(kind)), not \(wanted)"
  }
  fileprivate static func wrongElement(_ name: String, _ kind: JSONNode.Kind, wanted: String) -> Message {
    "an element of `\(name)` is \(jsonTypeName(kind)), not \(wanted)"
  }
}
