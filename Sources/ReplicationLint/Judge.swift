import JSONSource

/// Facts beside the documents on which verdicts depend.
struct Facts: Sendable {
  /// The known facts about the server.
  let server: ServerProfile
  /// The source bucket, where the user states it.
  let sourceBucket: String?
  /// Setups that the manifest declares.
  let setups: [SetupDeclaration]
  /// The treatment of foreign files.
  let foreign: Configuration.Foreign?
  /// The bucket of bucket policies, where the user states it.
  let bucket: String?
  /// Indicates whether a verdict has to hold without assumptions.
  let isStrict: Bool
  /// The allowed destinations; nil where every destination is allowed.
  let allowedDestinations: [AllowedDestination]?

  init(_ configuration: Configuration) {
    server = configuration.server
    sourceBucket = configuration.sourceBucket
    setups = configuration.setups
    foreign = configuration.foreign
    bucket = configuration.bucket
    isStrict = configuration.isStrict
    allowedDestinations = configuration.allowedDestinations
  }
}

/// Decides what is true of documents. What a user wants to see has no part in it.
struct Judge: Sendable {
  private let facts: Facts
  /// The rules.
  let rules: RuleIndex

  /// Makes a judge. `rules` are all those whose findings matter to a verdict, and those that are selected.
  init(_ facts: Facts, rules: [Rule]) {
    self.facts = facts
    self.rules = RuleIndex(rules)
  }

  /// Looks at `inputs`, each alone and where they belong together as setups; inputs with the same name are looked at
  /// once. What `earlier` holds of inputs and setups that did not change is taken from there.
  ///
  /// - Parameter names: the inputs to judge, with their setups; the others only show which documents belong together.
  ///   Nil to judge all.
  /// - Parameter isReused: whether another judgement is going to be made from this one.
  func judge(
    _ inputs: [Input], reusing earlier: Judgement? = nil, about names: Set<ExactString>? = nil, isReused: Bool = false
  ) -> Judgement {
    var (documents, skipped) = documents(inputs, earlier)
    var setups = setups(&documents)
    passOver(UnrelatedFiles(documents, setups, inputs, skipsNamed: facts.foreign == .skip), &documents, &skipped)
    var wanted: Set<Document.ID>?
    if let names {
      setups = setups.filter { setup in setup.paths.contains { names.contains(ExactString($0)) } }
      let members = setups.flatMap { $0.documents } + documents.filter { names.contains(ExactString($0.path)) }
      wanted = Set(members.map { $0.id })
    }
    var isUnchanged = [Bool](repeating: false, count: documents.count)
    let findings = documents.indices.map { index -> [Diagnostic] in
      let document = documents[index]
      guard wanted?.contains(document.id) != false else { return [] }
      guard let known = earlier?.findings(in: document) else { return look(at: document) }
      isUnchanged[index] = true
      return known
    }
    let places =
      setups.isEmpty
      ? [:] : Dictionary(keepingFirst: documents.enumerated().map { ($1.id, $0) })
    let analyses = setups.map { setup in
      let members = setup.documents.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        .map { (document: $0, place: places[$0.id]) }
      if members.allSatisfy({ $0.place.map { isUnchanged[$0] } == true }),
        let same = earlier?.analysis(called: setup.name), same.setup.isSame(as: setup)
      {
        return same
      }
      // A document that is left over may be refused without a consequence for the setup.
      let left = Set(setup.leftOver.map { $0.document.id }).subtracting(setup.members.map { $0.document.id })
      let found = members.flatMap { document, place in
        (place.map { findings[$0].mergingFindingsOfOneText(in: document) } ?? []).filter {
          $0.consequence != .refused || !left.contains(document.id)
        }
      }
      return SetupAnalysis(
        setup, findings: found, isStrict: facts.isStrict, actionNameRules: Catalogue.actionNameRules,
        refusalsDependOnVersion: Rule.refusalsDependOnVersion(
          found.filter { $0.consequence == .refused }, setup.replication, setup.server))
    }
    return Judgement(
      documents: documents, findings: findings, analyses: analyses,
      setupFindings: analyses.flatMap(look(at:)), runFindings: look(at: analyses), skipped: skipped,
      isReused: isReused)
  }

  /// Takes unrelated files for foreign ones.
  private func passOver(_ files: UnrelatedFiles, _ documents: inout [Document], _ skipped: inout [String]) {
    if files.isEmpty { return }
    if facts.foreign == .note {
      documents = documents.map { document in
        guard files.contains(document) else { return document }
        var foreign = Document(DetectedFile(document.json.source).asForeign)
        foreign.location = document.location
        return foreign
      }
      return
    }
    skipped = (skipped + documents.filter(files.contains).map { $0.path })
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    documents.removeAll(where: files.contains)
  }

  // MARK: Documents and setups

  /// The setups among `inputs` as they are gathered, before anything is decided about them.
  func setups(among inputs: [Input]) -> [Setup] { gathered(inputs).setups }

  /// The documents in `inputs` and the setups that they make.
  func gathered(_ inputs: [Input]) -> (documents: [Document], setups: [Setup]) {
    var (documents, _) = documents(inputs, nil)
    let setups = setups(&documents)
    return (documents, setups)
  }

  /// The inputs with different names, ordered by them.
  static func distinct(_ inputs: [Input]) -> [Input] {
    // A search finds files mostly in this order, and a long list is better not copied.
    let isInOrder = zip(inputs, inputs.dropFirst()).allSatisfy {
      $0.source.name.utf8.lexicographicallyPrecedes($1.source.name.utf8)
    }
    if isInOrder { return inputs }
    var seen: Set<ExactString> = []
    return inputs.filter { seen.insert(ExactString($0.source.name)).inserted }
      .sorted { $0.source.name.utf8.lexicographicallyPrecedes($1.source.name.utf8) }
  }

