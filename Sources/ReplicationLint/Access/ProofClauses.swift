import JSONSource

/// The statements of policies that are about one action, as clauses over what follows `arn:aws:s3:::`.
struct ProofClauses {
  /// A bound of what is allowed, where facts are not known.
  enum Bound {
    /// Only what is surely allowed is allowed.
    case lower
    /// Only what is surely refused is refused.
    case upper
  }

  /// The clauses.
  var clauses: [GlobClause] {
    complements + allowed.sorted { $0.key < $1.key }.map { GlobClause(.allow(section: $0.key), $0.value) }
      + (denied.isEmpty ? [] : [GlobClause(.deny, denied)])
  }

  private let bound: Bound
  private let request: RequestContext
  private var complements: [GlobClause] = []
  /// Plain allows and denies, which need no clause of their own.
  private var allowed: [Int: [Glob]] = [:]
  private var denied: [Glob] = []

  /// Reads the policies for calls like `request`; nothing in a call but the resource differs between keys.
  init(_ policies: [PolicyDocument], _ request: RequestContext, _ bound: Bound) {
    self.bound = bound
    self.request = request
    for (index, policy) in policies.enumerated() {
      for statement in policy.readableStatements { add(statement, section: index) }
    }
  }

  /// Adds a bucket policy: what it allows, in a section of its own, and what it denies.
  mutating func add(
    bucketPolicy policy: PolicyDocument, _ scope: BucketScope, section: Int, withAllows: Bool = true
  ) {
    for statement in policy.readableStatements {
      let match = BucketStatementMatch(
        ignoringResource: DecidingStatement(document: section, statement: statement), scope)
      // An error refuses every request that the policy is evaluated for.
      if bound == .lower ? match.outcomes.contains(.error) : match.outcomes == .error {
        complements.append(GlobClause(.deny, [], isComplement: true))
        return
      }
      let resources = BucketResources(statement)
      func globs(withUncertain: Bool) -> [Glob]? {
        BucketResources.globs(of: resources.compared, request, withUncertain: withUncertain)
      }
      if resources.canThrow, let passed = globs(withUncertain: bound == .upper) {
        complements.append(GlobClause(.deny, passed, isComplement: true))
      }
      let isUsed = (bound == .lower) == statement.isDeny ? match.outcomes.contains(.met) : match.outcomes == .met
      guard isUsed, statement.isDeny || withAllows else { continue }
      guard let globs = globs(withUncertain: (bound == .lower) == statement.isDeny) else {
        complements.append(GlobClause(statement.isDeny ? .deny : .allow(section: section), [], isComplement: true))
        continue
      }
      if statement.isDeny { denied += globs } else { allowed[section, default: []] += globs }
    }
  }

  /// Allows every resource, in a section of its own: the answer of a side that is not asked.
  mutating func allowEverything(section: Int) {
    complements.append(GlobClause(.allow(section: section), [], isComplement: true))
  }

  /// The same clauses without what they allow.
  var denials: [GlobClause] { clauses.filter { $0.effect == .deny } }

  private mutating func add(_ statement: Statement, section: Int) {
    guard let effect = effect(of: statement, section: section) else { return }
    // Allowing little and denying much both mean to take the worst case.
    let isAllow = effect == .allow(section: section)
    switch resources(of: statement, all: isAllow == (bound == .upper)) {
    case .nothing: break
    case .all: complements.append(GlobClause(effect, [], isComplement: true))
    case .allBut(let globs): complements.append(GlobClause(effect, globs, isComplement: true))
    case .some(let globs):
      switch effect {
      case .allow: allowed[section, default: []] += globs
      case .deny: denied += globs
      case .revoke: complements.append(GlobClause(effect, globs))
      }
    }
  }

  /// The effect of the statement on its resources; nil when it has none.
  private func effect(of statement: Statement, section: Int) -> GlobClause.Effect? {
    let isAction = StatementMatch.matchesAction(statement, request.action)
    guard isAction != false else { return nil }
    var outcomes = StatementMatch.condition(of: statement, request).outcomes
    if isAction == nil { outcomes.insert(.notMet) }
    switch (bound, statement.isDeny) {
    case (.lower, true): return outcomes == .notMet ? nil : .deny
    case (.lower, false):
      // An error refuses the call like a Deny.
      if outcomes.contains(.error) { return .deny }
      return outcomes == .met ? .allow(section: section) : nil
    case (.upper, true):
      if outcomes.isSubset(of: [.met, .error]) { return .deny }
      return outcomes.isSubset(of: [.met, .error, .needsTags]) ? .revoke(section: section) : nil
    case (.upper, false):
      if outcomes == .error { return .deny }
      return outcomes.isDisjoint(with: [.met, .needsTags]) ? nil : .allow(section: section)
    }
  }

  /// The resources that a statement is about.
  private enum Resources {
    case nothing
    case all
    case some([Glob])
    case allBut([Glob])
  }

  /// All resources that the statement can be about, or those that it surely is about.
  private func resources(of statement: Statement, all: Bool) -> Resources {
    let forms = statement.forms
    if forms.resource.isUncertain || forms.notResource.isUncertain { return all ? .all : .nothing }
    let resource = forms.resource.hasEntries ? statement.resourceItems : nil
    let notResource = forms.notResource.hasEntries ? statement.notResourceItems : nil
    if resource != nil, notResource != nil, !all { return .nothing }
    if let resource {
      let globs = globs(resource, withUncertain: all)
      return globs.map { $0.isEmpty ? .nothing : .some($0) } ?? .all
    }
    guard let notResource else { return .all }
    let excluded = globs(notResource, withUncertain: !all)
    return excluded.map { .allBut($0) } ?? .nothing
  }

  /// The globs of the entries that can match an S3 resource; nil when one matches every resource.
  private func globs(_ entries: [ResourceItem], withUncertain: Bool) -> [Glob]? {
    var globs: [Glob] = []
    for entry in entries {
      let objects = entry.pattern(request).objects
      guard objects.isCertain || withUncertain else { continue }
      switch objects.rest {
      case .anything: return nil
      case .glob(let glob): globs.append(glob)
      case .nothing: break
      }
    }
    return globs
  }
}
