import JSONSource

/// Files on their way through the rounds, and the findings of all rules in them.
struct LintedFiles {
  /// The files as they are now.
  let files: [FixableFile]
  /// The judgement of the files.
  let judgement: Judgement
  private let conditions: [Condition]
  private let refusals: Int
  private let errors: Int
  private let proved: Set<ExactString>
  private let setups: [Report.SetupSummary]

  /// The counts that must not get worse in a file.
  private struct Condition {
    let syntaxErrors: Int
    let refusals: Int
  }

  /// Asks `judge` about `files`; what is known of files that did not change is taken from `earlier`.
  init(_ files: [FixableFile], judge: Linter, reusing earlier: LintedFiles? = nil) {
    self.files = files
    judgement = judge.judge(files.map { $0.input }, reusing: earlier?.judgement)
    // Indicates whether a file gets worse is asked of all rules, also of those that the user does not want to see.
    let report = judge.wholeReport(judgement)
    var refusals: [ExactString: Int] = [:]
    for diagnostic in report.diagnostics where diagnostic.consequence == .refused {
      refusals[ExactString(diagnostic.path), default: 0] += 1
    }
    conditions = files.map {
      Condition(syntaxErrors: $0.syntaxErrorCount, refusals: refusals[ExactString($0.name)] ?? 0)
    }
    self.refusals = refusals.values.reduce(0, +)
    errors = report.diagnostics.count { $0.consequence.severity == .error }
    proved = Set(report.setups.filter { $0.replicates == true }.map { ExactString($0.name) })
    setups = report.setups
  }

  /// Returns whether any file has other bytes than in `other`.
  func differs(from other: LintedFiles) -> Bool {
    zip(files, other.files).contains { $0.input.source.bytes != $1.input.source.bytes }
  }

  /// The indexes of files that belong together: those of a setup, and of setups that share a file.
  var groups: [[Int]] {
    let indexes = Dictionary(keepingFirst: files.enumerated().map { (ExactString($1.name), $0) })
    var groups = Array(files.indices)
    func top(_ index: Int) -> Int {
      var index = index
      while groups[index] != index {
        groups[index] = groups[groups[index]]
        index = groups[index]
      }
      return index
    }
    for setup in setups {
      let members = setup.files.compactMap { indexes[ExactString($0)] }
      for (a, b) in zip(members, members.dropFirst()) {
        let (first, second) = (top(a), top(b))
        groups[max(first, second)] = min(first, second)
      }
    }
    return Dictionary(grouping: files.indices, by: top).sorted { $0.key < $1.key }.map { $0.value }
  }

  /// Returns whether any file has more syntax errors, or more reasons to be refused, than it has in `other`, whether a
  /// setup no longer replicates that does there, or whether there are more errors in all.
  ///
  /// A document that is refused hides what else is wrong, so errors may come to light when a refusal is gone.
  func areWorse(than other: LintedFiles) -> Bool {
    if zip(conditions, other.conditions).contains(where: {
      $0.syntaxErrors > $1.syntaxErrors || $0.refusals > $1.refusals
    }) {
      return true
    }
    let names = Set(setups.map { ExactString($0.name) })
    if !other.proved.intersection(names).isSubset(of: proved) { return true }
    return refusals >= other.refusals && errors > other.errors
  }
}
