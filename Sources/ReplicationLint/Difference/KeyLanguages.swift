import JSONSource

/// The keys that the rules of a setup select, and those that replicate.
struct KeyLanguages {
  typealias Language = LanguageTable.Language

  /// Something that an object needs to replicate.
  struct Need {
    /// The call; nil for what is needed before any call.
    let call: BackbeatCall?
    /// The keys for which it is there.
    let keys: Language
  }

  /// The keys of which one copy is made.
  struct Selection {
    let rule: ReplicationRule
    /// The bucket or the site that the copy goes to.
    let destination: String
    /// The keys that the rule selects.
    let selected: Language
    /// Those of which this copy is made, as no other rule takes precedence.
    let keys: Language
    let needs: [Need]
  }

  /// The setup.
  let analysis: SetupAnalysis
  /// The copies that the enabled rules ask for.
  let selections: [Selection]
  /// Indicates whether the platform takes the documents, so that the rules are in force.
  let isConfigured: Bool
  /// The keys that replicate.
  let replicating: Language

  /// Reads the setup. What is missing on both sides of a comparison is taken to be there.
  init(_ analysis: SetupAnalysis, missingEverywhere: Set<String>, _ languages: inout PolicyLanguages) {
    self.analysis = analysis
    var reader = Reader(analysis: analysis, missingEverywhere: missingEverywhere, languages: languages)
    isConfigured = analysis.plan != nil && analysis.refusals.isEmpty && !analysis.isVersioningMissing
    selections = analysis.plan.map { reader.selections($0) } ?? []
    languages = reader.languages
    let covered = languages.table.any(selections.map { $0.keys })
    let copied = selections.map { selection in
      languages.table.any([
        languages.table.not(selection.keys), languages.table.all(selection.needs.map { $0.keys }),
      ])
    }
    replicating = isConfigured ? languages.table.all([covered] + copied) : LanguageTable.nothing
  }

  /// The selection that covers a key.
  func selection(of key: [UInt16], _ table: LanguageTable) -> Selection? {
    selections.first { table.contains(key, in: $0.keys) }
  }

  /// The keys that are selected for each destination.
  func destinations(_ table: inout LanguageTable) -> [ExactString: Language] {
    var result: [ExactString: Language] = [:]
    for selection in selections {
      let name = ExactString(selection.destination)
      result[name] = table.any([result[name] ?? LanguageTable.nothing, selection.selected])
    }
    return result
  }

  /// The documents that nothing is known without and that the setup lacks, in words.
  static func missing(_ analysis: SetupAnalysis) -> Set<String> {
    var missing: Set<String> = []
    for side in Side.allCases {
      let site = side == .source ? analysis.setup.source : analysis.setup.target
      if analysis.trust[side] == nil { missing.insert(Reader.trust(side)) }
      if !site.knowsPermissions { missing.insert(Reader.policies(side)) }
    }
    if analysis.setup.source.bucket == nil { missing.insert(Reader.sourceBucket) }
    return missing
  }
}

/// Reads what the objects of a rule need.
private struct Reader {
  typealias Language = LanguageTable.Language

  let analysis: SetupAnalysis
  let missingEverywhere: Set<String>
  var languages: PolicyLanguages

  static func trust(_ side: Side) -> String { "the trust policy of the \(side.rawValue) role" }
  static func policies(_ side: Side) -> String { "the policies of the \(side.rawValue) role" }
  static let sourceBucket = "the source bucket"

  /// The copies of all enabled rules. Of several to one place, the rule with the highest priority makes the copy, the
  /// earlier one where priorities are equal.
  mutating func selections(_ plan: ReplicationPlan) -> [KeyLanguages.Selection] {
    let copies = plan.enabledRules.flatMap(plan.copies)
    let places = copies.map { place(of: $0, plan) }
    let selected = copies.map { keys(of: $0.rule, plan) }
    return copies.indices.map { index in
      let copy = copies[index]
      let stronger = copies.indices.filter { other in
        guard other != index, places[other].elementsEqual(places[index], by: { $0.hasSameBytes(as: $1) })
        else { return false }
        let (mine, others) = (copy.rule.priority ?? -1, copies[other].rule.priority ?? -1)
        return plan.setup.server.replicationV2 && mine != others ? others > mine : other < index
      }
      let keys = languages.table.difference(selected[index], languages.table.any(stronger.map { selected[$0] }))
      var needs = [KeyLanguages.Need(call: nil, keys: start(copy, plan))]
      for call in BackbeatCall.calls(isExternal: copy.isExternal) where plan.asksFor(call) {
        needs.append(KeyLanguages.Need(call: call, keys: self.keys(call, copy, plan)))
      }
      let site = copy.destination?.site ?? copy.rule.storageClass.value?.text ?? ""
      return KeyLanguages.Selection(
        rule: copy.rule, destination: copy.isExternal ? "site \(site)" : plan.targetBucket(copy.rule) ?? "",
        selected: selected[index], keys: keys, needs: needs)
    }
  }

  private func place(of copy: ReplicationCopy, _ plan: ReplicationPlan) -> [String] {
    guard plan.setup.server.replicationV2 else { return [] }
    let site = copy.destination?.site ?? ""
    return copy.isExternal ? [site] : [site, copy.rule.bucket.value?.text ?? "", copy.targetRole ?? ""]
  }

