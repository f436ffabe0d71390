import JSONSource

/// Everything that is decided about a setup, once, for the rules that look at it.
public struct SetupAnalysis: Sendable {
  /// The setup.
  public let setup: Setup
  /// What the configuration asks for; nil when there is none that can be read.
  public let plan: ReplicationPlan?
  /// What was found in the setup's documents alone.
  public let findings: [Diagnostic]
  /// Whether Backbeat may assume the role of each side; nothing for a side without a trust policy.
  public let trust: [Side: TrustAnswer]
  /// The calls for every enabled rule, in order; those that only newer servers refuse included.
  public let calls: [CallProof]
  /// Whether every object of every enabled rule replicates: proved, proved not to, or nil when it is not known.
  public private(set) var replicates: Bool?
  /// The assumptions that the verdict rests on, those of a refused document aside: that verdict rests on nothing.
  public private(set) var assumptions: [Assumption] = []
  /// Whether the verdict has to stand without any assumption: `replicates` is nil where one is not settled.
  public let isStrict: Bool

  init(_ setup: Setup, findings: [Diagnostic], isStrict: Bool = false) {
    self.setup = setup
    self.findings = findings
    self.isStrict = isStrict
    let plan = ReplicationPlan(setup)
    self.plan = plan
    var trust: [Side: TrustAnswer] = [:]
    for side in Side.allCases {
      if let policy = (side == .source ? setup.source : setup.target).trust?.policy {
        trust[side] = evaluateTrust(policy, facts: setup.server.request)
      }
    }
    self.trust = trust
    var questions = AccessQuestions()
    var calls: [CallProof] = []
    if let plan {
      for copy in plan.enabledRules.flatMap(plan.copies) {
        for call in BackbeatCall.calls(isExternal: copy.isExternal) {
          calls.append(CallProof(call, copy, plan, &questions))
        }
      }
    }
    self.calls = calls
    decide()
  }

  /// The diagnostics with which a document is refused.
  public var refusals: [Diagnostic] { findings.filter { $0.consequence == .refused } }

  /// Whether the source bucket is known not to keep versions, so that the configuration is refused.
  public var isVersioningMissing: Bool { setup.source.versioning?.versioning?.isEnabled == false }

  private mutating func decide() {
    guard let plan else {
      replicates = setup.replication == nil ? nil : false
      return
    }
    if !refusals.isEmpty || isVersioningMissing {
      replicates = false
      return
    }
    assumptions = plan.assumptions
    var verdict = Verdict(plan)
    verdict.add(trust)
    for proof in calls where plan.isEnforced || !proof.call.isRecent { verdict.add(proof) }
    if isStrict, !assumptions.isEmpty {
      replicates = verdict.isRefuted ? false : nil
    } else if verdict.isRefuted || verdict.isRepairable {
      replicates = false
    } else {
      replicates = verdict.isKnown && !plan.enabledRules.isEmpty && plan.doubts.isEmpty ? true : nil
    }
  }

  /// The sides whose roles work for a rule.
  public func sides(_ rule: ReplicationRule) -> [Side] {
    plan?.isExternal(rule) == true ? [.source] : [.source, .target]
  }
}

/// Everything that speaks for or against replication, collected.
private struct Verdict {
  private let plan: ReplicationPlan
  /// Whether every part is known.
  private(set) var isKnown = true
  /// Whether some key does not replicate, whatever bucket policies that are not known grant.
  private(set) var isRefuted = false
  /// Whether some key does not replicate unless such a bucket policy grants a missing right.
  private(set) var isRepairable = false

  init(_ plan: ReplicationPlan) {
    self.plan = plan
    if plan.enabledRules.isEmpty { return }
    if plan.setup.source.hasUnattachedPolicy || plan.setup.target.hasUnattachedPolicy { isRefuted = true }
  }

  mutating func add(_ trust: [Side: TrustAnswer]) {
    if plan.isTargetVersioningMissing { isRefuted = true }
    for rule in plan.enabledRules {
      if plan.isOtherBucket(rule) || plan.targetBucket(rule) == "" { isRefuted = true }
      if !plan.unknownSites(rule).isEmpty { isKnown = false }
      for copy in plan.copies(of: rule) { add(copy, trust) }
    }
  }

  private mutating func add(_ copy: ReplicationCopy, _ trust: [Side: TrustAnswer]) {
    if copy.isRoleMatched == false { isRefuted = true }
    if copy.isRoleMatched == nil || copy.isDoubtful { isKnown = false }
    for side in copy.isExternal ? [.source] : Side.allCases {
      if side == .target, !copy.isTargetKnown {
        isKnown = false
        continue
      }
      if plan.missingRole(side) != nil { isRefuted = true }
      switch trust[side] {
      case .allow?: break
      case .deny?, .error?: isRefuted = true
      case .depends?, nil: isKnown = false
      }
    }
  }

  mutating func add(_ proof: CallProof) {
    switch proof.answer {
    case .proved: break
    case .refused:
      if proof.isRepairable(plan) { isRepairable = true } else { isRefuted = true }
    case .depends, .unknown: isKnown = false
    }
  }
}
