import JSONSource

/// What somebody wants to see of a judgement, and how severe it is to them. It never changes what is true.
struct Presentation: Sendable {
  private let configuration: Configuration
  /// The slugs of the rules whose findings are shown.
  private let shown: Set<String>

  /// Shows what `configuration` selects of the findings of `rules`.
  init(_ configuration: Configuration, rules: [Rule]) {
    self.configuration = configuration
    shown = Set(rules.filter(configuration.isSelected).map(\.slug))
  }

  /// The report of a judgement.
  func report(_ judgement: Judgement) -> Report {
    var diagnostics: [Diagnostic] = []
    for (document, findings) in zip(judgement.documents, judgement.resolvedFindings) {
      diagnostics += findings.filter { shown.contains($0.rule) }.mergingFindingsOfOneText(in: document)
    }
    diagnostics += judgement.setupFindings.filter { shown.contains($0.rule) }
    diagnostics += judgement.runFindings.filter { shown.contains($0.rule) }
    return Report(
      files: judgement.documents.filter { $0.part == nil }
        .map { Report.File(source: $0.json.source, kind: $0.kind) },
      setups: judgement.analyses.map { analysis in
        Report.SetupSummary(
          name: analysis.setup.name, files: analysis.setup.paths, replicates: analysis.replicates,
          openQuestions: analysis.openQuestions.map(\.text), assumptions: analysis.assumptions,
          operations: analysis.operationsApartFromPut)
      },
      diagnostics: finish(diagnostics), otherSources: [configuration.suppressionFile].compactMap { $0 },
      skipped: judgement.skipped)
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

/// The range of a diagnostic: what is wrong there with the setup needs no second finding about the same bytes.
private struct Place: Hashable {
  let path: ExactString
  let range: SourceRange

  init(_ diagnostic: Diagnostic) {
    path = ExactString(diagnostic.path)
    range = diagnostic.range
  }
}
