import JSONSource

/// The access of the role of one side, on all resources: that of its policies and of the bucket policies of the setup.
struct SideAccess {
  /// A bucket whose policy, or whose owner, decides beside the policies of the role.
  private struct Bucket {
    let name: String
    let access: CallAccess
    let side: Side
  }

  /// The setup.
  let analysis: SetupAnalysis
  /// The side.
  let side: Side
  /// The ARN of the role, where it is known.
  let role: String?
  private let general: CallAccess
  private let buckets: [Bucket]
  private let permissions: [Document]

  /// Reads the access; nil where no policy of the role is given, so that nothing is known.
  init?(_ analysis: SetupAnalysis, _ side: Side) {
    let setup = analysis.setup
    let site = side == .source ? setup.source : setup.target
    guard site.knowsPermissions else { return nil }
    self.analysis = analysis
    self.side = side
    let plan = analysis.plan
    role = plan?.role(side)?.text ?? site.roleARN
    permissions = site.permissions.filter { $0.policy != nil }
    let account = Self.account(side, analysis)
    let policies = site.hasUnattachedPolicy ? [] : permissions.compactMap { $0.policy }
    let general = CallAccess(
      policies: policies, bucketPolicy: nil, caller: BucketCaller(account: account), server: setup.server)
    self.general = general
    buckets = Side.allCases.flatMap { owner -> [Bucket] in
      let site = owner == .source ? setup.source : setup.target
      let account = site.owner ?? (owner == side ? nil : Self.account(owner, analysis))
      let caller = general.caller.account
      let owns = account == nil || caller == nil || account?.hasSameBytes(as: (caller ?? "")) == true
      guard site.bucketPolicy?.policy != nil || (site.owner != nil && !owns) else { return [] }
      var access = CallAccess(
        policies: policies, bucketPolicy: site.bucketPolicy?.policy, caller: general.caller, ownsBucket: owns,
        server: setup.server)
      access.ownsObject = owns
      return Self.names(owner, analysis).map { Bucket(name: $0, access: access, side: owner) }
    }
  }

  private static func account(_ side: Side, _ analysis: SetupAnalysis) -> String? {
    let site = side == .source ? analysis.setup.source : analysis.setup.target
    let role = analysis.plan?.role(side) ?? site.roleARN.map { LocatedString($0) }
    return role.flatMap { RoleARN($0).arn.account?.text }.flatMap { PrincipalGrammar.isAccount($0) ? $0 : nil }
  }

  /// The names of the buckets of a side, each once.
  private static func names(_ side: Side, _ analysis: SetupAnalysis) -> [String] {
    if side == .source { return [analysis.setup.source.bucket].compactMap { $0 } }
    if let bucket = analysis.setup.target.bucket { return [bucket] }
    var seen: Set<ExactString> = []
    let names = analysis.plan?.enabledRules.compactMap { analysis.plan?.targetBucket($0) } ?? []
    return names.filter { seen.insert(ExactString($0)).inserted }
  }

  /// The resource that stands for all of a scope when only its name differs between calls.
  static func anyResource(_ scope: S3Action.Scope) -> [UInt16] {
    scope == .object ? KeySearch.anyObject : Array("arn:aws:s3:::bucket".utf16)
  }

  /// The question that is asked before `action` is done.
  private func question(_ action: S3Action) -> BucketQuery {
    let isUnmapped = general.server.reading == .checked2024 && action.name.hasSameBytes(as: "s3:ReplicateObject")
    return BucketQuery(action.name, action.scope == .object ? .both : .bucket, isMapped: !isUnmapped)
  }

  /// The parts after `arn:aws:s3:::` of the resources on which the role may do `action`.
  func language(of action: S3Action, _ languages: inout PolicyLanguages) -> LanguageTable.Language {
    func decide(_ access: CallAccess) -> LanguageTable.Language {
      access.language(
        of: question(action), resource: Self.anyResource(action.scope), start: [], withTags: true, &languages)
    }
    let scope = Self.scope(action.scope, &languages)
    var parts: [LanguageTable.Language] = []
    var others = scope
    for bucket in buckets {
      let name = Self.resources(of: bucket.name, &languages)
      parts.append(languages.table.all([others, name, decide(bucket.access)]))
      others = languages.table.difference(others, name)
    }
    parts.append(languages.table.all([others, decide(general)]))
    return languages.table.any(parts)
  }

  /// The resources of a scope.
  private static func scope(_ scope: S3Action.Scope, _ languages: inout PolicyLanguages) -> LanguageTable.Language {
    func glob(_ text: String) -> LanguageTable.Language { languages.table.matching(Glob(Array(text.utf16))) }
    switch scope {
    case .object: return languages.table.difference(glob("?*/?*"), glob("/*"))
    case .bucket: return languages.table.difference(glob("?*"), glob("*/*"))
    case .service: return glob("")
    }
  }

  /// A bucket and all in it.
  private static func resources(of bucket: String, _ languages: inout PolicyLanguages) -> LanguageTable.Language {
    let name = Glob.literal(bucket.utf16)
    return languages.table.any([
      languages.table.matching(Glob(name)), languages.table.matching(Glob(name + Array("/*".utf16))),
    ])
  }

  // MARK: Policies of the role

  /// The policies of the role.
  var policies: [PolicyDocument] { general.policies }

  /// The file of a policy of the role by its number.
  func file(ofPolicy number: Int) -> Document? { number < permissions.count ? permissions[number] : nil }

  // MARK: One resource

  /// The decision of the evaluator on one resource, with the files of its policies.
  func decide(_ action: S3Action, _ text: [UInt16]) -> LocatedDecision {
    let name = text.prefix { $0 != 0x2F }
    let bucket = buckets.first { name.elementsEqual($0.name.utf16) }
    let access = bucket?.access ?? general
    let resource = Array("arn:aws:s3:::".utf16) + text
    let request = RequestContext(action: action.name, resource: resource, facts: access.server.request)
    let (answers, dependences) = possibleAnswers(access.policies, request)
    let decision = access.decide([(question(action), answers.map(CallAccess.IAMAnswer.init), dependences, resource)])
    return LocatedDecision(decision) { decider in
      if let file = file(ofPolicy: decider.document) { return file }
      return bucket.flatMap { ($0.side == .source ? analysis.setup.source : analysis.setup.target).bucketPolicy }
    }
  }

  /// The resources that the statement of a decision is about.
  func resources(of statement: Statement, _ action: S3Action, _ languages: inout PolicyLanguages)
    -> LanguageTable.Language
  {
    let request = RequestContext(
      action: action.name, resource: Self.anyResource(action.scope), facts: general.server.request)
    return languages.resources(of: statement, request, start: [])
  }
}

/// The decision on one call, and the file of the statement that decides.
struct LocatedDecision {
  let decision: CallDecision
  let document: Document?

  init(_ decision: CallDecision, _ document: (DecidingStatement) -> Document?) {
    self.decision = decision
    self.document = decision.decider.flatMap(document)
  }

  /// The statement that decides.
  var statement: Statement? { decision.decider?.statement }

  /// Indicates whether a statement refuses the call, as against none allowing it.
  var isDenied: Bool { decision.isRefused && statement != nil }
}

extension Glob {
  /// The pattern that matches exactly `text`.
  static func literal(_ text: some Sequence<UInt16>) -> [UInt16] {
    text.flatMap { unit -> [UInt16] in
      let isSpecial = unit == 0x24 || unit == 0x2A || unit == 0x3F
      return isSpecial ? [0x24, 0x7B, unit, 0x7D] : [unit]
    }
  }
}
