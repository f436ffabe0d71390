import JSONSource

extension MissingPermission {
  /// The rule that selects the objects, as a secondary location.
  func ruleLabel(_ context: RuleContext) -> [Diagnostic.Label] {
    guard let replication = plan.setup.replication else { return [] }
    let range = plan.keys(proof.rule)?.range ?? proof.rule.object.place
    return [context.label(range, in: replication, "\(proof.rule.name) selects these objects")]
  }
}

extension Message {
  /// The meaning of a refused call to the operator.
  static func refused(_ missing: MissingPermission) -> Message {
    let role = "the \(missing.proof.call.side.rawValue) role"
    let action = missing.proof.action
    switch missing.cause {
    case .denied(let decider):
      let on: Message =
        missing.proof.call.target == .sourceBucket ? "the bucket" : "objects such as \(quoted: missing.key)"
      return "\(decider.statement.name) denies \(role) `\(action)` on \(on)"
    case .conditionNotMet(let decider, let test):
      return
        "\(decider.statement.name) allows \(role) `\(action)` only under a condition on \(quoted: test.key.text), which Backbeat does not meet"
    case .uncovered(let key):
      return
        "objects such as \(quoted: key) are selected by \(missing.proof.rule.name), but \(role) is not allowed `\(action)` on them"
    case .otherOwner(let owner, let account):
      return
        "the \(missing.proof.call.side.rawValue) bucket \(quoted: missing.proof.bucket ?? "") belongs to account `\(owner)`, \(role) to `\(account)`"
    case .missing where missing.proof.bucket == nil: return "\(role) is not allowed `\(action)` on any bucket"
    case .missing: return "\(role) is not allowed `\(action)` on \(quoted: missing.resource)"
    }
  }

  /// The outcome for the objects.
  static func consequence(_ missing: MissingPermission) -> Message {
    switch missing.proof.call.failure {
    case .pending: "otherwise objects stay `PENDING`"
    case .failed: "otherwise objects get the status `FAILED`"
    case .replicaButPending: "otherwise the replica arrives, and the object stays `PENDING`"
    }
  }

  /// The actions that the call requires.
  private static func actions(_ missing: MissingPermission) -> Message {
    let server = missing.plan.setup.server
    let actions = missing.proof.call.request.questions(server.reading, server).map { "`\($0.action)`" }
    return "\(actions.joined(separator: " and "))"
  }

  /// The repair.
  static func repair(_ missing: MissingPermission) -> Message {
    switch missing.cause {
    case .denied: "narrow the Deny; \(.consequence(missing))"
    case .conditionNotMet:
      "correct the condition, or allow `\(missing.proof.call.action)` on \(quoted: missing.resource) in a separate statement; \(.consequence(missing))"
    // On servers of 2024 no bucket policy can allow Backbeat's own calls.
    case .otherOwner where missing.isBeyondBucketPolicies:
      "use a bucket of the role's account; \(.consequence(missing))"
    case .otherOwner(_, let account):
      "let the owner allow \(.actions(missing)) on \(quoted: missing.resource) to account `\(account)` in a bucket policy, or use a bucket of the role's account; \(.consequence(missing))"
    case .missing where missing.nearAction != nil:
      "did you mean `\(missing.proof.call.action)`? \(.consequence(missing))"
    case .missing where missing.nearBucket != nil:
      "did you mean \(quoted: missing.proof.bucket ?? "")? \(.consequence(missing))"
    case .uncovered, .missing:
      "allow `\(missing.proof.call.action)` on \(quoted: missing.resource); \(.consequence(missing))"
    }
  }
}
