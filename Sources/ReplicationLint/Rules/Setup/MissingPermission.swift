import JSONSource

/// What the rules about missing permissions share: one finding for each call that is refused, told by its cause.
struct MissingPermission {
  /// Why a call is refused.
  enum Cause {
    /// A Deny, or a statement on which the evaluator stops.
    case denied(Decider)
    /// Some keys are allowed and this one is not.
    case uncovered(key: String)
    /// A statement would allow it, if only its condition held.
    case conditionNotMet(Decider, ConditionBlock.Test)
    /// No statement allows the action on the bucket at all.
    case missing
  }

  let proof: CallProof
  let key: String
  let cause: Cause
  let plan: ReplicationPlan

  /// The calls of a setup that are refused for certain and of which nothing else tells, one for each action and bucket.
  static func all(_ analysis: SetupAnalysis, where isIncluded: (BackbeatCall) -> Bool) -> [MissingPermission] {
    guard let plan = analysis.plan, !analysis.hasSwappedPolicies else { return [] }
    var seen: Set<String> = []
    var explanations = CallExplanations(analysis, plan)
    return analysis.calls.compactMap { proof in
      guard isIncluded(proof.call), case .refused(let key, let decider) = proof.answer else { return nil }
      guard !explanations.isUnsure(proof), !explanations.isExplained(proof) else { return nil }
      let missing = MissingPermission(
        proof: proof, key: key, cause: cause(proof, key, decider, plan, &explanations), plan: plan)
      let identity: String
      switch missing.cause {
      case .denied(let decider): identity = "deny \(decider.document) \(decider.statement.index)"
      case .uncovered: identity = "key \(key)"
      case .conditionNotMet(_, let test): identity = "condition \(test.key.range)"
      case .missing: identity = "missing"
      }
      return seen.insert("\(proof.action) \(proof.bucket ?? "") \(identity)").inserted ? missing : nil
    }
  }

  private static func cause(
    _ proof: CallProof, _ key: String, _ decider: Decider?, _ plan: ReplicationPlan,
    _ explanations: inout CallExplanations
  ) -> Cause {
    if let decider, decider.statement.isDeny || proof.call.target == .sourceBucket { return .denied(decider) }
    if let unmet = unmetCondition(proof, key, plan) { return unmet }
    if let decider { return .denied(decider) }
    return explanations.isBucketNamed(proof) ? .uncovered(key: key) : .missing
  }

  /// The Allow that matches in everything but its condition.
  private static func unmetCondition(_ proof: CallProof, _ key: String, _ plan: ReplicationPlan) -> Cause? {
    guard let resource = plan.resource(of: proof.call, proof.rule, key: key) else { return nil }
    let request = RequestContext(
      action: proof.call.action, resource: resource, facts: plan.setup.server.request)
    for (number, policy) in (plan.policies(proof.call.side) ?? []).enumerated() {
      for statement in policy.readableStatements where statement.isAllow {
        guard let test = statement.condition.value?.tests.first else { continue }
        var unknown: [String] = []
        if StatementMatch.reachesCondition(statement, request, &unknown), unknown.isEmpty {
          return .conditionNotMet(Decider(document: number, statement: statement), test)
        }
      }
    }
    return nil
  }

  // MARK: What is said

  /// The policy that a statement would be added to: the last one of the side's role.
  var document: Document? { plan.site(proof.call.side).permissions.last { $0.policy != nil } }

  /// The objects or the bucket that the call is about.
  var resource: String {
    let bucket = proof.bucket ?? "BUCKET"
    guard proof.call.target != .sourceBucket else { return "arn:aws:s3:::\(bucket)" }
    return "arn:aws:s3:::\(bucket)/\(KeyPattern.beginning(with: plan.keys(proof.rule)?.text.text ?? ""))"
  }

  /// Where to point in the policy: the statement that denies, or the list of statements.
  var place: SourceRange {
    if case .denied(let decider) = cause { return decider.statement.range }
    if case .conditionNotMet(_, let test) = cause { return test.key.range }
    if let near = nearAction { return near.range }
    if let near = nearBucket { return near.contentRange }
    guard let policy = document?.policy else { return SourceRange(0, 0) }
    return policy.object.member("Statement")?.name.range ?? policy.object.place
  }

