import JSONSource

/// Files on their way through the rounds, and what all rules say of them.
struct JudgedFiles {
  /// The files as they are now.
  let files: [FixableFile]
  /// What was found in them.
  let report: Report
  private let conditions: [Condition]
  private let refusals: Int
  private let errors: Int
  private let proved: Set<ExactString>

  /// What must not get worse in a file.
  private struct Condition {
    let syntaxErrors: Int
    let refusals: Int
  }

  /// Asks `judge` about `files`.
  init(_ files: [FixableFile], judge: Linter) {
    self.files = files
    report = judge.check(files.map(\.input))
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
  }

  /// Whether any file has more syntax errors, or more reasons to be refused, than it has in `other`, whether a setup no
  /// longer replicates that does there, or whether there are more errors in all.
  ///
  /// A document that is refused hides what else is wrong, so errors may come to light when a refusal is gone.
  func areWorse(than other: JudgedFiles) -> Bool {
    if zip(conditions, other.conditions).contains(where: {
      $0.syntaxErrors > $1.syntaxErrors || $0.refusals > $1.refusals
    }) {
      return true
    }
    let names = Set(report.setups.map { ExactString($0.name) })
    if !other.proved.intersection(names).isSubset(of: proved) { return true }
    return refusals >= other.refusals && errors > other.errors
  }
}
