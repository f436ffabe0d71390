import JSONSource
import ReplicationLint

/// Files under one configuration, with everything that checking them takes.
struct Workspace {
  /// The configuration, where there is one.
  let manifest: Manifest?
  /// The settings of the linter.
  var configuration: Configuration
  /// The requested files.
  var requested: [Input]
  /// Further files of the same setups, which are never changed. What is only about them is not reported, except where
  /// it decides that a setup does not replicate.
  let companions: [Input]
  /// The names of companions that are asked for all the same: those that a named configuration declares.
  var askedCompanions: Set<ExactString> = []
  /// The name of the input that came from standard input, so that there is no file to write to.
  let standardInputName: String?
  /// The minimum severity that fails the run, where the configuration sets it.
  var failOn: FailOn? { manifest?.file.failOn }
  /// The baseline that the configuration names, as its path is shown.
  var baseline: String? { manifest.flatMap { manifest in manifest.file.baseline.map(manifest.shown) } }

  /// The names of the files that the user asked to check.
  var requestedNames: Set<ExactString> { Set(requested.map { ExactString($0.source.name) }).union(askedCompanions) }

  /// Checks the files and keeps what is about those that the user asked for.
  ///
  /// Whoever asks for a file asks for the verdict about its setup, and so for what makes that false, wherever it is.
  func check(_ workers: some Workers) -> Report {
    let linter = Linter(configuration: configuration)
    if companions.isEmpty { return linter.check(requested, workers) }
    let names = requestedNames
    let report = linter.check(requested + companions, about: names)
    let setups = report.setups.filter { setup in setup.files.contains { names.contains(ExactString($0)) } }
    let configurations = Set(
      report.files.filter { [.replicationConfiguration, .bucketReplication].contains($0.kind) }
        .map { ExactString($0.path) })
    let declared = Set(configuration.setups.map { ExactString($0.name) })
    let deciding = Set(
      setups.filter { setup in
        setup.replicates == false
          && (declared.contains(ExactString(setup.name)) || Self.isNear(setup, names, configurations))
      }.flatMap { $0.members.map { ExactString($0) } })
    let quotable = Set(companions.filter(mayBeQuoted).map { ExactString($0.source.name) })
    let suppressions = configuration.suppressionFile.map { ExactString($0.name) }
    func asked(_ diagnostic: Diagnostic) -> Diagnostic? {
      let path = ExactString(diagnostic.path)
      let isAsked =
        names.contains(path) || diagnostic.labels.contains { names.contains(ExactString($0.path)) }
        || path == suppressions
      if isAsked { return diagnostic }
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
    return Report(
      files: report.files.filter { names.contains(ExactString($0.path)) }, setups: setups,
      diagnostics: report.diagnostics.compactMap(asked),
      otherSources: report.otherSources + companions.map(\.source).filter { quotable.contains(ExactString($0.name)) },
      skipped: report.skipped.filter { names.contains(ExactString($0)) })
  }

  /// Returns whether a file that was asked for is the configuration of a setup, or lies in its folder, above or below it.
  /// One of another folder may be taken for want of others alone.
  private static func isNear(
    _ setup: Report.SetupSummary, _ names: Set<ExactString>, _ configurations: Set<ExactString>
  ) -> Bool {
    // The current folder holds all others.
    func folder(_ path: String) -> String { PathName(path).folder == "." ? "" : PathName(path).folder }
    let homes = setup.members.filter { configurations.contains(ExactString($0)) }.map(folder)
    return setup.members.filter { names.contains(ExactString($0)) }.map(folder).contains { folder in
      homes.contains { PathName(folder).isIn($0) || PathName($0).isIn(folder) }
    }
  }

  /// Returns whether lines of a file that the user did not ask for may be in a report. A manifest can declare any file
  /// of the machine, and a report of continuous integration is often public.
  private func mayBeQuoted(_ companion: Input) -> Bool {
    if FileCollector.isDocument(companion.source.name) { return true }
    guard let manifest, let location = companion.location else { return false }
    return PathName(location).isIn(manifest.folder)
  }

  /// `report` without what the baseline accepts that the configuration names.
  ///
  /// - Throws: where the baseline cannot be read.
  func accepting(_ report: Report) throws(FileFailure) -> Report {
    guard let baseline else { return report }
    return try BaselineFile(baseline).apply(to: report).report
  }

  /// Puts the fixed bytes in place of those that were read.
  mutating func replaceSources(_ fixed: [FixedFile]) {
    let bytes = Dictionary(keepingFirst: fixed.map { (ExactString($0.path), $0.fixed) })
    requested = requested.map { input in
      bytes[ExactString(input.source.name)].map { input.replacing($0) } ?? input
    }
  }

  /// Returns whether `path` names the input that came from standard input.
  func isStandardInput(_ path: String) -> Bool { standardInputName.map(ExactString.init) == ExactString(path) }

  /// The files that fixes change.
  func fix(includeUnsafe: Bool) -> [FixedFile] {
    FixApplier(linter: Linter(configuration: configuration))
      .apply(to: requested, companions: companions, includeUnsafe: includeUnsafe)
  }
}
