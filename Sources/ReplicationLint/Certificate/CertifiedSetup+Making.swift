package import JSONSource

extension Certificate {
  /// The proofs of the setups that are proved, about files of which `sources` has the bytes.
  package init(_ analyses: [SetupAnalysis], sources: [SourceFile]) {
    let setups = analyses.compactMap { CertifiedSetup($0) }
    var paths: [ExactString] = []
    for path in setups.flatMap({ [$0.replication] + $0.policies }).map({ ExactString($0.path) })
    where !paths.contains(path) {
      paths.append(path)
    }
    let bytes = Dictionary(keepingFirst: sources.map { (ExactString($0.name), $0.bytes) })
    let files = paths.compactMap { path in
      bytes[path].map { File(path: path.text, digest: SHA256($0).hex) }
    }
    self.init(files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }, setups: setups)
  }
}

extension CertifiedSetup {
  /// The proof of an analysed setup; nil where it is not proved.
  package init?(_ analysis: SetupAnalysis) {
    guard analysis.replicates == true, let plan = analysis.plan, let document = plan.setup.replication else {
      return nil
    }
    var maker = SetupCertifier(analysis, plan)
    let rules = plan.enabledRules.map { CertifiedRule(index: $0.index, isExternal: plan.isExternal($0)) }
    let calls = analysis.calls.filter { plan.asksFor($0.call) }.flatMap { maker.calls($0) }
    var known: Set<CertifiedCall> = []
    self.init(
      name: plan.setup.name, replication: DocumentAddress(document, plan.configuration.object.node),
      reading: plan.setup.server.reading.rawValue, isVersionTwo: plan.setup.server.replicationV2,
      roles: plan.roles.map { $0.text }, sites: maker.sites, policies: maker.policies.map { $0.address }, rules: rules,
      calls: calls.filter { known.insert($0).inserted }, assumptions: analysis.assumptions)
  }
}

extension DocumentAddress {
  /// The address of a value in a document's file, or in the document that a string of it holds.
  init(_ document: Document, _ node: JSONNode) {
    let inner = JSONPointer(to: node.range, in: node.document).description
    guard let text = document.embeddedText else {
      self.init(path: document.path, pointers: [inner])
      return
    }
    self.init(
      path: document.path, pointers: [JSONPointer(to: text.range, in: document.json).description, inner])
  }
}

/// Makes the parts of a certified setup.
private struct SetupCertifier {
  private let analysis: SetupAnalysis
  private let plan: ReplicationPlan
  /// The policies, each with its address.
  private(set) var policies: [(address: DocumentAddress, policy: PolicyDocument)] = []
  /// The sites.
  private(set) var sites: [CertifiedSite] = []

  init(_ analysis: SetupAnalysis, _ plan: ReplicationPlan) {
    self.analysis = analysis
    self.plan = plan
    let isExternal = plan.enabledRules.allSatisfy { plan.isExternal($0) }
    for side in isExternal ? [.source] : Side.allCases {
      let site = plan.site(side)
      var made = CertifiedSite(side: side)
      made.bucket = side == .source ? site.bucket : plan.enabledRules.lazy.compactMap(plan.targetBucket).first
      made.permissions = site.permissions.compactMap { number($0) }
      if plan.setup.server.readsBucketPolicies { made.bucketPolicy = site.bucketPolicy.flatMap { number($0) } }
      made.trust = site.trust.flatMap { number($0) }
      certifyTrust(&made)
      sites.append(made)
    }
  }

  private mutating func number(_ document: Document) -> Int? {
    guard let policy = document.policy else { return nil }
    policies.append((DocumentAddress(document, policy.object.node), policy))
    return policies.count - 1
  }

  // MARK: Trust

  private func certifyTrust(_ site: inout CertifiedSite) {
    guard let number = site.trust else { return }
    let policy = policies[number].policy
    let request = RequestContext(action: S3Action.assumeRole, resource: "", facts: plan.setup.server.request)
    var given: [CertifiedFact] = []
    let proof = CertifiedTrust(policy) { statement in
      let holds = Self.decided(statement, request)
      if let holds {
        given.append(CertifiedFact(policy: number, statement: statement.index, part: "Condition", holds: holds))
      }
      return holds
    }
    guard let statement = proof.statement else {
      site.trustAssumption = "the statements of the trust policy need more than the documents to decide"
      return
    }
    site.trustStatement = statement
    site.trustGiven = given
  }

  /// Returns whether the conditions of a statement are met; nil where that is not known.
  private static func decided(_ statement: Statement, _ request: RequestContext) -> Bool? {
    switch StatementMatch.condition(of: statement, request).outcomes {
    case .met: true
    case .notMet: false
    default: nil
    }
  }

  // MARK: Calls

  /// The questions of one call.
  mutating func calls(_ proof: CallProof) -> [CertifiedCall] {
    guard let bucket = proof.bucket, let access = plan.access(proof.call.side) else { return [] }
    let prefix = proof.call.target == .sourceBucket ? nil : plan.keys(proof.rule)?.text
    return proof.call.request.questions(access.server.reading, access.server).map { question in
      call(question, proof, access, bucket: bucket, prefix: prefix)
    }
  }

