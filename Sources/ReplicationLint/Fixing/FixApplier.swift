import JSONSource

/// Applies the fixes of diagnostics to the bytes of files. It reads nothing and writes nothing.
///
/// Only the bytes that a fix names change. Fixes that overlap wait for the next round, and every round is checked
/// again: what would make any file worse is left out. A file that is not JSON changes only where that makes it JSON.
/// Applied to its own result it changes nothing.
public struct FixApplier: Sendable {
  private let linter: Linter

  /// A fix may make room for another; what is not done after so many rounds repeats without end.
  private static let roundLimit = 10
  /// The same for fixes that add what is missing, of which each setup gets one a round.
  private static let additionLimit = 100

  /// Makes an applier of the fixes that `linter` offers.
  public init(linter: Linter) {
    self.linter = linter
  }

  /// The files among `inputs` that fixes change, in the order of the inputs.
  ///
  /// - Parameters:
  ///   - inputs: the files to repair.
  ///   - companions: further files of the same setups; they are checked too and never change.
  ///   - includeUnsafe: whether to apply fixes that need review.
  public func apply(to inputs: [Input], companions: [Input] = [], includeUnsafe: Bool) -> [FixedFile] {
    var names: Set<ExactString> = []
    var files = inputs.filter { names.insert(ExactString($0.source.name)).inserted }.map { file in
      let state = FixableFile(file, canChange: true)
      return repairSyntax(of: state, includeUnsafe: includeUnsafe) ?? state
    }
    files += companions.filter { names.insert(ExactString($0.source.name)).inserted }.map {
      FixableFile($0, canChange: false)
    }
    var judged = LintedFiles(files, judge: linter)
    // Files that no setup joins have nothing to do with each other, so each is tried with its own setup only. A fix may
    // make a setup, and what then can be repaired in it has its turn in the next pass.
    for _ in 0..<Self.roundLimit {
      let next = pass(judged, includeUnsafe: includeUnsafe)
      if !next.differs(from: judged) { break }
      judged = next
    }
    return judged.files.compactMap { $0.result }
  }

  /// The files with the fixes of every group of files that belong together.
  private func pass(_ judged: LintedFiles, includeUnsafe: Bool) -> LintedFiles {
    let groups = judged.groups
    if groups.count == 1 { return fix(judged, includeUnsafe: includeUnsafe) }
    var files = judged.files
    for group in groups {
      let part = LintedFiles(group.map { judged.files[$0] }, judge: linter, reusing: judged)
      let fixed = fix(part, includeUnsafe: includeUnsafe)
      for (index, file) in zip(group, fixed.files) { files[index] = file }
    }
    let next = LintedFiles(files, judge: linter, reusing: judged)
    return next.areWorse(than: judged) ? fix(judged, includeUnsafe: includeUnsafe) : next
  }

  /// The files after all rounds.
  private func fix(_ start: LintedFiles, includeUnsafe: Bool) -> LintedFiles {
    var judged = start
    for _ in 0..<Self.additionLimit {
      for _ in 0..<Self.roundLimit {
        guard let next = round(judged, .corrections, includeUnsafe: includeUnsafe) else { break }
        judged = next
      }
      guard let next = round(judged, .additions, includeUnsafe: includeUnsafe) else { break }
      judged = next
    }
    return judged
  }

  /// Fixes whose turn comes together.
  private enum Turn {
    /// Those that correct the content of a file.
    case corrections
    /// Those that add what a setup or a role lacks. They are computed for sources that corrections change, and one of
    /// them may make another needless, so each waits for all corrections and for the others of its setup.
    case additions

    init(_ diagnostic: Diagnostic) {
      let isAddition = diagnostic.group == .setup || diagnostic.rule == Rule.backbeatNotTrusted.slug
      self = isAddition ? .additions : .corrections
    }
  }

  /// The file with the fixes that make it JSON; nil when it is JSON already or cannot become it.
  ///
  /// The file is looked at alone, and findings that only then come to light do not count against it: it had them before.
  private func repairSyntax(of file: FixableFile, includeUnsafe: Bool) -> FixableFile? {
    if file.syntaxErrorCount == 0 { return nil }
    var file = file
    for _ in 0..<Self.roundLimit {
      let syntax = linter.check([file.input]).diagnostics.filter { $0.rule == Rule.jsonSyntax.slug }
      let candidates = candidates(syntax, [file], includeUnsafe: includeUnsafe)
      if candidates.isEmpty { return nil }
      file = file.applying(candidates.map { $0.fix })
      if file.syntaxErrorCount == 0 { return file }
    }
    return nil
  }

  /// The files after one round, or nil when there is nothing more to do.
  private func round(_ judged: LintedFiles, _ turn: Turn, includeUnsafe: Bool) -> LintedFiles? {
    let report = linter.report(judged.judgement)
    if !report.diagnostics.contains(where: { $0.fix != nil }) { return nil }
    let diagnostics = report.diagnostics.filter { Turn($0) == turn }
    let changeable = judged.files.filter { $0.canChange && $0.syntaxErrorCount == 0 }
    var rejected: Set<FixCandidate> = []
    while true {
      var candidates = candidates(diagnostics, changeable, includeUnsafe: includeUnsafe, except: rejected)
      if turn == .additions { candidates = Self.onePerSetup(candidates, report.setups) }
      if candidates.isEmpty { return nil }
      var bisection = FixBisection(judged, judge: linter, keepsGrants: !includeUnsafe)
      bisection.accept(candidates[...])
      if !bisection.accepted.isEmpty { return bisection.result }
      // Candidates that overlapped with the rejected ones get their turn.
      rejected.formUnion(candidates)
    }
  }

  /// The first fix of each setup, and of each file that is in none.
  private static func onePerSetup(
    _ candidates: [FixCandidate], _ setups: [Report.SetupSummary]
  ) -> [FixCandidate] {
    var indexes: [ExactString: [Int]] = [:]
    for (index, setup) in setups.enumerated() {
      for file in setup.files { indexes[ExactString(file), default: []].append(index) }
    }
    var done: Set<Int> = []
    var doneFiles: Set<ExactString> = []
    return candidates.filter { candidate in
      let mine = indexes[candidate.path] ?? []
      guard doneFiles.insert(candidate.path).inserted, done.isDisjoint(with: mine) else { return false }
      done.formUnion(mine)
      return true
    }
  }

  /// The fixes that can be applied together to `files`, the first of overlapping ones.
  private func candidates(
    _ diagnostics: [Diagnostic], _ files: [FixableFile], includeUnsafe: Bool, except rejected: Set<FixCandidate> = []
  ) -> [FixCandidate] {
    var taken = Dictionary(
      keepingFirst: files.map { (ExactString($0.name), EditSet(size: $0.input.source.bytes.count)) })
    return diagnostics.compactMap { diagnostic in
      guard let fix = diagnostic.fix, fix.isSafe || includeUnsafe else { return nil }
      let candidate = FixCandidate(path: ExactString(diagnostic.path), fix: fix)
      guard !rejected.contains(candidate), taken[candidate.path]?.insert(fix.edits) == true else { return nil }
      return candidate
    }
  }
}

/// A fix and the file that it is for.
struct FixCandidate: Hashable {
  let path: ExactString
  let fix: Fix
}

/// A file that fixes change.
public struct FixedFile: Sendable {
  /// The name of the input.
  public let path: String
  /// The bytes before.
  public let original: [UInt8]
  /// The bytes after.
  public let fixed: [UInt8]
  /// The titles of the fixes that were applied, in the order in which they were.
  public let applied: [String]
}
