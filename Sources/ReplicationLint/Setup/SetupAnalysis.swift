import JSONSource

/// Everything that is decided about a setup, once, for the rules that look at it.
public struct SetupAnalysis: Sendable {
  /// The setup.
  package let setup: Setup
  /// A document of which only the beginning is read, so that nothing is decided unless another one is refused.
  let cutOff: Document?
  /// The plan of the configuration; nil when there is none that can be read.
  package let plan: ReplicationPlan?
  /// The findings in the setup's documents alone.
  package let findings: [Diagnostic]
  /// Indicates whether Backbeat may assume the role of each side; nothing for a side without a trust policy.
  package let trust: [Side: TrustDecision]
  /// The calls for every enabled rule, in order; those that only newer servers refuse included.
  package let calls: [CallProof]
  /// Indicates whether every object of every enabled rule replicates: proved, proved not to, or nil when it is not
  /// known.
  public private(set) var replicates: Bool?
  /// The assumptions that the verdict rests on. Where a document is refused, that is at most the version of the server.
  public private(set) var assumptions: [Assumption] = []
  /// The refused calls that none of `findings` explains.
  private(set) var missingPermissions: [MissingPermission] = []
  /// Indicates whether the verdict has to hold without any assumption: `replicates` is nil where one is not settled.
  package let isStrict: Bool

  /// Decides a setup.
  ///
  /// - Parameters:
  ///   - findings: what was found in its documents alone.
  ///   - isStrict: whether a verdict that rests on an assumption is nil.
  ///   - actionNameRules: the slugs of the rules about names of actions, whose findings can explain any refused call.
  ///   - refusalsDependOnVersion: whether a server of version 2, which it may be, accepts what is refused.
  init(
    _ setup: Setup, findings: [Diagnostic], isStrict: Bool = false, actionNameRules: Set<String> = [],
    refusalsDependOnVersion: Bool = false
  ) {
    self.setup = setup
    self.findings = findings
    self.isStrict = isStrict
    let isRefused = findings.contains { $0.consequence == .refused }
    cutOff = isRefused ? nil : setup.documents.first { $0.isCutOff }
    let plan = cutOff == nil ? ReplicationPlan(setup) : nil
    self.plan = plan
    var trust: [Side: TrustDecision] = [:]
    for side in Side.allCases {
      if cutOff == nil, let policy = (side == .source ? setup.source : setup.target).trust?.policy {
        trust[side] = evaluateTrust(policy, facts: setup.server.request)
      }
    }
    self.trust = trust
    guard let plan else {
      calls = []
      replicates = isConfigurationOpen ? nil : false
      return
    }
    var questions = AccessQuestions()
    var calls: [CallProof] = []
    let verdict = SetupVerdict(plan, trust, rules: plan.enabledRules, isEveryCallProved: true) { call, copy in
      let proof = CallProof(call, copy, plan, &questions)
      calls.append(proof)
      return proof
    }
    self.calls = calls
    missingPermissions = MissingPermission.all(self, actionNameRules: actionNameRules)
    if !refusals.isEmpty || isVersioningMissing {
      if refusalsDependOnVersion, !isVersioningMissing { assumptions = [.firstForm] }
      replicates = isOpen ? nil : false
      return
    }
    assumptions = plan.assumptions
    replicates = verdict.replicates(isOpen: isOpen, isDoubted: !plan.doubts.isEmpty)
  }

  /// Indicates whether nothing is decided without a plan: no configuration is there, only the beginning of a document is
  /// read, or the configuration is an answer of the server that cannot be read, which is never deployed.
  var isConfigurationOpen: Bool {
    guard let replication = setup.replication, cutOff == nil else { return true }
    return replication.kind.isCLIOutput && refusals.isEmpty && !isVersioningMissing
  }

  /// Indicates whether a verdict rests on an assumption that must not be made.
  var isOpen: Bool { isStrict && !assumptions.isEmpty }

  /// The diagnostics with which a document is refused.
  package var refusals: [Diagnostic] { findings.filter { $0.consequence == .refused } }

  /// Indicates whether the source bucket is known not to keep versions, so that the configuration is refused.
  package var isVersioningMissing: Bool { setup.source.versioning?.versioning?.isEnabled == false }

  /// The sides whose roles work for a rule.
  package func sides(_ rule: ReplicationRule) -> [Side] {
    plan?.isExternal(rule) == true ? [.source] : [.source, .target]
  }
}
