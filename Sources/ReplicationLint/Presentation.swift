import JSONSource

/// The selected part of a judgement, and its severities. It never changes a verdict.
struct Presentation: Sendable {
  private let configuration: Configuration
  /// The slugs of the rules whose findings are not shown; mostly none.
  private let hidden: Set<String>
  /// Indicates whether setups get a picture.
  private let drawsSetups: Bool

  /// Shows what `configuration` selects of the findings of `rules`.
  init(_ configuration: Configuration, rules: [Rule]) {
    self.configuration = configuration
    drawsSetups = configuration.drawsSetups
    hidden = Set(rules.lazy.filter { !configuration.isSelected($0) }.map { $0.slug })
  }

  /// Shows all findings, as severe as they are.
  static let ofEverything = Presentation(Configuration(), rules: [])

  /// The part of a judgement that a report needs; the documents themselves can be released.
  struct Part: Sendable {
    fileprivate var files: [Report.File] = []
    fileprivate var setups: [Report.SetupSummary] = []
    fileprivate var findings: [Diagnostic] = []
    fileprivate(set) var skipped: [String] = []

    /// The parts in one, made without a second copy of what they hold: there may be very many findings.
    fileprivate init(joining parts: consuming [Part] = []) {
      files.reserveCapacity(parts.reduce(0) { $0 + $1.files.count })
      setups.reserveCapacity(parts.reduce(0) { $0 + $1.setups.count })
      findings.reserveCapacity(parts.reduce(0) { $0 + $1.findings.count })
      for index in parts.indices {
        files += parts[index].files
        setups += parts[index].setups
        findings += parts[index].findings
        parts[index] = Part()
      }
    }
  }

  /// The part of a judgement for a report.
  func part(_ judgement: Judgement) -> Part {
    var part = Part()
    for (document, findings) in zip(judgement.documents, judgement.resolvedFindings) where !findings.isEmpty {
      part.findings += findings.filter { !hidden.contains($0.rule) }.mergingFindingsOfOneText(in: document)
    }
    part.findings += judgement.setupFindings.filter { !hidden.contains($0.rule) }
    part.files = judgement.documents.filter { $0.part == nil }
      .map { Report.File(source: $0.json.source, kind: $0.kind) }
    var assumptions = SharedAssumptions()
    part.setups = judgement.analyses.map { analysis in
      var summary = Report.SetupSummary(
        name: analysis.setup.name, files: analysis.setup.paths, replicates: analysis.replicates,
        openQuestions: analysis.openQuestions.map { $0.text }, assumptions: assumptions.sharing(analysis.assumptions),
        operations: analysis.operationsApartFromPut)
      if drawsSetups { summary.picture = SetupPicture(analysis) }
      summary.members = analysis.setup.memberPaths
      summary.isComplete = analysis.setup.isComplete
      summary.isRefused = !analysis.refusals.isEmpty || analysis.isVersioningMissing
      return summary
    }
    part.skipped = judgement.skipped
    return part
  }

  /// The report of a judgement.
  func report(_ judgement: Judgement) -> Report { report(of: part(judgement), runFindings: judgement.runFindings) }

  /// The report of several parts, whose documents have nothing to do with each other, and of what was found across
  /// them: the same as that of one judgement about all.
  func report(_ parts: consuming [Part], skipped: [String], runFindings: [Diagnostic]) -> Report {
    var whole = Part(joining: parts)
    whole.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    whole.setups.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    whole.skipped = skipped
    return report(of: whole, runFindings: runFindings)
  }

  private func report(of part: consuming Part, runFindings: [Diagnostic]) -> Report {
    var findings = part.findings
    part.findings = []
    findings += runFindings.lazy.filter { !hidden.contains($0.rule) }
    return Report(
      files: part.files, setups: part.setups, diagnostics: finish(consume findings),
      otherSources: [configuration.suppressionFile].compactMap { $0 }, skipped: part.skipped)
  }

  /// The configured severities, without what is accepted and without repetitions, in the one order.
  ///
  /// Changes the one list, since there may be very many of them.
  private func finish(_ diagnostics: consuming [Diagnostic]) -> [Diagnostic] {
    if diagnostics.isEmpty, configuration.suppressions.isEmpty { return [] }
    if !configuration.levels.isEmpty {
      for index in diagnostics.indices {
        guard let severity = configuration.levels[diagnostics[index].rule]?.severity else { continue }
        diagnostics[index].severity = severity
      }
    }
    let errors = Set(diagnostics.lazy.filter { $0.severity == .error && $0.group == .setup }.map { Location($0) })
    if !errors.isEmpty {
      diagnostics.removeAll { $0.severity != .error && $0.group != .setup && errors.contains(Location($0)) }
    }
    diagnostics = Suppressions(configuration).apply(to: diagnostics)
    diagnostics.sort(by: Diagnostic.isOrderedBefore)
    diagnostics.removeRepetitions()
    return diagnostics
  }
}

/// The last list of assumptions, which the next setup mostly shares: a report keeps those of all setups.
private struct SharedAssumptions {
  private var last: [Assumption] = []

  /// The same as `assumptions`, in the memory of the last ones where they are equal, else in as much as it takes.
  mutating func sharing(_ assumptions: [Assumption]) -> [Assumption] {
    if assumptions != last { last = assumptions.map { $0 } }
    return last
  }
}

extension [Diagnostic] {
  /// Removes what occurs before; the diagnostics are sorted.
  fileprivate mutating func removeRepetitions() {
    var count = 0
    // The first of the diagnostics whose order is open; the same ones are among those.
    var first = 0
    for index in indices {
      if count > first, Diagnostic.isOrderedBefore(self[count - 1], self[index]) { first = count }
      if self[first..<count].contains(self[index]) { continue }
      if count < index { self[count] = self[index] }
      count += 1
    }
    removeSubrange(count...)
  }
}

/// The range of a diagnostic: what is wrong there with the setup needs no second finding about the same bytes.
private struct Location: Hashable {
  let path: ExactString
  let range: SourceRange

  init(_ diagnostic: Diagnostic) {
    path = ExactString(diagnostic.path)
    range = diagnostic.range
  }
}