  /// The outlines of `inputs`, which decide the files that have to be judged together; their names differ.
  func outlines(_ inputs: ArraySlice<Input>) -> [FileOutline] {
    let declarations = declarations
    return inputs.map { FileOutline($0, detected($0, declarations)) }
  }

  /// The declared setups.
  var declaredSetups: [SetupDeclaration] { facts.setups }

  private var declarations: [ExactString: SetupDeclaration] {
    Dictionary(keepingFirst: facts.setups.flatMap { setup in setup.paths.map { (ExactString($0), setup) } })
  }

  /// The documents in `inputs`, and the paths of the foreign files that are passed over.
  private func documents(
    _ inputs: [Input], _ earlier: Judgement?
  ) -> (documents: [Document], skipped: [String]) {
    let declarations = self.declarations
    var documents: [Document] = []
    var skipped: [String] = []
    for input in Self.distinct(inputs) {
      if let known = earlier?.documents(in: input) {
        documents += known
        continue
      }
      guard let file = detected(input, declarations) else {
        skipped.append(input.source.name)
        continue
      }
      var found = Document.documents(in: file)
      let declaration = declarations[ExactString(input.source.name)]
      let bucket = declaration.map { $0.bucket(ofPolicy: input.source.name) } ?? facts.bucket
      for index in found.indices {
        found[index].location = input.location
        found[index].statedBucket = bucket
      }
      documents += found
    }
    return (documents, skipped)
  }

  /// The detected file of an input; nil where it is foreign and skipped.
  private func detected(_ input: Input, _ declarations: [ExactString: SetupDeclaration]) -> DetectedFile? {
    let file = DetectedFile(input.source, kind: input.kind)
    if input.kind == nil, let declaration = declarations[ExactString(input.source.name)],
      let kind = declaration.kind(of: input.source.name, detected: file.kind)
    {
      return kind == file.kind ? file : file.stated(kind)
    }
    let isSkipped =
      file.isForeign && (facts.foreign ?? (input.isFound ? .skip : .note)) == .skip && !file.json.isAnswerInOtherFormat
      && !file.isForeignByItself
    return isSkipped ? nil : file
  }

  private func setups(_ documents: inout [Document]) -> [Setup] {
    let resolver = SetupResolver(
      declarations: facts.setups, sourceBucket: facts.sourceBucket, server: facts.server)
    let setups = resolver.resolve(documents.filter { $0.isKindDeclared || !$0.isNoAnswer })
    if setups.isEmpty { return [] }
    let members = Set(setups.flatMap { $0.documents.map { $0.id } })
    let folders = Set(setups.compactMap { $0.replication.map { Folder(of: $0) } })
    for index in documents.indices {
      let isCaptureBeside =
        documents[index].kind.isCLIOutput && documents[index].part == nil
        && folders.contains(Folder(of: documents[index]))
      if !isCaptureBeside, !members.contains(documents[index].id) { continue }
      documents[index].isPartOfSetup = true
    }
    return setups
  }

  // MARK: Rules

  private func look(at document: Document) -> [Diagnostic] {
    // An account holds roles that replication has nothing to do with.
    // A plan was searched for policies about replication; bucket policies are of all sorts.
    let isAboutReplication = document.isEmbeddedPart && document.kind != .bucketPolicy
    if document.part != nil, !document.isPartOfSetup, !isAboutReplication { return [] }
    let rules = rules.rules(for: document)
    guard let first = rules.first else { return [] }
    var findings = RuleContext(rule: first, server: facts.server, document: document)
    findings.allowedDestinations = facts.allowedDestinations
    for rule in rules {
      findings.look(for: rule)
      switch rule.check {
      case .document(let check): check(document, &findings)
      case .policy(let check), .iamPolicy(let check), .trust(let check), .permission(let check):
        if let policy = document.policy { check(policy, &findings) }
      case .bucketPolicy(let check):
        if let policy = document.bucketPolicy { check(policy, &findings) }
      case .replication(let check): if let replication = document.replication { check(replication, &findings) }
      case .setup, .run, .linter: break
      }
    }
    return findings.diagnostics
  }

  private func look(at analysis: SetupAnalysis) -> [Diagnostic] {
    guard let first = rules.setup.first else { return [] }
    var findings = RuleContext(rule: first, server: analysis.setup.server, document: analysis.setup.replication)
    for rule in rules.setup {
      guard case .setup(let check) = rule.check else { continue }
      findings.look(for: rule)
      check(analysis, &findings)
    }
    return findings.diagnostics
  }

  /// The findings of the rules about all setups of a run; they read only which bucket is replicated to which.
  func look(at analyses: [SetupAnalysis]) -> [Diagnostic] {
    guard let first = rules.run.first else { return [] }
    var findings = RuleContext(rule: first, server: facts.server, document: nil)
    for rule in rules.run {
      guard case .run(let check) = rule.check else { continue }
      findings.look(for: rule)
      check(analyses, &findings)
    }
    return findings.diagnostics
  }
}

extension Setup {
  /// Returns whether the same documents have the same parts in both.
  fileprivate func isSame(as other: Setup) -> Bool {
    func paths(_ setup: Setup) -> [[String]] {
      [
        [setup.replication?.path ?? ""], setup.source.documents.map { $0.path }, setup.target.documents.map { $0.path },
        setup.leftOver.map { $0.document.path }, [setup.source.bucket ?? "", setup.target.bucket ?? ""],
        [setup.source.roleARN ?? "", setup.target.roleARN ?? ""],
      ]
    }
    return paths(self).elementsEqual(paths(other)) { a, b in
      a.elementsEqual(b) { $0.hasSameBytes(as: $1) }
    }
  }
}
