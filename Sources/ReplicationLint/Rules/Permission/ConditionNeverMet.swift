import JSONSource

extension Rule {
  /// A condition whose outcome is the same for every request.
  static let conditionNeverMet = Rule(
    "condition-never-met", .permission, .risk,
    title: "a condition always evaluates to the same result",
    rationale: """
      The server checks the names of operators and nothing else of a condition. A key that it does not know is absent \
      from every request: most operators then fail, negated ones and `IfExists` hold, and either way the condition \
      tests nothing. A value that is not a string makes the evaluator throw, and the request fails; so does \
      `ArnLike` on a key that is not an ARN. Where that is certain, every request that the statement is about fails, \
      whatever other statements allow. `StringEquals` compares `*` literally.
      """,
    references: [
      .file(.conditions, "findConditionKey and convertConditionOperator"), .file(.evaluator, "meetConditions"),
      .file(.arnMatch),
    ],
    fix: .unsafe,
    check: .permission { policy, context in
      let request = RequestContext(
        action: "s3:GetObjectVersion", resource: KeySearch.anyObject, facts: context.server.request)
      for statement in policy.readableStatements {
        let isCertain = StatementMatch.condition(of: statement, request).outcomes == .error
        for test in statement.condition.value?.tests ?? []
        where ConditionOperatorGrammar.accepts(test.operatorName.text) {
          let canThrow = ConditionAnswer(test, request).outcomes.contains(.error)
          let consequence: Consequence = isCertain && canThrow ? .fails : .risk
          checkKey(of: test, &context)
          checkAddressKey(of: test, consequence, &context)
          if !checkARN(of: test, request, consequence, &context) {
            for value in test.values { checkValue(value, of: test, consequence, canThrow: canThrow, &context) }
          }
        }
      }
    })

  private static func checkKey(of test: ConditionBlock.Test, _ context: inout RuleContext) {
    guard !ConditionKeys.isCarriedByBackbeat(test.key.text) else { return }
    let (base, isIfExists) = ConditionOperatorGrammar.base(of: test.operatorName.text)
    let holds: Bool? =
      base == "Null" ? nil : isIfExists || ConditionOperatorGrammar.negated.contains(base)
    let near = ConditionKeys.isKnown(test.key.text) ? nil : ConditionKeys.nearest(to: test.key.text)
    context.report(
      .unknownKey(test.key.text, holds: holds), at: test.key.range,
      help: near.map { "did you mean `\($0)`?" }
        ?? "test a key that Backbeat's requests carry, such as `aws:SourceIp`",
      fix: near.map { .unsafe("write `\($0)`", Fix.Edit(test.key.contentRange, $0)) })
  }

  /// The caller's address is not a string to the evaluator.
  private static func checkAddressKey(
    of test: ConditionBlock.Test, _ consequence: Consequence, _ context: inout RuleContext
  ) {
    let base = ConditionOperatorGrammar.base(of: test.operatorName.text).name
    guard test.key.text == "aws:SourceIp",
      ["StringEquals", "StringEqualsIgnoreCase", "Bool", "ArnEquals", "ArnLike"].contains(base)
        || base.hasPrefix("Date") || base.hasPrefix("Binary")
    else { return }
    context.report(
      .notForAddresses(test.operatorName.text), at: test.operatorName.range, consequence: consequence,
      whenProved: .risk, help: "write `IpAddress`",
      fix: base == "StringEquals"
        && test.values.allSatisfy({ ConditionValueFault.fault(in: $0, under: "IpAddress") == nil })
        ? .unsafe("write `IpAddress`", Fix.Edit(test.operatorName.contentRange, "IpAddress")) : nil)
  }

  /// Reports an operator for ARNs on a key that is never one; returns whether it does.
  private static func checkARN(
    of test: ConditionBlock.Test, _ request: RequestContext, _ consequence: Consequence, _ context: inout RuleContext
  ) -> Bool {
    let (base, isIfExists) = ConditionOperatorGrammar.base(of: test.operatorName.text)
    // No key that Backbeat's requests carry is an ARN; the address has a rule of its own, and tags are compared later.
    guard let like = ["ArnLike": "StringLike", "ArnNotLike": "StringNotLike"][base],
      ConditionKeys.isCarriedByBackbeat(test.key.text), test.key.text != "aws:SourceIp",
      test.values.allSatisfy({ ConditionValueFault.fault(in: $0, under: base) == nil })
    else { return false }
    let outcomes = ConditionAnswer(test, request).outcomes
    if outcomes == .needsTags { return false }
    let name = isIfExists ? like + ConditionOperatorGrammar.ifExists : like
    context.report(
      .notAnARN(test, outcomes), at: test.operatorName.range, consequence: consequence, whenProved: .risk,
      help: "use an operator for strings, such as `\(name)`",
      fix: .unsafe("write `\(name)`", Fix.Edit(test.operatorName.contentRange, name)))
    return true
  }

