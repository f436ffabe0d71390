import JSONSource

/// A call that is refused for certain, with its cause.
struct MissingPermission: Sendable {
  /// The reason for the refusal.
  enum Cause: Sendable {
    /// A Deny, or a statement on which the evaluator stops.
    case denied(DecidingStatement)
    /// Some keys are allowed and this one is not.
    case uncovered(key: String)
    /// A statement would allow it, if only its condition held.
    case conditionNotMet(DecidingStatement, ConditionBlock.Test)
    /// The policies of the role allow it, and would suffice if the bucket were of the role's account.
    case otherOwner(owner: String, account: String)
    /// No statement allows the action on the bucket at all.
    case missing
  }

  let proof: CallProof
  let key: String
  let cause: Cause
  let plan: ReplicationPlan

  /// The calls that are refused for certain and that no other finding explains, in order.
  static func all(_ analysis: SetupAnalysis, actionNameRules: Set<String>) -> [MissingPermission] {
    let refused = analysis.calls.filter { if case .refused = $0.answer { true } else { false } }
    guard let plan = analysis.plan, !refused.isEmpty, !analysis.hasSwappedPolicies else { return [] }
    var explanations = CallExplanations(analysis, plan, actionNameRules: actionNameRules)
    return refused.compactMap { proof in
      guard case .refused(let key, let decider) = proof.answer else { return nil }
      guard !explanations.isUnsure(proof), !explanations.isExplained(proof) else { return nil }
      return MissingPermission(
        proof: proof, key: key, cause: cause(proof, key, decider, plan, &explanations), plan: plan)
    }
  }

  /// Equal for two refused calls that one finding reports: the same action, bucket and cause.
  fileprivate var identity: String {
    let identity =
      switch cause {
      case .denied(let decider): "deny \(decider.document) \(decider.statement.index)"
      case .uncovered: "key \(key)"
      case .conditionNotMet(_, let test): "condition \(test.key.range)"
      case .otherOwner: "owner"
      case .missing: "missing"
      }
    return "\(proof.action) \(proof.bucket ?? "") \(identity)"
  }

  private static func cause(
    _ proof: CallProof, _ key: String, _ decider: DecidingStatement?, _ plan: ReplicationPlan,
    _ explanations: inout CallExplanations
  ) -> Cause {
    if let decider, decider.statement.isDeny || proof.call.target == .sourceBucket { return .denied(decider) }
    if let unmet = unmetCondition(proof, key, plan) { return unmet }
    if let decider { return .denied(decider) }
    if let cause = otherOwner(proof, key, plan) { return cause }
    return explanations.isBucketNamed(proof) ? .uncovered(key: key) : .missing
  }

  /// That the bucket is of another account, where nothing else refuses the call.
  private static func otherOwner(_ proof: CallProof, _ key: String, _ plan: ReplicationPlan) -> Cause? {
    guard var access = plan.access(proof.call, proof.rule), !access.ownsBucket, let account = access.caller.account,
      let owner = plan.site(proof.call.side).owner, let resource = plan.resource(of: proof.call, proof.rule, key: key)
    else { return nil }
    // Servers that do not ask for the right ask whose bucket it is.
    if proof.call.isRecent, !plan.isEnforced { return .otherOwner(owner: owner, account: account) }
    (access.ownsBucket, access.ownsObject) = (true, true)
    let decision = access.decide(proof.call.request, resource: Array(resource.utf16))
    return decision.isAllowed ? .otherOwner(owner: owner, account: account) : nil
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
          return .conditionNotMet(DecidingStatement(document: number, statement: statement), test)
        }
      }
    }
    return nil
  }

  // MARK: Parts of a finding

  /// Indicates whether no bucket policy can allow the call.
  var isBeyondBucketPolicies: Bool {
    let server = plan.setup.server
    if server.reading == .checked2024 { return true }
    return proof.call.action.hasSameBytes(as: "s3:ReplicateObject")
      && server.has(.backbeatRoutesReadBucketPolicies) == false
  }

  /// The policy that a statement would be added to: the last one of the side's role.
  var document: Document? { plan.site(proof.call.side).permissions.last { $0.policy != nil } }

  /// The objects or the bucket that the call is about.
  var resource: String {
    let bucket = proof.bucket ?? "BUCKET"
    guard proof.call.target != .sourceBucket else { return "arn:aws:s3:::\(bucket)" }
    return "arn:aws:s3:::\(bucket)/\(KeyPattern.beginning(with: plan.keys(proof.rule)?.text.text ?? ""))"
  }

  /// The range to report in the policy: the statement that denies, or the list of statements.
  var place: SourceRange {
    if case .denied(let decider) = cause { return decider.statement.range }
    if case .conditionNotMet(_, let test) = cause { return test.key.range }
    if let near = nearAction { return near.range }
    if let near = nearBucket { return near.contentRange }
    guard let policy = document?.policy else {
      return plan.role(proof.call.side)?.contentRange ?? plan.configuration.object.place
    }
    return policy.object.member("Statement")?.name.range ?? policy.object.place
  }

  /// The file to point at: the policy, or the configuration that names a role without one.
  var file: Document? {
    switch cause {
    case .denied(let decider), .conditionNotMet(let decider, _):
      return plan.policyDocument(proof.call.side, decider.document)
    case .uncovered, .otherOwner, .missing: return document ?? plan.setup.replication
    }
  }

  /// The action that an Allow names in place of the needed one: a typo, or the form that reads no versions.
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
      .flatMap { $0.resourceItems }.compactMap { $0.bucket }
      .first { ReplicationLint.suggestion(for: bucket, among: [$0.text]) != nil }
  }

  private var allows: [Statement] { document?.policy?.readableStatements.filter { $0.isAllow } ?? [] }

  /// Adds the least statement that allows the call; where a typo explains it, the typo is to be repaired.
  var fix: Fix? {
    if let near = nearAction {
      return .unsafe("write `\(proof.call.action)`", Fix.Edit(near.contentRange, proof.call.action))
    }
    if proof.bucket == nil || nearBucket != nil { return nil }
    switch cause {
    case .denied, .conditionNotMet, .otherOwner: return nil
    case .uncovered, .missing: break
    }
    guard let policy = document?.policy, document?.kind == .permissionPolicy,
      let statement = policy.object.member("Statement")?.value, statement.kind == .array
    else { return nil }
    let text = """
      {"Effect": "Allow", "Action": "\(proof.call.action)", "Resource": "\(jsonEscaped(resource))"}
      """
    guard let last = statement.lastElement else { return nil }
    return .unsafe(
      "add a statement that allows `\(proof.call.action)` on \(quoted: resource)",
      .inserting(text, after: last.range, in: policy.json.source))
  }
}

extension SetupAnalysis {
  /// The refused calls that no other finding explains, one for each action, bucket and cause.
  func missingPermissions(where isIncluded: (BackbeatCall) -> Bool) -> [MissingPermission] {
    var seen: Set<String> = []
    return missingPermissions.filter { isIncluded($0.proof.call) && seen.insert($0.identity).inserted }
  }
}
