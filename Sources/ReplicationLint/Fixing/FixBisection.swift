import JSONSource

/// Tries the fixes of one round and leaves out those that make a file worse, and those that are called safe and change
/// what an accepted policy grants.
struct FixBisection {
  private let judge: Linter
  /// Indicates whether what accepted policies grant has to stay as it is.
  private let keepsGrants: Bool
  private let files: [FixableFile]
  /// The fixes that did no harm.
  private(set) var accepted: [FixCandidate] = []
  /// The files with the accepted fixes.
  private(set) var result: LintedFiles

  /// Begins with files as they are.
  init(_ start: LintedFiles, judge: Linter, keepsGrants: Bool) {
    self.judge = judge
    self.keepsGrants = keepsGrants
    files = start.files
    result = start
  }

  /// Adds `candidates`, all at once where that does no harm, else by halves down to single fixes.
  mutating func accept(_ candidates: ArraySlice<FixCandidate>) {
    let trial = LintedFiles(applying(accepted + candidates), judge: judge, reusing: result)
    let changesGrants = keepsGrants && GrantGuard(result, trial).isBroken(judge.configuration.server)
    if !changesGrants, !trial.areWorse(than: result) {
      accepted += candidates
      result = trial
    } else if candidates.count > 1 {
      let middle = candidates.startIndex + candidates.count / 2
      accept(candidates[..<middle])
      accept(candidates[middle...])
    }
  }

  private func applying(_ candidates: [FixCandidate]) -> [FixableFile] {
    let fixes = Dictionary(grouping: candidates, by: { $0.path })
    return files.map { file in fixes[ExactString(file.name)].map { file.applying($0.map { $0.fix }) } ?? file }
  }
}
