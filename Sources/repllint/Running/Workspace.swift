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
  func check(_ workers: some Workers) -> Report {
    Linter(configuration: configuration)
      .check(requested, companions: companions, declared: askedCompanions, workers, mayQuote: mayBeQuoted)
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