  /// The file to point at.
  var file: Document? {
    switch cause {
    case .denied(let decider), .conditionNotMet(let decider, _):
      return plan.policyDocument(proof.call.side, decider.document)
    case .uncovered, .missing: return document
    }
  }

  /// The rule that selects the objects, as a further place.
  func ruleLabel(_ findings: Findings) -> [Diagnostic.Label] {
    guard let replication = plan.setup.replication else { return [] }
    let range = plan.keys(proof.rule)?.range ?? proof.rule.object.place
    return [findings.label(range, in: replication, "\(proof.rule.name) selects these objects")]
  }

  /// What an Allow says in place of the action that is needed: a slip, or the form that reads no versions.
  var nearAction: LocatedString? {
    guard case .missing = cause else { return nil }
    let unversioned = proof.call.action.hasSuffix("Version") ? String(proof.call.action.dropLast(7)) : nil
    return allows.flatMap { $0.action.value?.items ?? [] }.first { action in
      action.text.lowercased() == unversioned?.lowercased()
        || ReplicationLint.suggestion(for: action.text, among: [proof.call.action]) != nil
    }
  }

  /// The bucket that an Allow of the action names in place of the right one, one or two letters away from it.
  var nearBucket: LocatedString? {
    guard case .missing = cause, let bucket = proof.bucket else { return nil }
    return allows.filter { StatementMatch.matchesAction($0, proof.call.action) != false }
      .flatMap { $0.resource.value?.items ?? [] }.compactMap { ARN($0).bucket }
      .first { ReplicationLint.suggestion(for: bucket, among: [$0.text]) != nil }
  }

  private var allows: [Statement] { document?.policy?.readableStatements.filter(\.isAllow) ?? [] }

  /// Adds the least statement that allows the call; where a slip explains it, that is what is to be repaired.
  var fix: Fix? {
    if let near = nearAction {
      return .unsafe("write `\(proof.call.action)`", Fix.Edit(near.contentRange, proof.call.action))
    }
    if proof.bucket == nil || nearBucket != nil { return nil }
    switch cause {
    case .denied, .conditionNotMet: return nil
    case .uncovered, .missing: break
    }
    guard let policy = document?.policy, document?.kind == .permissionPolicy,
      let statement = policy.object.member("Statement")?.value, statement.kind == .array
    else { return nil }
    let text = """
      {"Effect": "Allow", "Action": "\(proof.call.action)", "Resource": "\(jsonEscaped(resource))"}
      """
    guard let last = statement.elements.last else { return nil }
    return .unsafe(
      "add a statement that allows `\(proof.call.action)` on \(quoted: resource)",
      .inserting(text, after: last.range, in: policy.json.source))
  }
}

extension Message {
  /// What a refused call means to the operator.
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
    case .missing where missing.proof.bucket == nil: return "\(role) is not allowed `\(action)` on any bucket"
    case .missing: return "\(role) is not allowed `\(action)` on \(quoted: missing.resource)"
    }
  }

  /// What becomes of the objects.
  static func consequence(_ missing: MissingPermission) -> Message {
    switch missing.proof.call.failure {
    case .pending: "otherwise objects stay `PENDING`"
    case .failed: "otherwise objects get the status `FAILED`"
    case .replicaButPending: "otherwise the replica arrives, and the object stays `PENDING`"
    }
  }

  /// What repairs it.
  static func repair(_ missing: MissingPermission) -> Message {
    switch missing.cause {
    case .denied: "narrow the Deny; \(.consequence(missing))"
    case .conditionNotMet:
      "correct the condition, or allow `\(missing.proof.call.action)` on \(quoted: missing.resource) in a statement of its own; \(.consequence(missing))"
    case .missing where missing.nearAction != nil:
      "did you mean `\(missing.proof.call.action)`? \(.consequence(missing))"
    case .missing where missing.nearBucket != nil:
      "did you mean \(quoted: missing.proof.bucket ?? "")? \(.consequence(missing))"
    case .uncovered, .missing:
      "allow `\(missing.proof.call.action)` on \(quoted: missing.resource); \(.consequence(missing))"
    }
  }
}
