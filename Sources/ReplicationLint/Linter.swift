import JSONSource

/// Checks documents. It reads nothing, writes nothing and keeps no state.
public struct Linter: Sendable {
  /// What the run is told.
  public let configuration: Configuration

  /// Makes a linter.
  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// Checks `inputs`, each alone and where they belong together as setups.
  ///
  /// Inputs with the same name are checked once. Linear in the size of the documents.
  public func check(_ inputs: [Input]) -> Report {
    var seen: Set<String> = []
    let documents = inputs.filter { seen.insert($0.source.name).inserted }
      .sorted { $0.source.name.utf8.lexicographicallyPrecedes($1.source.name.utf8) }
      .map { Document($0.source, kind: $0.kind) }
    return check(documents)
  }

  private func check(_ documents: [Document]) -> Report {
    let rules = Catalogue.rules.filter(configuration.isSelected)
    let setups = SetupGathering(configuration).gather(documents)
    var diagnostics: [Diagnostic] = []
    for document in documents {
      diagnostics += check(document, rules)
    }
    for setup in setups {
      diagnostics += check(setup, rules)
    }
    diagnostics += check(setups, rules)
    diagnostics = levelled(diagnostics)
    diagnostics = Suppressions(configuration).apply(to: diagnostics)
    var seen: Set<Diagnostic> = []
    diagnostics = diagnostics.filter { seen.insert($0).inserted }.sorted(by: Diagnostic.isOrderedBefore)
    return Report(
      files: documents.map { Report.File(source: $0.json.source, kind: $0.kind) },
      setups: setups.map { setup in
        Report.SetupSummary(name: setup.name, files: setup.documents.map(\.path).sorted(), replicates: nil)
      },
      diagnostics: diagnostics, otherSources: [configuration.suppressionFile].compactMap { $0 })
  }

  private func check(_ document: Document, _ rules: [Rule]) -> [Diagnostic] {
    rules.flatMap { rule -> [Diagnostic] in
      var findings = Findings(rule: rule, server: configuration.server, document: document)
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

  private func check(_ setup: Setup, _ rules: [Rule]) -> [Diagnostic] {
    rules.flatMap { rule -> [Diagnostic] in
      guard case .setup(let check) = rule.check else { return [] }
      var findings = Findings(rule: rule, server: setup.server, document: setup.replication)
      check(setup, &findings)
      return findings.diagnostics
    }
  }

  private func check(_ setups: [Setup], _ rules: [Rule]) -> [Diagnostic] {
    rules.flatMap { rule -> [Diagnostic] in
      guard case .run(let check) = rule.check else { return [] }
      var findings = Findings(rule: rule, server: configuration.server, document: nil)
      check(setups, &findings)
      return findings.diagnostics
    }
  }

  /// The severities that the configuration gives.
  private func levelled(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      guard let severity = configuration.levels[diagnostic.rule]?.severity else { return diagnostic }
      var changed = diagnostic
      changed.severity = severity
      return changed
    }
  }
}
