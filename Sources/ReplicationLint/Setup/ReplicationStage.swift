import JSONSource

/// One stage of an object on its way to one destination. The list of stages describes a copy; proofs fold it over all
/// keys, a dry run over one.
enum ReplicationStage {
  /// Find the queue of the site.
  case queue
  /// Assume the role of a side.
  case assume(Side)
  /// Compare the roles of the object's entry with those of the rule that is found for it.
  case compareRoles
  /// Find the target bucket, and see whether it takes versions.
  case targetBucket
  /// A call that policies decide.
  case call(BackbeatCall)
}

extension ReplicationCopy {
  /// The stages in order.
  func stages(_ content: ReplicationContent = .data) -> [ReplicationStage] {
    var stages: [ReplicationStage] = [.assume(.source), .queue, .compareRoles]
    for call in BackbeatCall.calls(isExternal: isExternal, content) {
      if call.target == .targetObject { stages += [.assume(.target), .targetBucket] }
      stages.append(.call(call))
    }
    return stages
  }
}

/// The result of a stage that policies do not decide.
struct StageAnswer {
  /// The description of the step.
  let step: String
  /// The word for the result.
  let result: String
  /// The place that decides.
  var place: (range: SourceRange, document: Document)?
  /// More, for people.
  var note: String?
  /// The outcome for the object if it does not pass.
  let failure: ReplicationTrace.Outcome
  /// Indicates whether the replication goes on; nil when that is not known.
  let passes: Bool?
}

/// Answers the stages of a setup that policies do not decide. Proofs and dry runs ask the same one.
struct StageAnswers {
  let plan: ReplicationPlan
  let trust: [Side: TrustDecision]

  /// The answer to a stage, nil where it has none; for one key, or for all keys of the copy's rule.
  func answer(_ stage: ReplicationStage, _ copy: ReplicationCopy, key: [UInt16]? = nil) -> StageAnswer? {
    switch stage {
    case .queue: queue(copy)
    case .assume(let side): assume(side, copy)
    case .compareRoles: compareRoles(copy, key)
    case .targetBucket: targetBucket(copy)
    case .call: nil
    }
  }

  private func inConfiguration(_ range: SourceRange?) -> (SourceRange, Document)? {
    guard let range, let document = plan.setup.replication else { return nil }
    return (range, document)
  }

  private func queue(_ copy: ReplicationCopy) -> StageAnswer? {
    guard copy.isDoubtful else { return nil }
    return StageAnswer(
      step: "find the queue of the site", result: "Unknown",
      place: inConfiguration(copy.rule.storageClass.value?.range),
      note: "no site is called \(quoted(copy.destination?.site ?? ""))", failure: .pending, passes: nil)
  }

  private func compareRoles(_ copy: ReplicationCopy, _ key: [UInt16]?) -> StageAnswer? {
    if copy.lacksTargetRole {
      return StageAnswer(
        step: "compare the roles", result: "BadRole", place: inConfiguration(plan.configuration.role.value?.range),
        note: "`Role` names one role, and a Scality site takes two", failure: .pending, passes: false)
    }
    guard !copy.isExternal, let role = copy.role, let mismatch = key.map(role.mismatch(for:)) ?? role.mismatch else {
      return nil
    }
    let range =
      switch mismatch {
      case .noRule: copy.rule.account.value?.range
      case .earlierRule(let rule): rule.object.node.range
      }
    return StageAnswer(
      step: "compare the roles", result: "BadRole", place: inConfiguration(range),
      note: "the rule that Backbeat finds for the site gives another role than \(quoted(copy.targetRole ?? ""))",
      failure: .pending, passes: copy.destination?.isScality == true ? false : nil)
  }

  private func assume(_ side: Side, _ copy: ReplicationCopy) -> StageAnswer {
    func answer(
      _ result: String, _ place: (SourceRange, Document)? = nil, note: String? = nil, _ passes: Bool?
    ) -> StageAnswer {
      StageAnswer(
        step: side == .source ? "assume the source role" : "assume the target role", result: result, place: place,
        note: note,
        failure: side == .source ? .pending : .failed, passes: passes)
    }
    if plan.setup.server.ignoresRoles { return answer("Unknown", note: Message.rolesAreIgnored.text, nil) }
    if side == .target, !copy.isTargetKnown {
      return answer("Unknown", note: "no documents of this role are given", nil)
    }
    if let missing = plan.missingRole(side) {
      return answer(
        "NoSuchEntity", inConfiguration(plan.role(side)?.contentRange), note: missing.text, false)
    }
    guard let trusted = trust[side], let document = plan.site(side).trust else {
      return answer("Unknown", note: "no trust policy of the \(side.rawValue) role is given", nil)
    }
    let place = trusted.decider.map { ($0.range, document) }
    switch trusted {
    case .allow: return answer("Allow", place, true)
    case .deny(nil):
      return answer("ImplicitDeny", (document.json.root.range, document), note: "no statement trusts backbeat", false)
    case .deny: return answer("ExplicitDeny", place, false)
    case .error(let error, _): return answer("Error", place, note: error, false)
    case .depends(let dependences): return answer("Depends", place, note: UnresolvedFact.list(dependences), nil)
    }
  }

  private func targetBucket(_ copy: ReplicationCopy) -> StageAnswer? {
    if plan.isTargetVersioningMissing(copy.rule) || plan.isTargetVersioningDoubtful(copy.rule),
      let versioning = plan.setup.target.versioning
    {
      return StageAnswer(
        step: "write to the target bucket",
        result: plan.isTargetVersioningMissing(copy.rule) ? "InvalidBucketState" : "Unknown",
        place: (versioning.versioning?.range ?? SourceRange(0, 0), versioning),
        note: plan.isTargetVersioningMissing(copy.rule)
          ? "versioning is not enabled on the target bucket"
          : "versioning is not enabled on the target bucket, and newer releases of Backbeat ask for it",
        failure: .failed, passes: plan.isTargetVersioningMissing(copy.rule) ? false : nil)
    }
    guard plan.isOtherBucket(copy.rule) || plan.targetBucket(copy.rule) == "" else { return nil }
    // For an external location, as the site may be one, nothing reads the bucket.
    return StageAnswer(
      step: "find the target bucket", result: copy.isSiteOpen ? "Unknown" : "NoSuchBucket",
      place: inConfiguration(copy.rule.bucket.value?.range),
      note: "the bucket that was created is \(quoted(plan.setup.target.bucket ?? "not known"))", failure: .failed,
      passes: copy.isSiteOpen ? nil : false)
  }
}

extension UnresolvedFact {
  /// The unknown facts, each once.
  static func list(_ dependences: [UnresolvedFact]) -> String {
    var subjects: [String] = []
    for dependence in dependences where !subjects.contains(dependence.subject) { subjects.append(dependence.subject) }
    return "depends on " + subjects.map(quoted).joined(separator: ", ")
  }
}
