import JSONSource

/// A setup as it can be drawn: the documents of each site, the rules, and the calls that Backbeat makes for them.
package struct SetupPicture: Sendable, Hashable {
  /// The known facts about one site.
  package struct SitePicture: Sendable, Hashable {
    /// The bucket; nil when it is not known. Of several destinations the first.
    package let bucket: String?
    /// The role as the configuration names it; nil when it names none.
    package let role: String?
    /// The files that belong to the site.
    package let files: [String]
  }

  /// One rule.
  package struct Rule: Sendable, Hashable {
    /// Its name in text.
    package let name: String
    /// The prefix of the keys that it selects; nil where the server refuses the form of the selection.
    package let prefix: String?
    /// The bucket that receives its objects; nil when that cannot be read.
    package let bucket: String?
    /// Indicates whether it selects objects.
    package let isEnabled: Bool
  }

  /// The permissions that one role needs at one site, for all rules alike.
  package struct Call: Sendable, Hashable {
    /// Indicates whether it is allowed.
    package enum Answer: Sendable, Hashable {
      /// For every key of every rule.
      case allowed
      /// For the key, the shortest there is of the first rule concerned; empty for a call on the bucket.
      case refused(key: String)
      /// That is not known.
      case unknown
    }

    /// The site.
    package let side: Side
    /// The description of the call.
    package let step: String
    /// The request.
    package let action: String
    /// On what; nil when the bucket is not known.
    package let resource: String?
    /// The answer.
    package let answer: Answer
    /// The number of rules for which it is not allowed.
    package let ruleCount: Int
  }

  /// The source.
  package let source: SitePicture
  /// The target.
  package let target: SitePicture
  /// All rules, in file order.
  package let rules: [Rule]
  /// The requests, in the order of the calls.
  package let calls: [Call]

  /// Draws what is decided; nil without a configuration that can be read. Linear in the calls.
  init?(_ analysis: SetupAnalysis) {
    guard let plan = analysis.plan else { return nil }
    source = SitePicture(.source, bucket: plan.setup.source.bucket, plan)
    target = SitePicture(.target, bucket: plan.enabledRules.lazy.compactMap(plan.targetBucket).first, plan)
    rules = plan.configuration.readableRules.map { rule in
      Rule(
        name: rule.name, prefix: plan.keys(rule)?.text.text, bucket: plan.targetBucket(rule), isEnabled: rule.isEnabled)
    }
    calls = Self.assumptions(of: analysis, plan) + Self.calls(of: analysis, plan)
  }

  private static func assumptions(of analysis: SetupAnalysis, _ plan: ReplicationPlan) -> [Call] {
    Side.allCases.compactMap { side in
      guard let role = plan.role(side) else { return nil }
      let answer: Call.Answer =
        switch plan.setup.server.ignoresRoles ? nil : analysis.trust[side] {
        case .allow?: plan.missingRole(side) == nil ? .allowed : .refused(key: "")
        case .deny?, .error?: .refused(key: "")
        case .depends?, nil: .unknown
        }
      return Call(
        side: side, step: "assume the role", action: S3Action.assumeRole, resource: role.text, answer: answer,
        ruleCount: answer == .allowed ? 0 : plan.enabledRules.count)
    }
  }

  private static func calls(of analysis: SetupAnalysis, _ plan: ReplicationPlan) -> [Call] {
    struct Key: Hashable {
      let step: String
      let action: String
      let bucket: String?
    }
    var proofs: [Key: [CallProof]] = [:]
    var order: [Key] = []
    for proof in analysis.calls where plan.asksFor(proof.call) {
      let key = Key(step: proof.call.step, action: proof.call.action, bucket: proof.bucket)
      if proofs[key] == nil { order.append(key) }
      proofs[key, default: []].append(proof)
    }
    return order.compactMap { key in
      guard let all = proofs[key], let first = all.first else { return nil }
      let open = all.filter { if case .proved = $0.answer { false } else { true } }
      let refused = open.first { if case .refused = $0.answer { true } else { false } }
      var answer = Call.Answer.allowed
      if !open.isEmpty { answer = .unknown }
      if case .refused(let key, _)? = refused?.answer { answer = .refused(key: key) }
      let shown = refused ?? open.first ?? first
      let witness: String =
        if case .refused(let key) = answer { key } else { (plan.keys(shown.rule)?.text.text ?? "") + "*" }
      return Call(
        side: first.call.side, step: key.step, action: shown.action,
        resource: plan.resource(of: shown.call, shown.rule, key: witness), answer: answer,
        ruleCount: Set(open.map { $0.rule.index }).count)
    }
  }
}

extension SetupPicture.SitePicture {
  fileprivate init(_ side: Side, bucket: String?, _ plan: ReplicationPlan) {
    self.init(
      bucket: bucket, role: plan.role(side)?.text,
      files: plan.site(side).documents.map { $0.path }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
  }
}
