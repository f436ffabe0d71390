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

  init(_ setup: Setup, findings: [Diagnostic]) {
    self.setup = setup
    self.findings = findings
    let plan = ReplicationPlan(setup)
    self.plan = plan
    var trust: [Side: TrustAnswer] = [:]
    for side in Side.allCases {
      if let policy = (side == .source ? setup.source : setup.target).trust?.policy {
        trust[side] = evaluateTrust(policy, facts: setup.server.request)
      }
    }
    self.trust = trust
    var questions = AccessQuestions(facts: setup.server.request)
    var calls: [CallProof] = []
    if let plan {
      for rule in plan.enabledRules {
        for call in plan.calls(for: rule) { calls.append(CallProof(call, rule, plan, &questions)) }
      }
    }
    self.calls = calls
    replicates = decide()
  }

  /// The diagnostics with which a document is refused.
  public var refusals: [Diagnostic] { findings.filter { $0.consequence == .refused } }

  /// Whether the source bucket is known not to keep versions, so that the configuration is refused.
  public var isVersioningMissing: Bool { setup.source.versioning?.versioning?.isEnabled == false }

  private func decide() -> Bool? {
    guard let plan else { return setup.replication == nil ? nil : false }
    if !refusals.isEmpty || isVersioningMissing { return false }
    if plan.enabledRules.isEmpty { return nil }
    if setup.source.hasUnattachedPolicy || setup.target.hasUnattachedPolicy { return false }
    var isKnown = true
    for rule in plan.enabledRules {
      if plan.isOtherBucket(rule) || plan.targetBucket(rule) == "" { return false }
      if !plan.unknownSites(rule).isEmpty { isKnown = false }
      for side in sides(rule) {
        if plan.missingRole(side) != nil { return false }
        switch trust[side] {
        case .allow?: break
        case .deny?, .error?: return false
        case .depends?, nil: isKnown = false
        }
      }
    }
    for proof in calls where plan.isEnforced || !proof.call.isRecent {
      switch proof.answer {
      case .proved: break
      case .refused: return false
      case .depends, .unknown: isKnown = false
      }
    }
    return isKnown ? true : nil
  }

  /// The sides whose roles work for a rule.
  public func sides(_ rule: ReplicationRule) -> [Side] {
    plan?.isExternal(rule) == true ? [.source] : [.source, .target]
  }
}