  private static func checkValue(
    _ value: JSONNode, of test: ConditionBlock.Test, _ consequence: Consequence, canThrow: Bool,
    _ context: inout RuleContext
  ) {
    let (base, isIfExists) = ConditionOperatorGrammar.base(of: test.operatorName.text)
    guard let fault = ConditionValueFault.fault(in: value, under: base) else { return }
    // An absent key is reported already, and the value is not compared.
    if fault == .throwsAtType ? !canThrow : !ConditionKeys.isKnown(test.key.text) { return }
    var fix: Fix?
    switch fault {
    case .throwsAtType, .neverAtType:
      if value.kind == .number || value.kind == .boolean {
        fix = .unsafe("put it in double quotes", Fix.Edit(value.range, jsonString(value.sourceText)))
      }
    case .noTruthValue:
      let lower = value.string?.text.lowercased() ?? ""
      if lower == "true" || lower == "false" {
        fix = .unsafe("write `\(lower)`", Fix.Edit(value.range, jsonString(lower)))
      }
    case .wildcard:
      let like = likeForm[base].map { isIfExists ? $0 + ConditionOperatorGrammar.ifExists : $0 }
      if let like { fix = .unsafe("write `\(like)`", Fix.Edit(test.operatorName.contentRange, like)) }
    case .noNumber, .noDate, .noAddress: break
    }
    context.report(
      .value(value, test, fault), at: value.range, consequence: fault == .throwsAtType ? consequence : .risk,
      whenProved: .risk, help: .help(fault), fix: fix)
  }

  private static let likeForm = [
    "StringEquals": "StringLike", "StringNotEquals": "StringNotLike", "ArnEquals": "ArnLike",
    "ArnNotEquals": "ArnNotLike",
  ]
}

extension Message {
  fileprivate static func unknownKey(_ key: String, holds: Bool?) -> Message {
    switch holds {
    case true: "no request of Backbeat carries the condition key \(quoted: key), so the condition always holds"
    case false: "no request of Backbeat carries the condition key \(quoted: key), so the condition never holds"
    case nil: "no request of Backbeat carries the condition key \(quoted: key), so `Null` always gives the same result"
    case .some: "no request of Backbeat carries the condition key \(quoted: key)"
    }
  }

  fileprivate static func notForAddresses(_ name: String) -> Message {
    "`\(name)` cannot compare the caller's address"
  }

  fileprivate static func notAnARN(
    _ test: ConditionBlock.Test, _ outcomes: ConditionAnswer.Outcomes
  ) -> Message {
    let (name, key) = (test.operatorName.text, test.key.text)
    if outcomes.contains(.error) {
      let verb: Message = outcomes == .error ? "throws" : "can throw"
      return "the server \(verb) an exception when `\(name)` compares \(quoted: key), which is not an ARN"
    }
    let result: Message = outcomes == .met ? "always" : "never"
    return "\(quoted: key) is not an ARN, so `\(name)` \(result) holds"
  }

  fileprivate static func value(_ value: JSONNode, _ test: ConditionBlock.Test, _ fault: ConditionValueFault) -> Message
  {
    let shown: Message = "\(quoted: value.string?.text ?? value.sourceText)"
    let name = test.operatorName.text
    switch fault {
    case .throwsAtType: return "the server throws an exception when it compares \(shown), which is not a string"
    case .neverAtType: return "\(shown) under `\(name)` is not a string, and the condition never holds"
    case .noNumber: return "\(shown) under `\(name)` is not a number"
    case .noDate: return "\(shown) under `\(name)` is not a time that the server can parse"
    case .noTruthValue: return "\(shown) under `\(name)` is neither `true` nor `false`"
    case .noAddress: return "\(shown) under `\(name)` is neither an address nor a range of addresses"
    case .wildcard: return "`\(name)` treats the wildcard in \(shown) as a plain character"
    }
  }

  fileprivate static func help(_ fault: ConditionValueFault) -> Message {
    switch fault {
    case .throwsAtType, .neverAtType: "put the value in double quotes"
    case .noNumber: "write a number in double quotes"
    case .noDate: "write a time such as `2030-01-01T00:00:00Z`"
    case .noTruthValue: "write `true` or `false`, in lowercase letters"
    case .noAddress: "write an address such as `10.0.0.5`, or a range such as `10.0.0.0/8`"
    case .wildcard: "use the operator that ends in `Like`, or write `${*}` for the character"
    }
  }
}
