package import JSONSource

extension Linter {
  /// Checks `requested` in the setups that they form with `companions`, and reports what is about `requested`.
  ///
  /// A request for a file is one for the verdict about its setup: what makes that false is reported wherever it is, where
  /// the setup is declared or lies around the file. Fixes are for requested files only. Linear in the size of the documents.
  public func check(_ requested: [Input], companions: [Input]) -> Report {
    check(requested, companions: companions, OneWorker())
  }

  /// The same by several workers where there are no companions.
  ///
  /// - Parameters:
  ///   - declared: companions that are asked for all the same.
  ///   - mayQuote: whether lines of a companion may be in the report.
  package func check(
    _ requested: [Input], companions: [Input], declared: Set<ExactString> = [], _ workers: some Workers,
    mayQuote: (Input) -> Bool = { _ in true }
  ) -> Report {
    if companions.isEmpty { return check(requested, workers) }
    let names = Set(requested.map { ExactString($0.source.name) }).union(declared)
    let report = check(requested + companions, about: names)
    let quotable = companions.filter(mayQuote)
    let filter = RequestedFindings(
      report, names, Set(quotable.map { ExactString($0.source.name) }), configuration)
    return Report(
      files: report.files.filter { names.contains(ExactString($0.path)) }, setups: filter.setups,
      diagnostics: report.diagnostics.compactMap(filter.shown),
      otherSources: report.otherSources + quotable.map { $0.source },
      skipped: report.skipped.filter { names.contains(ExactString($0)) })
  }
}

/// The findings of a report that a request for some of its files is answered with.
private struct RequestedFindings {
  /// The setups with a requested file in them.
  let setups: [Report.SetupSummary]
  private let names: Set<ExactString>
  private let quotable: Set<ExactString>
  private let suppressions: ExactString?
  /// The files that decide that a setup of a requested file does not replicate.
  private let deciding: Set<ExactString>

  init(
    _ report: Report, _ names: Set<ExactString>, _ quotable: Set<ExactString>, _ configuration: Configuration
  ) {
    self.names = names
    self.quotable = quotable
    suppressions = configuration.suppressionFile.map { ExactString($0.name) }
    setups = report.setups.filter { setup in setup.files.contains { names.contains(ExactString($0)) } }
    let configurations = Set(
      report.files.filter { [.replicationConfiguration, .bucketReplication].contains($0.kind) }
        .map { ExactString($0.path) })
    let declared = Set(configuration.setups.map { ExactString($0.name) })
    deciding = Set(
      setups.filter { setup in
        setup.replicates == false
          && (declared.contains(ExactString(setup.name)) || Self.isNear(setup, names, configurations))
      }.flatMap { $0.members.map { ExactString($0) } })
  }

  /// A finding as it is shown; nil where it was not asked for.
  func shown(_ diagnostic: Diagnostic) -> Diagnostic? {
    let path = ExactString(diagnostic.path)
    let isRequested =
      names.contains(path) || diagnostic.labels.contains { names.contains(ExactString($0.path)) }
      || path == suppressions
    if isRequested { return diagnostic }
    guard deciding.contains(path), diagnostic.consequence == .refused || diagnostic.consequence == .fails else {
      return nil
    }
    // Only what was asked for is changed.
    var diagnostic = diagnostic
    diagnostic.fix = nil
    if !quotable.contains(path) {
      diagnostic.message = "the setup fails for what is in this file; check it by its name"
      diagnostic.help = nil
    }
    return diagnostic
  }

  /// Returns whether a requested file is the configuration of a setup, or lies in its folder, above or below it. One of
  /// another folder may be taken for want of others alone.
  private static func isNear(
    _ setup: Report.SetupSummary, _ names: Set<ExactString>, _ configurations: Set<ExactString>
  ) -> Bool {
    func folders(_ files: Set<ExactString>) -> [Folder] {
      setup.members.filter { files.contains(ExactString($0)) }.map { Folder(of: $0) }
    }
    let homes = folders(configurations)
    return folders(names).contains { folder in
      homes.contains { folder.depth(below: $0) != nil || $0.depth(below: folder) != nil }
    }
  }
}
