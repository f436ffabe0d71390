import JSONSource

extension Rule {
  /// A condition key that no call of Backbeat carries.
  static let bucketPolicyConditionConstant = Rule(
    "bucket-policy-condition-constant", .bucketPolicy, .risk,
    title: "a condition of a bucket policy uses a key that no request carries",
    rationale: """
      The server does not know `aws:PrincipalArn`, `aws:PrincipalOrgID`, `aws:SourceVpc` and most other keys of AWS: \
      they are absent from every request. A positive operator on them never holds. A negated operator, or one with \
      `IfExists`, always holds, so that the usual guard of AWS, a Deny with `StringNotEquals` on `aws:PrincipalArn`, \
      denies every principal, Backbeat included.
      """,
    references: [.file(.conditions, "findConditionKey"), .file(.permissionChecks)],
    check: .bucketPolicy { document, context in
      for statement in document.policy.readableStatements {
        let tests = (statement.condition.value?.tests ?? []).filter {
          ConditionOperatorGrammar.accepts($0.operatorName.text)
        }
        let constants = tests.map { constant($0) }
        let isAlwaysMet = !tests.isEmpty && constants.allSatisfy { $0 == true }
        for (test, constant) in zip(tests, constants) {
          guard let constant else { continue }
          let locksOut = isAlwaysMet && statement.isDeny && statement.deniesBackbeat
          context.report(
            .constant(test.key.text, holds: constant, locksOut: locksOut), at: test.key.range,
            consequence: locksOut ? .fails : .risk, whenProved: .risk,
            help: locksOut
              ? "remove the statement, or name accounts as `Principal`"
              : constant
                ? "use a key that requests carry; this one restricts nothing"
                : "use a key that requests carry, or remove the statement, which never applies")
        }
      }
    })

  /// Returns whether a test holds for every request, or for none; nil where requests differ.
  private static func constant(_ test: ConditionBlock.Test) -> Bool? {
    guard test.key.text.utf8.starts(with: "aws:".utf8), !ConditionKeys.isCarriedByBackbeat(test.key.text),
      !ConditionKeys.isOfRequester(test.key.text)
    else { return nil }
    let (base, isIfExists) = ConditionOperatorGrammar.base(of: test.operatorName.text)
    if base == "Null" { return test.values.first?.string?.text == "true" }
    return isIfExists || ConditionOperatorGrammar.negated.contains(base)
  }
}

extension Statement {
  /// Indicates whether a Deny without a condition would reach a call of Backbeat: it applies to everyone and to an
  /// action that Backbeat needs.
  fileprivate var deniesBackbeat: Bool {
    let needed = ["s3:GetReplicationConfiguration", "s3:GetObjectVersion", "s3:ReplicateObject"]
    return principal.value?.includesEveryone == true
      && (action.value?.items ?? []).contains { action in
        needed.contains { Glob(action.utf16).matchesIgnoringASCIICase($0.utf16) }
      }
  }
}

extension Message {
  fileprivate static func constant(_ key: String, holds: Bool, locksOut: Bool) -> Message {
    if locksOut { return "no request carries the condition key \(quoted: key), so the Deny applies to every principal" }
    return holds
      ? "no request of Backbeat carries the condition key \(quoted: key), so the condition always holds"
      : "no request of Backbeat carries the condition key \(quoted: key), so the condition never holds"
  }
}
