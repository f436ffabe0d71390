import JSONSource

extension BucketPolicyDocument {
  /// The first condition key under each operator, in the order of JavaScript's `Object.keys`: the only ones that
  /// put-bucket-policy checks.
  var checkedTests: [ConditionBlock.Test] {
    policy.readableStatements.flatMap { statement in
      (statement.condition.value?.operators ?? []).compactMap { entry in
        guard ConditionOperatorGrammar.accepts(entry.name.text),
          let (name, member) = JavaScriptValue.members(of: entry.node).first
        else { return nil }
        return entry.tests.first { $0.key.utf16 == name && $0.value == member.value }
      }
    }
  }

  /// Those of them whose keys the server refuses.
  var testsOfRefusedKeys: [ConditionBlock.Test] {
    checkedTests.filter { test in
      !test.key.text.utf8.starts(with: "aws:".utf8)
        && !test.key.text.hasSameBytes(as: "s3:object-lock-remaining-retention-days")
    }
  }
}
