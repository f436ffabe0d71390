import JSONSource

/// Makes the steps of a trace, following every outcome that unknown facts leave possible.
struct TraceRun {
  private typealias Outcome = ReplicationTrace.Outcome
  private let analysis: SetupAnalysis
  private let key: String
  private let operation: ReplicationOperation
  private let size: Int?
  private(set) var steps: [ReplicationTrace.Step] = []
  private var possible: Set<ReplicationTrace.Outcome> = []
  private var isAlive = true

  init(_ analysis: SetupAnalysis, key: String, operation: ReplicationOperation, size: Int?) {
    self.analysis = analysis
    self.key = key
    self.operation = operation
    self.size = size
  }

  /// The outcome for the object: the only possible one, else unknown.
  var outcome: ReplicationTrace.Outcome {
    let outcome = possible.count == 1 ? possible.first ?? .unknown : .unknown
    // Under --strict neither a copy nor a refusal that rests on an assumption is certain.
    return analysis.isOpen && (outcome == .completed || outcome == .notConfigured) ? .unknown : outcome
  }

  mutating func run() {
    guard let plan = analysis.plan else {
      add("put the replication configuration", result: "Unknown", failure: .notConfigured, passes: nil)
      possible = analysis.isConfigurationOpen ? [.unknown] : [.notConfigured]
      if !analysis.isConfigurationOpen { configure() }
      return
    }
    configure()
    guard isAlive else { return }
    let copies = select(plan)
    guard isAlive else { return }
    guard let content = ReplicationContent(operation, size: size) else {
      add(
        "queue the entry", result: "not queued", note: "\(operation.name) are never replicated", failure: .notSelected,
        passes: false)
      possible = [.notSelected]
      return
    }
    var outcomes: Set<Outcome> = [.completed]
    let before = possible
    for copy in copies {
      possible = []
      isAlive = true
      replicate(content, copy, plan, isOneOfSeveral: copies.count > 1)
      if isAlive { possible.insert(.completed) }
      outcomes = Set(outcomes.flatMap { outcome in possible.map { outcome.joined(with: $0) } })
    }
    possible = before.union(outcomes)
  }

  private mutating func replicate(
    _ content: ReplicationContent, _ copy: ReplicationCopy, _ plan: ReplicationPlan, isOneOfSeveral: Bool
  ) {
    if isOneOfSeveral { choose(copy, plan) }
    let answers = StageAnswers(plan: plan, trust: analysis.trust)
    let units = Array(key.utf16)
    for stage in copy.stages(content) where isAlive {
      if case .call(let call) = stage {
        make(call, copy, plan)
      } else if let answer = answers.answer(stage, copy, key: units) {
        add(answer, stage, copy, plan)
      }
    }
  }

  private mutating func add(
    _ answer: StageAnswer, _ stage: ReplicationStage, _ copy: ReplicationCopy, _ plan: ReplicationPlan
  ) {
    var (side, role): (Side?, String?) = (nil, nil)
    if case .assume(let who) = stage { (side, role) = (who, who == .target ? copy.targetRole : plan.role(who)?.text) }
    add(
      ReplicationTrace.Step(
        step: answer.step, side: side, action: side == nil ? nil : "sts:AssumeRole", resource: role,
        result: answer.result, by: answer.place.map { place($0.range, in: $0.document) }, note: answer.note,
        failure: answer.failure, passes: answer.passes))
  }

  // MARK: Steps

  private mutating func configure() {
    if let refusal = analysis.refusals.first {
      steps.removeAll()
      add(
        "put the documents", result: refusal.platform?.code ?? "refused",
        by: ReplicationTrace.SourceLocation(path: refusal.path, range: refusal.range, pointer: refusal.pointer),
        note: refusal.message, failure: .notConfigured, passes: false)
    } else if analysis.isVersioningMissing, let versioning = analysis.setup.source.versioning {
      let range = versioning.versioning?.range ?? SourceRange(0, 0)
      add(
        "put the replication configuration", result: "InvalidRequest", by: place(range, in: versioning),
        note: "versioning is not enabled on the source bucket", failure: .notConfigured, passes: false)
    }
  }

  private mutating func select(_ plan: ReplicationPlan) -> [ReplicationCopy] {
    let rule = plan.rule(for: key)
    let document = plan.setup.replication
    add(
      "select the object", result: rule == nil ? "no enabled rule" : rule.map { $0.name } ?? "",
      by: rule.flatMap { rule in document.map { place(rule.object.node.range, in: $0) } },
      failure: .notSelected, passes: rule != nil)
    guard let rule else { return [] }
    // The server reads the sites of all rules, those that are disabled among them.
    if let unknown = plan.unknownSites.first {
      add(
        "find the site", result: "Unknown", by: document.map { place(unknown.list.range, in: $0) },
        note: "\(quoted(unknown.site)) is refused unless it is a site of the server", failure: .notConfigured,
        passes: nil)
    }
    for doubt in plan.doubts(about: rule) {
      add("find the roles and buckets", result: "Unknown", note: doubt.text, failure: .pending, passes: nil)
    }
    return plan.copies(for: key)
  }

