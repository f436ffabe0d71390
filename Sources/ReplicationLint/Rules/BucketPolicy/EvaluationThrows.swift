import JSONSource

extension Rule {
  /// A statement on which the server throws for every request to the bucket.
  static let bucketPolicyThrows = Rule(
    "bucket-policy-throws", .bucketPolicy, .fails,
    title: "the server throws when it evaluates a statement of a bucket policy",
    rationale: """
      All parts of every statement are evaluated for every request of a user or a role, even where its principal or \
      action does not match, and the evaluator does not know the caller. So `${...}` of any kind in a resource or in a \
      value of a String or Arn operator, the condition keys `aws:username`, `aws:userid`, `aws:principaltype`, `sts:ExternalId`, \
      `keycloak:groups` and `keycloak:roles`, and \
      a value that is not a string under a String, Arn, Date or Bool operator make the server throw a `TypeError`, as \
      does `ArnLike` on a key that is not an ARN. \
      Nothing catches it: the worker stops, and Backbeat's call fails. The resources of a list are compared in order up \
      to the first that matches, so an earlier one protects the requests that it matches from a variable.
      """,
    references: [.file(.permissionChecks), .file(.variables, "findVariable"), .file(.conditions, "findConditionKey")],
    check: .bucketPolicy { document, context in
      // Nothing evaluates a policy that is refused for its keys.
      let refusedKeys = Set(document.testsOfRefusedKeys.map { $0.key.range })
      for statement in document.policy.readableStatements {
        var reaches = VariableReach()
        for item in statement.resourceItems {
          let resource = item.text
          let reach = reaches.next(item)
          guard let variable = ResourceVariable.all(in: resource.text).first(where: { $0.meaning != .unclosed }),
            ResourceGrammar.accepts(resource.text)
          else { continue }
          if reach == VariableReach.Reach.none { continue }
          context.report(
            reach == .all ? .variable(resource.text) : .variableBehindOthers(resource.text),
            at: resource.range(of: variable.range), whenProved: .risk,
            help: "write the value itself, or `*`")
        }
        checkCondition(of: statement, besides: refusedKeys, context.server, &context)
      }
    })

  private static func checkCondition(
    of statement: Statement, besides refusedKeys: Set<SourceRange>, _ server: ServerProfile,
    _ context: inout RuleContext
  ) {
    guard let block = statement.condition.value else { return }
    var request = RequestContext(action: "", resource: "arn:aws:s3:::bucket/key", facts: server.request)
    request.hasRequester = false
    // Tests in front that do not hold end the evaluation before it throws.
    let outcomes = ConditionAnswer(block, request).outcomes
    guard outcomes.contains(.error), let (range, message) = cause(in: block, request),
      !refusedKeys.contains(range)
    else { return }
    context.report(
      message, at: range, consequence: outcomes == .error ? .fails : .risk, whenProved: .risk,
      help: "remove the condition; bucket policies cannot test the caller, values are strings, and no key is an ARN")
  }

  /// The first part of a condition that can make the evaluator throw.
  private static func cause(in block: ConditionBlock, _ request: RequestContext) -> (SourceRange, Message)? {
    for test in block.tests where ConditionAnswer(test, request).outcomes.contains(.error) {
      if ConditionKeys.isOfRequester(test.key.text) {
        return (test.key.range, .requesterKey(test.key.text))
      }
      let base = ConditionOperatorGrammar.base(of: test.operatorName.text).name
      for value in test.values {
        guard let text = value.string else {
          if ConditionValueFault.fault(in: value, under: base) == .throwsAtType { return (value.range, .type(value)) }
          continue
        }
        if ConditionComparison.withVariables.contains(base), SubstitutedText.hasVariable(text.utf16) {
          return (value.range, .variable(text.text))
        }
      }
      // An ARN is split, and an address is an object without the methods of a string.
      return (test.operatorName.range, .comparison(test.operatorName.text, test.key.text))
    }
    return nil
  }
}

extension Message {
  fileprivate static func variable(_ text: String) -> Message {
    "the server throws on the variable in \(quoted: text), for every request to the bucket"
  }
  fileprivate static func variableBehindOthers(_ text: String) -> Message {
    "the server throws on the variable in \(quoted: text), for every request that no resource before it matches"
  }
  fileprivate static func requesterKey(_ key: String) -> Message {
    "the server throws on the condition key \(quoted: key), for every request to the bucket"
  }
  fileprivate static func comparison(_ name: String, _ key: String) -> Message {
    "the server throws when `\(name)` compares the condition key \(quoted: key)"
  }
  fileprivate static func type(_ value: JSONNode) -> Message {
    "the server throws on the value \(quoted: value.sourceText), which is not a string"
  }
}
