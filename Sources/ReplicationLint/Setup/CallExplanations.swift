import JSONSource

/// The findings in the documents of a setup, and the names in its policies, indexed for the calls.
///
/// A setup has up to 3,000 calls and as many findings: each is looked at once.
struct CallExplanations {
  private let analysis: SetupAnalysis
  private let plan: ReplicationPlan
  private let hasSeveralDestinations: Bool
  /// The documents that are refused.
  private let refusedPaths: Set<String>
  /// The errors in the configuration, in file order.
  private let configurationErrors: [SourceRange]
  /// The Allow statements of each side with a finding that they can never work.
  private let failing: [Side: [FailingStatement]]
  /// The findings of what fails, by path.
  private let failures: [String: [Diagnostic]]
  private let isFirstCallRefused: Bool
  private var explained: [Question: Bool] = [:]
  private var named: [Question: Bool] = [:]
  private var buckets: [String: Set<String>] = [:]

  /// A statement in which something was found that keeps it from working.
  private struct FailingStatement {
    let statement: Statement
    /// Indicates whether the finding is about an action, so that the statement may be meant for any call.
    let isAboutAction: Bool
  }

  /// An action of a role, and the bucket where that matters.
  private struct Question: Hashable {
    let side: Side
    let action: String
    var bucket = ""
  }

  init(_ analysis: SetupAnalysis, _ plan: ReplicationPlan, actionNameRules: Set<String>) {
    self.analysis = analysis
    self.plan = plan
    hasSeveralDestinations =
      !plan.setup.server.replicationV2 && plan.configuration.differingDestinations != nil
    let errors = analysis.findings.filter { $0.severity == .error }
    refusedPaths = Set(errors.filter { $0.consequence == .refused }.map { $0.path })
    let configuration = plan.setup.replication?.path
    configurationErrors = errors.filter { $0.path == configuration }.map { $0.range }.sorted()
    isFirstCallRefused = analysis.calls.contains { call in
      if call.call.target == .sourceBucket, case .refused = call.answer { true } else { false }
    }
    let failures = Dictionary(grouping: analysis.findings.filter { $0.consequence == .fails }, by: { $0.path })
    self.failures = failures
    failing = Dictionary(
      keepingFirst: Side.allCases.map { side in
        (side, plan.site(side).permissions.flatMap { Self.failing($0, failures[$0.path] ?? [], actionNameRules) })
      })
  }

  private static func failing(
    _ document: Document, _ findings: [Diagnostic], _ actionNameRules: Set<String>
  ) -> [FailingStatement] {
    guard !findings.isEmpty, let statements = document.policy?.readableStatements else { return [] }
    return findings.compactMap { finding in
      // Statements are apart from each other and in file order.
      var (low, high) = (0, statements.count)
      while low < high {
        let middle = (low + high) / 2
        if statements[middle].range.start <= finding.range.start { low = middle + 1 } else { high = middle }
      }
      guard low > 0, statements[low - 1].range.contains(finding.range), statements[low - 1].isAllow else { return nil }
      return FailingStatement(statement: statements[low - 1], isAboutAction: actionNameRules.contains(finding.rule))
    }
  }

  /// Returns whether what the call is about was itself reported: the policies of the role, or the rule's bucket and
  /// prefix.
  func isUnsure(_ proof: CallProof) -> Bool {
    if proof.call.target == .targetObject, hasSeveralDestinations { return true }
    if plan.site(proof.call.side).permissions.contains(where: { refusedPaths.contains($0.path) }) { return true }
    return [plan.keys(proof.rule)?.range, proof.rule.bucket.value?.range].contains { range in
      range.map(hasError) ?? false
    }
  }

  private func hasError(in range: SourceRange) -> Bool {
    var (low, high) = (0, configurationErrors.count)
    while low < high {
      let middle = (low + high) / 2
      if configurationErrors[middle].start < range.start { low = middle + 1 } else { high = middle }
    }
    return configurationErrors[low...].prefix { $0.start <= range.end }.contains { range.contains($0) }
  }

  /// Returns whether an error in the policy itself already explains why the grant does not work.
  mutating func isExplained(_ proof: CallProof) -> Bool {
    if proof.call.target == .targetObject, plan.isOtherBucket(proof.rule) || proof.bucket == "" { return true }
    if proof.call.target == .targetObject, plan.isSourceItself(proof.rule) { return true }
    if isNamedByFirstCall(proof) || isExplainedByBucketPolicy(proof) { return true }
    let question = Question(side: proof.call.side, action: proof.call.action)
    if let known = explained[question] { return known }
    let answer = (failing[proof.call.side] ?? []).contains { failing in
      failing.isAboutAction || StatementMatch.matchesAction(failing.statement, proof.call.action) != false
    }
    explained[question] = answer
    return answer
  }

  /// Returns whether an error in the deciding statement of a bucket policy already states that it stops the call.
  private func isExplainedByBucketPolicy(_ proof: CallProof) -> Bool {
    guard case .refused(_, let decider?) = proof.answer, plan.isOfBucketPolicy(proof.call.side, decider),
      let document = plan.policyDocument(proof.call.side, decider.document)
    else { return false }
    return failures[document.path]?.contains { decider.statement.range.contains($0.range) } ?? false
  }

  /// Returns whether the policy names another bucket for this call as for the first one, so that one finding reports
  /// both.
  private mutating func isNamedByFirstCall(_ proof: CallProof) -> Bool {
    guard proof.call.side == .source, proof.call.target == .sourceObject else { return false }
    guard isFirstCallRefused, let bucket = proof.bucket else { return false }
    let others = sourceBuckets(BackbeatCall.readConfiguration.action)
    return !others.isEmpty && !others.contains(bucket) && others.isSubset(of: sourceBuckets(proof.call.action))
  }

  private mutating func sourceBuckets(_ action: String) -> Set<String> {
    if let known = buckets[action] { return known }
    let statements = (plan.policies(.source) ?? []).flatMap { $0.readableStatements }
      .filter { $0.isAllow && StatementMatch.matchesAction($0, action) != false }
    let found = Set(statements.flatMap { $0.resourceItems }.compactMap { $0.bucket?.text })
    buckets[action] = found
    return found
  }

  /// Returns whether some Allow of the action names objects of the bucket that the call is about.
  mutating func isBucketNamed(_ proof: CallProof) -> Bool {
    guard proof.call.target != .sourceBucket, let bucket = proof.bucket else { return false }
    let question = Question(side: proof.call.side, action: proof.call.action, bucket: bucket)
    if let known = named[question] { return known }
    let units = Array(bucket.utf16)
    let answer = (plan.policies(proof.call.side) ?? []).flatMap { $0.readableStatements }.contains { statement in
      statement.isAllow && StatementMatch.matchesAction(statement, proof.call.action) != false
        && statement.resourceItems.contains { $0.arn.key != nil && Glob($0.bucket?.utf16 ?? []).matches(units) }
    }
    named[question] = answer
    return answer
  }
}