  /// Names one of several destinations.
  private mutating func choose(_ copy: ReplicationCopy, _ plan: ReplicationPlan) {
    let range = copy.rule.storageClass.value?.range ?? copy.rule.object.node.range
    add(
      "choose a destination", result: "\(copy.destination?.site ?? "the default site") by \(copy.rule.name)",
      by: plan.setup.replication.map { place(range, in: $0) }, failure: .pending, passes: true)
  }

  private mutating func make(_ call: BackbeatCall, _ copy: ReplicationCopy, _ plan: ReplicationPlan) {
    let rule = copy.rule
    // An older server does not refuse these, and without a version the guide's word holds.
    if !plan.asksFor(call) { return }
    let resource = plan.resource(of: call, rule, key: key)
    func step(
      _ result: String, by decision: CallDecision? = nil, _ note: String?, _ passes: Bool?
    ) -> ReplicationTrace.Step {
      let by = decision?.decider.flatMap { decider in
        plan.policyDocument(call.side, decider.document).map { place(decider.statement.range, in: $0) }
      }
      return ReplicationTrace.Step(
        step: call.step, side: call.side, action: decision?.question?.action ?? call.action, resource: resource,
        result: result, by: by, note: note,
        failure: ReplicationTrace.Outcome(rawValue: call.failure.rawValue) ?? .failed,
        passes: passes)
    }
    // A missing right proves nothing under --strict while a bucket policy that is not known may grant it.
    let isOpen = analysis.isStrict && plan.mayBeGrantedByBucketPolicy(call, rule, resource: resource)
    let missing: Bool? = isOpen ? nil : false
    if plan.setup.server.ignoresRoles {
      add(step("Unknown", Message.rolesAreIgnored.text, nil))
      return
    }
    if call.side == .target, !copy.isTargetKnown {
      add(step("Unknown", "no documents of the role \(quoted(copy.targetRole ?? "")) are given", nil))
      return
    }
    if plan.site(call.side).hasUnattachedPolicy {
      add(step("ImplicitDeny", "the policy is not attached to the \(call.side.rawValue) role", missing))
      return
    }
    if resource == nil, plan.isNowhereAllowed(call.action, call.side) {
      add(step("ImplicitDeny", "no statement allows `\(call.action)` on any bucket", missing))
      return
    }
    guard let resource, let access = plan.access(call, rule) else {
      if let resource, let access = plan.accessOfUnknownRole(call, rule) {
        let decision = access.decide(call.request, resource: Array(resource.utf16))
        if decision.isRefused {
          add(step("ExplicitDeny", by: decision, "the bucket policy refuses it, whatever the role may do", false))
          return
        }
      }
      let missing =
        resource == nil ? "the source bucket is not known" : "no policy of the \(call.side.rawValue) role is given"
      add(step("Unknown", missing, nil))
      return
    }
    let decision = access.decide(call.request, resource: Array(resource.utf16))
    let action = decision.question?.action ?? call.action
    if let shared = plan.accessOfSharedRole(call, rule) {
      let other = shared.decide(call.request, resource: Array(resource.utf16))
      if decision.isAllowed != other.isAllowed || decision.isRefused != other.isRefused {
        add(step("Unknown", Message.policiesOfSidesDiffer(action).text, nil))
        return
      }
    }
    if call.target == .targetObject, let policy = plan.policyBesideSetup(rule) {
      if case .explicitDeny = decision.answer {
      } else {
        add(step("Unknown", Message.isNotPartOfSetup(policy).text, nil))
        return
      }
    }
    switch decision.answer {
    case .allow: add(step("Allow", by: decision, nil, true))
    case .implicitDeny:
      add(step("ImplicitDeny", by: decision, "no statement allows `\(action)` on \(quoted(resource))", missing))
    case .explicitDeny: add(step("ExplicitDeny", by: decision, nil, false))
    case .needsTags:
      add(
        step(
          "NeedTagConditionEval", by: decision,
          decision.question?.readsTags == true
            ? "an object without the tags is refused"
            : "Backbeat's own calls are not evaluated again with the object's tags",
          missing))
    case .error(let error): add(step("Error", by: decision, error, false))
    case .depends(let dependences): add(step("Depends", by: decision, UnresolvedFact.list(dependences), nil))
    }
  }

  // MARK: Parts

  private func place(_ range: SourceRange, in document: Document) -> ReplicationTrace.SourceLocation {
    ReplicationTrace.SourceLocation(
      path: document.path, range: range, pointer: JSONPointer(to: range, in: document.json))
  }

  private mutating func add(
    _ step: String, result: String, by: ReplicationTrace.SourceLocation? = nil, note: String? = nil,
    failure: ReplicationTrace.Outcome, passes: Bool?
  ) {
    add(
      ReplicationTrace.Step(
        step: step, side: nil, action: nil, resource: nil, result: result, by: by, note: note, failure: failure,
        passes: passes))
  }

  private mutating func add(_ step: ReplicationTrace.Step) {
    steps.append(step)
    if step.passes != true, let failure = step.failure { possible.insert(failure) }
    if step.passes == false { isAlive = false }
  }
}
