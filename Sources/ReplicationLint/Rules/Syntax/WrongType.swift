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
    references: ["\(PolicySource.schema), type", "botocore botocore/validate.py, ParamValidator"],
    fix: .sometimes,
    check: .document { document, findings in
      guard document.isReadable else { return }
      if let actual = document.actualKind {
        reportKind(document, actual, &findings)
      } else if document.replication != nil {
        document.reportReplicationTypes(&findings)
      } else if document.json.root.kind != .object, !document.kind.isCapture, !document.isForeign {
        reportRoot(document, &findings)
      } else if let policy = document.policy {
        checkTypes(of: policy, &findings)
      }
    })

  private static func reportKind(_ document: Document, _ actual: DocumentKind, _ findings: inout Findings) {
    findings.report(
      .otherKind(actual, document.kind), at: ObjectReader(document.envelope.body).place,
      platform: document.kind == .replicationConfiguration || document.kind == .bucketReplication
        ? .parameterValidation("Missing required parameter in ReplicationConfiguration: \"Role\"") : .malformedPolicy,
      help: "name the file that holds the document, or set the right kind with `--kind`")
  }

  private static func reportRoot(_ document: Document, _ findings: inout Findings) {
    let root = document.json.root
    let elements = root.elements
    let platform: PlatformAnswer = document.policy != nil ? .malformedPolicy : .invalidJSON
    if elements.count != 1 || FileEvidence(document: elements[0]) == nil {
      findings.report(
        .noObject(root.kind), at: root.range, platform: platform,
        help: "write the document as one object in `{` and `}`")
    } else {
      findings.report(
        "the document is inside a list", at: SourceRange(root.range.start, root.range.start + 1), platform: platform,
        help: "take it out of the list: begin with `{` and end with `}`",
        fix: .safe("take it out of the list", Fix.Edit(root.range, elements[0].sourceText)))
    }
  }

  private static func checkTypes(of policy: PolicyDocument, _ findings: inout Findings) {
    if let node = policy.version.brokenNode { report("Version", node, wanted: "the string `2012-10-17`", &findings) }
    if policy.purpose == .bucket, let node = policy.object.string("Id").brokenNode {
      report("Id", node, wanted: "a string", &findings)
    }
    if let node = policy.statements.brokenNode { report("Statement", node, wanted: "an object or a list", &findings) }
    for node in policy.brokenStatements { report("Statement", element: node, wanted: "an object", &findings) }
    for statement in policy.readableStatements {
      checkTypes(of: statement, policy.purpose, &findings)
    }
  }

  private static func checkTypes(
    of statement: Statement, _ purpose: PolicyDocument.Purpose, _ findings: inout Findings
  ) {
    let isMixed = statement.form.mixesResourceAndPrincipal
    for (name, field) in [("Sid", statement.sid), ("Effect", statement.effect)] {
      if let node = field.brokenNode { report(name, node, wanted: "a string", &findings) }
    }
    var lists = [("Action", statement.action), ("Resource", statement.resource)]
    if isMixed && purpose == .trust { lists.removeLast() }
    // A bucket policy may have the `Not` forms beside the others, and they are not read.
    if purpose != .bucket {
      lists.insert(("NotAction", statement.notAction), at: 1)
      if !(isMixed && purpose == .trust) { lists.append(("NotResource", statement.notResource)) }
    }
    for (name, field) in lists {
      if let node = field.brokenNode { report(name, node, wanted: "a string or a list of strings", &findings) }
      for node in field.value?.brokenItems ?? [] { report(name, element: node, wanted: "a string", &findings) }
    }
    if purpose == .bucket {
      if let node = statement.principal.brokenNode {
        report("Principal", node, wanted: "`*` or an object such as `{\"AWS\": \"ACCOUNT\"}`", &findings)
      }
    } else if !(isMixed && purpose == .permission) {
      checkPrincipals(of: statement, &findings)
    }
    checkCondition(of: statement, &findings)
  }

  private static func checkPrincipals(of statement: Statement, _ findings: inout Findings) {
    let wanted = "an object such as `{\"Service\": \"backbeat\"}`"
    if let node = statement.principal.brokenNode { report("Principal", node, wanted: wanted, &findings) }
    if let node = statement.notPrincipal.brokenNode {
      // The server does not look at it when `Statement` is one object.
      report("NotPrincipal", node, wanted: wanted, consequence: statement.isAlone ? .risk : .refused, &findings)
    }
    for principal in statement.checkedPrincipals {
      guard let entry = principal.soleEntry else { continue }
      switch entry.name.text {
      case "Service":
        // `service-as-list` reports a list.
        if entry.values == nil { report("Service", entry.node, wanted: "a string", &findings) }
      case "Federated":
        if entry.node.kind != .string { report("Federated", entry.node, wanted: "a string", &findings) }
      case "AWS":
        if entry.values == nil { report("AWS", entry.node, wanted: "a string or a list of strings", &findings) }
        for node in entry.values?.brokenItems ?? [] { report("AWS", element: node, wanted: "a string", &findings) }
      default: break
      }
    }
  }

  private static func checkCondition(of statement: Statement, _ findings: inout Findings) {
    if let node = statement.condition.brokenNode { report("Condition", node, wanted: "an object", &findings) }
    for entry in statement.condition.value?.operators ?? []
    where entry.node.kind != .object && ConditionOperators.accepts(entry.name.text) {
      report(entry.name.text, entry.node, wanted: "an object of condition keys and values", &findings)
    }
  }

  private static func report(
    _ name: String, _ node: JSONNode, wanted: String, consequence: Consequence = .refused, _ findings: inout Findings
  ) {
    findings.report(
      .wrongType(name, node.kind, wanted: wanted), at: node.range, consequence: consequence,
      platform: .malformedPolicy, help: "write \(wanted)", fix: fix(name, node, wanted))
  }

  private static func report(_ name: String, element node: JSONNode, wanted: String, _ findings: inout Findings) {
    findings.report(
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
  fileprivate static func otherKind(_ actual: DocumentKind, _ stated: DocumentKind) -> Message {
    "this is a \(actual.words), not a \(stated.words)"
  }
  fileprivate static func wrongType(_ name: String, _ kind: JSONNode.Kind, wanted: String) -> Message {
    "`\(name)` is \(jsonTypeName(kind)), not \(wanted)"
  }
  fileprivate static func wrongElement(_ name: String, _ kind: JSONNode.Kind, wanted: String) -> Message {
    "an element of `\(name)` is \(jsonTypeName(kind)), not \(wanted)"
  }
}