  private func call(
    _ question: BucketQuery, _ proof: CallProof, _ access: CallAccess, bucket: String, prefix: LocatedString?
  ) -> CertifiedCall {
    let side = proof.call.side
    let site = sites.first { $0.side == side }
    let asksBucket = access.bucketPolicy != nil && question.isMapped
    let taken =
      (question.asksIAM ? site?.permissions ?? [] : []) + (asksBucket ? [site?.bucketPolicy].compactMap { $0 } : [])
    let mine = taken.map {
      CertifiedStatements.Policy(
        number: $0, document: policies[$0].policy, isOfBucket: $0 == site?.bucketPolicy && asksBucket)
    }
    var facts = Facts(question, access)
    let statements = CertifiedStatements(mine, action: question.action) { policy, statement, part in
      facts.holds(policy, statement, part)
    }
    return CertifiedCall(
      rule: proof.rule.index, side: side, action: question.action, bucket: bucket, prefix: prefix?.text,
      asksRole: question.asksIAM, asksBucket: asksBucket, given: facts.given, statements: statements.statements,
      evidence: evidence(question, proof, access, statements, facts, bucket: bucket, prefix: prefix))
  }

  private func evidence(
    _ question: BucketQuery, _ proof: CallProof, _ access: CallAccess, _ taken: CertifiedStatements,
    _ facts: Facts, bucket: String, prefix: LocatedString?
  ) -> CertifiedCall.Evidence {
    if plan.setup.server.replicationV2 { return .assumed("rules of version 2 are not certified") }
    if !proof.copy.isTargetKnown || proof.copy.isDoubtful { return .assumed("the site of the copy is not certified") }
    if !access.ownsBucket { return .assumed("the bucket is of another account than the role") }
    if facts.mayFail { return .assumed("a statement may make the server fail") }
    let states = CertifiedStates(taken, needsAllow: question.asksIAM)
    guard let prefix else {
      return states.isAllowed(states.state(after: Array(bucket.utf16)))
        ? .text : .assumed("the answer needs more than the documents")
    }
    let start = states.state(after: Array("\(bucket)/".utf16) + prefix.utf16)
    if question.asksIAM, let found = states.covering(start) {
      return .covering(statement: found.statement, pattern: found.pattern)
    }
    return states.invariant(after: start, includesStart: !prefix.text.isEmpty).map { .invariant($0) }
      ?? .assumed("the answer needs more than the documents, or too many states")
  }

  /// The known facts about statements beyond the documents, as far as they were asked for.
  private struct Facts {
    private(set) var given: [CertifiedFact] = []
    /// Indicates whether a statement may make the evaluator throw.
    private(set) var mayFail = false
    private let request: RequestContext
    private let scope: BucketScope
    private let caller: BucketCaller

    init(_ question: BucketQuery, _ access: CallAccess) {
      request = RequestContext(
        action: question.action, resource: KeySearch.anyObject, facts: access.server.request)
      scope = BucketScope(question, access.caller, access.server, resource: KeySearch.anyObject)
      caller = access.caller
      // Every statement of a bucket policy is evaluated for every request.
      mayFail = (access.bucketPolicy?.readableStatements ?? []).contains { statement in
        let decider = DecidingStatement(document: 0, statement: statement)
        return BucketResources(statement).canThrow
          || BucketStatementMatch(ignoringResource: decider, scope).outcomes.contains(.error)
      }
    }

    mutating func holds(_ policy: CertifiedStatements.Policy, _ statement: Statement, _ part: String) -> Bool? {
      let answer: Bool?
      if part == "Principal" {
        switch PrincipalMatch(statement.principal.value, caller, isLooseAboutRoot: scope.isLooseAboutRoot) {
        case .matches: answer = true
        case .other: answer = false
        case .unknown: answer = nil
        }
      } else {
        let outcomes = StatementMatch.condition(of: statement, policy.isOfBucket ? scope.request : request).outcomes
        if outcomes.contains(.error) { mayFail = true }
        answer = outcomes == .met ? true : outcomes == .notMet ? false : nil
      }
      if let answer {
        given.append(
          CertifiedFact(policy: policy.number, statement: statement.index, part: part, holds: answer))
      }
      return answer
    }
  }
}

/// Indicates whether a trust policy lets Backbeat assume its role, decided with as little as can be: statements in
/// order, of which none may deny Backbeat and one has to allow it (Arsenal lib/policyEvaluator/principal.ts).
struct CertifiedTrust {
  /// The place of the statement that allows it; nil where that is not shown.
  private(set) var statement: Int?

  init(_ policy: PolicyDocument, holds: (Statement) -> Bool?) {
    for candidate in policy.readableStatements {
      guard candidate.principal.isPresent, !candidate.notPrincipal.isPresent else {
        statement = nil
        return
      }
      guard Self.namesBackbeat(candidate) else { continue }
      let isMet = candidate.condition.isPresent ? holds(candidate) : true
      if candidate.isDeny, isMet != false {
        statement = nil
        return
      }
      if candidate.isAllow, isMet == true { statement = statement ?? candidate.index }
    }
  }

  private static func namesBackbeat(_ statement: Statement) -> Bool {
    guard let principal = statement.principal.value else { return statement.isDeny }
    if principal.isEveryone { return true }
    return principal.entries.contains { entry in
      entry.name.text == "Service"
        && entry.values?.items.contains { $0.text.hasSameBytes(as: PrincipalGrammar.service) } == true
    }
  }
}
