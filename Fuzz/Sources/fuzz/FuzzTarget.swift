import JSONSource
import ReplicationLint
import ReplicationLintReports

/// What is fed with the fuzzer's bytes, each with the laws that must hold for every input.
enum FuzzTarget: String, CaseIterable {
  /// The JSON reader, beside libjansson.
  case reading
  /// A document alone, as what it is and as each kind that it may be taken for.
  case document
  /// Several documents as a setup, with the proof and dry runs.
  case setup
  /// Fixes of several documents: they are stable and make nothing worse.
  case fixing
  /// The reader of `.repllint.json`.
  case configuration
  /// Every format of reports and dry runs.
  case reports
  /// The comparison of two versions of setups, and the repair of the first.
  case difference
  /// Lines of `check --stream`.
  case stream
  /// The bytes that a language server reads.
  case languageServer
  /// The lines that a server of the Model Context Protocol reads.
  case contextServer
  /// A certificate beside documents.
  case certificate

  func run(_ bytes: [UInt8]) {
    switch self {
    case .reading: checkReading(bytes)
    case .document: checkDocument(bytes)
    case .setup: checkSetup(FuzzCase(bytes))
    case .fixing: checkFixing(FuzzCase(bytes))
    case .configuration: checkConfiguration(bytes)
    case .reports: checkReports(FuzzCase(bytes))
    case .difference: checkDifference(FuzzCase(bytes))
    case .stream: checkStream(bytes)
    case .languageServer: checkLanguageServer(bytes)
    case .contextServer: checkContextServer(bytes)
    case .certificate: checkCertificate(FuzzCase(bytes))
    }
  }
}

/// A document of every kind: findings are at ranges of the file.
private func checkDocument(_ bytes: [UInt8]) {
  let source = SourceFile(name: "input.json", bytes: bytes)
  for kind in [nil] + DocumentKind.allCases.map(Optional.some) {
    checkRanges(Linter().check([Input(source, kind: kind)]))
  }
}

/// Documents as a setup: findings are at ranges of the files, and each setup has one verdict and one dry run.
private func checkSetup(_ fuzzed: FuzzCase) {
  let linter = Linter(configuration: fuzzed.configuration)
  let report = linter.check(fuzzed.inputs)
  checkRanges(report)
  for key in ["a/b", "", fuzzed.key] {
    let traces = linter.trace(fuzzed.inputs, key: key)
    expect(traces.count == report.setups.count, "as many dry runs as setups")
    for (trace, setup) in zip(traces, report.setups) {
      expect(
        setup.replicates != true || [.completed, .notSelected].contains(trace.outcome),
        "proved, but the dry run of `\(key)` ends as \(trace.outcome)")
    }
  }
}

/// A configuration: problems are at ranges of the file, and what was read can be used.
private func checkConfiguration(_ bytes: [UInt8]) {
  let file = ConfigurationFile(SourceFile(name: ConfigurationFile.fileName, bytes: bytes))
  for range in file.problems.map(\.range) + file.paths.map(\.range) { checkRange(range, bytes.count) }
  checkRanges(Linter(configuration: file.configuration).check(FuzzCase.guide))
}

/// The ranges of all findings and labels are ranges of the files that they name.
func checkRanges(_ report: Report) {
  let sources = report.files.map(\.source) + report.otherSources
  let counts = Dictionary(sources.map { (ExactString($0.name), $0.bytes.count) }, uniquingKeysWith: max)
  for diagnostic in report.diagnostics {
    checkRange(diagnostic.range, counts[ExactString(diagnostic.path)] ?? 0)
    for label in diagnostic.labels { checkRange(label.range, counts[ExactString(label.path)] ?? 0) }
  }
}

private func checkRange(_ range: SourceRange, _ count: Int) {
  expect(range.start >= 0 && range.start <= range.end && range.end <= count, "a range outside its file")
}
