import JSONSource

/// Checks documents. It reads nothing, writes nothing and keeps no state.
public struct Linter: Sendable {
  /// What the run is told.
  public let configuration: Configuration
  private let rules: [Rule]

  /// Makes a linter.
  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
    rules = Catalogue.rules.filter(configuration.isSelected)
  }

  /// Checks `inputs`, each alone and where they belong together as setups.
  ///
  /// Inputs with the same name are checked once. Linear in the size of the documents.
  public func check(_ inputs: [Input]) -> Report {
    var (documents, skipped) = documents(inputs)
    let setups = setups(&documents)
    var findings = documents.map { check($0, isProved: false) }
    let analyses = analyse(setups, documents, findings)
    let proved = provedDocuments(analyses)
    for (index, document) in documents.enumerated() where proved.contains(document.id) {
      findings[index] = check(document, isProved: true)
    }
    var diagnostics = findings.flatMap { $0 }
    diagnostics += analyses.flatMap(check)
    diagnostics += check(analyses)
    return Report(
      files: documents.filter { $0.part == nil }.map { Report.File(source: $0.json.source, kind: $0.kind) },
      setups: analyses.map { analysis in
        Report.SetupSummary(
          name: analysis.setup.name, files: analysis.setup.paths, replicates: analysis.replicates,
          openQuestions: analysis.openQuestions.map(\.text), assumptions: analysis.assumptions)
      },
      diagnostics: finish(diagnostics), otherSources: [configuration.suppressionFile].compactMap { $0 },
      skipped: skipped)
  }

  /// The dry run of the object `key` in every setup among `inputs`.
  public func trace(_ inputs: [Input], key: String) -> [ReplicationTrace] {
    analyse(inputs).map { ReplicationTrace($0, key: key) }
  }

  /// What is decided about every setup among `inputs`, ordered by name.
  ///
  /// Which documents are refused is decided by all rules, whatever the configuration selects.
  public func analyse(_ inputs: [Input]) -> [SetupAnalysis] {
    var everything = configuration
    (everything.select, everything.ignore, everything.levels) = ([], [], [:])
    let linter = Linter(configuration: everything)
    var (documents, _) = documents(inputs)
    let setups = setups(&documents)
    let findings = documents.map { linter.check($0, isProved: false) }
    return analyse(setups, documents, findings)
  }

  /// The setups among `inputs` as they are gathered, before anything is decided about them.
  package func setups(among inputs: [Input]) -> [Setup] {
    var (documents, _) = documents(inputs)
    return setups(&documents)
  }

  // MARK: Documents and setups

  /// The documents in `inputs`, and the paths of the foreign files that are passed over.
  private func documents(_ inputs: [Input]) -> (documents: [Document], skipped: [String]) {
    let declarations = Dictionary(
      configuration.setups.flatMap { setup in setup.paths.map { (ExactString($0), setup) } },
      uniquingKeysWith: { first, _ in first }
    )
    var seen: Set<ExactString> = []
    let sorted = inputs.filter { seen.insert(ExactString($0.source.name)).inserted }
      .sorted { $0.source.name.utf8.lexicographicallyPrecedes($1.source.name.utf8) }
    var documents: [Document] = []
    var skipped: [String] = []
    for input in sorted {
      var found = Document.documents(in: input.source, kind: input.kind)
      if input.kind == nil, let declaration = declarations[ExactString(input.source.name)],
        let kind = declaration.kind(of: input.source.name, detected: found[0].kind)
      {
        if kind != found[0].kind { found = [Document(input.source, kind: kind)] }
      } else if found[0].isForeign, (configuration.foreign ?? (input.isFound ? .skip : .note)) == .skip {
        skipped.append(input.source.name)
        continue
      }
      let declaration = declarations[ExactString(input.source.name)]
      let bucket = declaration.map { $0.bucket(ofPolicy: input.source.name) } ?? configuration.bucket
      for index in found.indices {
        found[index].location = input.location
        found[index].statedBucket = bucket
      }
      documents += found
    }
    return (documents, skipped)
  }

  private func setups(_ documents: inout [Document]) -> [Setup] {
    let gathering = SetupGathering(
      declarations: configuration.setups, sourceBucket: configuration.sourceBucket, server: configuration.server)
    let setups = gathering.gather(documents)
    let members = Set(setups.flatMap { $0.documents.map(\.id) })
    let folders = Set(setups.compactMap { $0.replication.map { Folder(of: $0) } })
    for index in documents.indices {
      let isCaptureBeside =
        documents[index].kind.isCapture && documents[index].part == nil
        && folders.contains(Folder(of: documents[index]))
      if !isCaptureBeside, !members.contains(documents[index].id) { continue }
      documents[index].isPartOfSetup = true
    }
    return setups
  }

  private func analyse(_ setups: [Setup], _ documents: [Document], _ findings: [[Diagnostic]]) -> [SetupAnalysis] {
    let byID = Dictionary(zip(documents.lazy.map(\.id), findings), uniquingKeysWith: { first, _ in first })
    return setups.map { setup in
      let documents = setup.documents.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      return SetupAnalysis(
        setup, findings: documents.flatMap { byID[$0.id] ?? [] }, isStrict: configuration.isStrict)
    }
  }

  /// The documents that serve only setups that replicate, so that a grant in them that never applies harms nobody.
  private func provedDocuments(_ analyses: [SetupAnalysis]) -> Set<Document.ID> {
    var proved: Set<Document.ID> = []
    var others: Set<Document.ID> = []
    for analysis in analyses {
      let documents = analysis.setup.documents.map(\.id)
      if analysis.replicates == true { proved.formUnion(documents) } else { others.formUnion(documents) }
    }
    return proved.subtracting(others)
  }

  // MARK: Rules

  private func check(_ document: Document, isProved: Bool) -> [Diagnostic] {
    // An account holds roles that replication has nothing to do with.
    if document.part != nil, !document.isPartOfSetup { return [] }
    let found = rules.flatMap { rule -> [Diagnostic] in
      var findings = Findings(rule: rule, server: configuration.server, document: document, isProved: isProved)
      switch rule.check {
      case .document(let check): check(document, &findings)
      // A file that is no JSON says nothing sure: its syntax errors stand alone.
      case _ where !document.isReadable: break
      case .policy(let check): if let policy = document.policy { check(policy, &findings) }
      case .iamPolicy(let check):
        if let policy = document.policy, policy.purpose != .bucket { check(policy, &findings) }
      case .bucketPolicy(let check):
        if let policy = document.bucketPolicy { check(policy, &findings) }
      case .trust(let check):
        if let policy = document.policy, policy.purpose == .trust { check(policy, &findings) }
      case .permission(let check):
        if let policy = document.policy, policy.purpose == .permission { check(policy, &findings) }
      case .replication(let check): if let replication = document.replication { check(replication, &findings) }
      case .setup, .run, .linter: break
      }
      return findings.diagnostics
    }
    return found.mergingPlaceholders(in: document).mergingSuspiciousCharacters()
  }

  private func check(_ analysis: SetupAnalysis) -> [Diagnostic] {
    rules.flatMap { rule -> [Diagnostic] in
      guard case .setup(let check) = rule.check else { return [] }
      var findings = Findings(
        rule: rule, server: analysis.setup.server, document: analysis.setup.replication,
        isProved: analysis.replicates == true)
      check(analysis, &findings)
      return findings.diagnostics
    }
  }

  private func check(_ analyses: [SetupAnalysis]) -> [Diagnostic] {
    rules.flatMap { rule -> [Diagnostic] in
      guard case .run(let check) = rule.check else { return [] }
      var findings = Findings(rule: rule, server: configuration.server, document: nil)
      check(analyses, &findings)
      return findings.diagnostics
    }
  }

  /// The configured severities, without what is accepted and without repetitions, in the one order.
  private func finish(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let levelled = diagnostics.map { diagnostic in
      guard let severity = configuration.levels[diagnostic.rule]?.severity else { return diagnostic }
      var changed = diagnostic
      changed.severity = severity
      return changed
    }
    let errors = Set(levelled.filter { $0.severity == .error && $0.group == .setup }.map { Place($0) })
    let single = levelled.filter { $0.severity == .error || $0.group == .setup || !errors.contains(Place($0)) }
    var seen: Set<Diagnostic> = []
    return Suppressions(configuration).apply(to: single).filter { seen.insert($0).inserted }
      .sorted(by: Diagnostic.isOrderedBefore)
  }
}

/// Where a diagnostic stands: what is wrong there with the setup needs no second word about the same letters.
private struct Place: Hashable {
  let path: ExactString
  let range: SourceRange

  init(_ diagnostic: Diagnostic) {
    path = ExactString(diagnostic.path)
    range = diagnostic.range
  }
}