  private mutating func keys(of rule: ReplicationRule, _ plan: ReplicationPlan) -> Language {
    guard let prefix = plan.keys(rule)?.text else { return LanguageTable.nothing }
    let begin = languages.table.matching(Glob(Glob.literal(prefix.utf16) + [0x2A]))
    return languages.table.all([begin, languages.table.matching(Glob(Array("?*".utf16)))])
  }

  /// The preconditions of any call: roles that Backbeat may assume, and an existing destination.
  private mutating func start(_ copy: ReplicationCopy, _ plan: ReplicationPlan) -> Language {
    let rule = copy.rule
    if !plan.setup.server.ignoresRoles,
      plan.setup.source.hasUnattachedPolicy || plan.setup.target.hasUnattachedPolicy
    {
      return LanguageTable.nothing
    }
    if copy.lacksTargetRole { return LanguageTable.nothing }
    let isBucketMissing = !copy.isExternal && (plan.isOtherBucket(rule) || plan.targetBucket(rule) == "")
    if isBucketMissing, !copy.isSiteOpen { return LanguageTable.nothing }
    if plan.isTargetVersioningMissing(rule) { return LanguageTable.nothing }
    var parts = plan.unknownSites.filter { $0.list.range == rule.storageClass.value?.range }
      .map { languages.language(OpenFact("the site \(quoted($0.site))"), is: .met) }
    if plan.isTargetVersioningDoubtful(rule) {
      parts.append(languages.language(OpenFact("the versioning of the target bucket"), is: .met))
    }
    if copy.isRoleMatched != true || copy.isDoubtful || isBucketMissing {
      parts.append(languages.language(OpenFact("the site \(quoted(copy.destination?.site ?? ""))"), is: .met))
    }
    if plan.setup.server.ignoresRoles {
      return languages.table.all(parts + [languages.language(OpenFact("the credentials of Backbeat"), is: .met)])
    }
    for side in copy.isExternal ? [.source] : Side.allCases {
      if side == .target, !copy.isTargetKnown {
        parts.append(languages.language(OpenFact("the role \(quoted(copy.targetRole ?? ""))"), is: .met))
        continue
      }
      if plan.missingRole(side) != nil { return LanguageTable.nothing }
      switch analysis.trust[side] {
      case .allow?: break
      case .deny?, .error?: return LanguageTable.nothing
      case .depends(let dependences)?: parts.append(open("trust", dependences))
      case nil: parts.append(missing(Self.trust(side)))
      }
    }
    return languages.table.all(parts)
  }

  /// The keys for which a call is allowed.
  private mutating func keys(_ call: BackbeatCall, _ copy: ReplicationCopy, _ plan: ReplicationPlan) -> Language {
    // Whether the call works is open already.
    if plan.setup.server.ignoresRoles { return LanguageTable.everything }
    if call.side == .target, !copy.isTargetKnown { return LanguageTable.everything }
    guard let access = plan.access(call, copy.rule) else {
      let known = plan.accessOfUnknownRole(call, copy.rule).flatMap { access in
        plan.bucket(of: call, copy.rule).map { keys(call, access, $0) }
      }
      return languages.table.all([known ?? LanguageTable.everything, missing(Self.policies(call.side))])
    }
    guard let bucket = plan.bucket(of: call, copy.rule) else {
      return plan.isNowhereAllowed(call.action, call.side) ? LanguageTable.nothing : missing(Self.sourceBucket)
    }
    let allowed = keys(call, access, bucket)
    guard call.target == .targetObject, let policy = plan.policyBesideSetup(copy.rule) else { return allowed }
    return languages.table.all([
      allowed, languages.language(OpenFact("the bucket policy \(quoted(policy.path))"), is: .met),
    ])
  }

  private mutating func keys(_ call: BackbeatCall, _ access: CallAccess, _ bucket: String) -> Language {
    let questions = access.questions(call.request)
    if call.target == .sourceBucket {
      let text = Array(bucket.utf16)
      let resource = Array("arn:aws:s3:::".utf16) + text
      return languages.table.all(
        questions.map { question in
          let language = access.language(
            of: question, resource: resource, start: [], withTags: false, &languages)
          return languages.table.everything(where: text, isIn: language)
        })
    }
    let start = Array("\(bucket)/".utf16)
    return languages.table.all(
      questions.map {
        access.language(of: $0, resource: KeySearch.anyObject, start: start, withTags: false, &languages)
      })
  }

  private mutating func missing(_ name: String) -> Language {
    missingEverywhere.contains(name) ? LanguageTable.everything : languages.language(OpenFact(name), is: .met)
  }

  /// A decision that depends on conditions alone.
  private mutating func open(_ subject: String, _ dependences: [UnresolvedFact]) -> Language {
    var names: [String] = []
    for dependence in dependences where !names.contains(dependence.subject) { names.append(dependence.subject) }
    let conditions = dependences.map { $0.decider.statement.conditionIdentity }
      .sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0])
    let identity = Array(subject.utf8) + [0] + conditions
    let fact = OpenFact(identity, [.met, .notMet], name: names.isEmpty ? subject : names.joined(separator: ", "))
    return languages.language(fact, is: .met)
  }
}
