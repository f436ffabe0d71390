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
    var documents = documents(inputs)
    let setups = setups(&documents)
    var findings = documents.map { check($0, isProved: false) }
    let analyses = setups.map { analyse($0, documents, findings) }
    for (index, document) in documents.enumerated() where isProved(document, analyses) {
      findings[index] = check(document, isProved: true)
    }
    var diagnostics = findings.flatMap { $0 }
    diagnostics += analyses.flatMap(check)
    diagnostics += check(analyses)
    return Report(
      files: documents.map { Report.File(source: $0.json.source, kind: $0.kind) },
      setups: analyses.map { analysis in
        Report.SetupSummary(
          name: analysis.setup.name, files: analysis.setup.documents.map(\.path).sorted(),
          replicates: analysis.replicates)
      },
      diagnostics: finish(diagnostics), otherSources: [configuration.suppressionFile].compactMap { $0 })
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
    var documents = documents(inputs)
    let setups = setups(&documents)
    let findings = documents.map { linter.check($0, isProved: false) }
    return setups.map { analyse($0, documents, findings) }
  }

  // MARK: Documents and setups

  private func documents(_ inputs: [Input]) -> [Document] {
    var seen: Set<String> = []
    return inputs.filter { seen.insert($0.source.name).inserted }
      .sorted { $0.source.name.utf8.lexicographicallyPrecedes($1.source.name.utf8) }
      .map { input in
        let document = Document(input.source, kind: input.kind)
        guard input.kind == nil else { return document }
        let declared = configuration.setups.lazy.compactMap { $0.kind(of: input.source.name, detected: document.kind) }
        return declared.first.map { Document(input.source, kind: $0) } ?? document
      }
  }

  private func setups(_ documents: inout [Document]) -> [Setup] {
    let gathering = SetupGathering(
      declarations: configuration.setups, sourceBucket: configuration.sourceBucket, server: configuration.server)
    let setups = gathering.gather(documents)
    let members = Set(setups.flatMap { $0.documents.map(\.path) })
    for index in documents.indices where members.contains(documents[index].path) {
      documents[index].isPartOfSetup = true
    }
    return setups
  }

  private func analyse(_ setup: Setup, _ documents: [Document], _ findings: [[Diagnostic]]) -> SetupAnalysis {
    let paths = Set(setup.documents.map(\.path))
    let own = zip(documents, findings).flatMap { paths.contains($0.path) ? $1 : [] }
    return SetupAnalysis(setup, findings: own)
  }

  /// Whether a document serves setups that all replicate, so that a grant in it that never applies harms nobody.
  private func isProved(_ document: Document, _ analyses: [SetupAnalysis]) -> Bool {
    let own = analyses.filter { analysis in analysis.setup.documents.contains { $0.path == document.path } }
    return !own.isEmpty && own.allSatisfy { $0.replicates == true }
  }

  // MARK: Rules

  private func check(_ document: Document, isProved: Bool) -> [Diagnostic] {
    rules.flatMap { rule -> [Diagnostic] in
      var findings = Findings(rule: rule, server: configuration.server, document: document, isProved: isProved)
      switch rule.check {
      case .document(let check): check(document, &findings)
      // A file that is no JSON says nothing sure: its syntax errors stand alone.
      case _ where !document.isReadable: break
      case .policy(let check): if let policy = document.policy { check(policy, &findings) }
      case .trust(let check):
        if let policy = document.policy, policy.purpose == .trust { check(policy, &findings) }
      case .permission(let check):
        if let policy = document.policy, policy.purpose == .permission { check(policy, &findings) }
      case .replication(let check): if let replication = document.replication { check(replication, &findings) }
      case .setup, .run, .linter: break
      }
      return findings.diagnostics
    }
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
    var seen: Set<Diagnostic> = []
    return Suppressions(configuration).apply(to: levelled).filter { seen.insert($0).inserted }
      .sorted(by: Diagnostic.isOrderedBefore)
  }
}
