/// Files on their way through the rounds, and what all rules say of them.
struct JudgedFiles {
  /// The files as they are now.
  let files: [FixableFile]
  /// What was found in them.
  let diagnostics: [Diagnostic]
  private let conditions: [Condition]

  /// What must not get worse in a file.
  private struct Condition {
    let syntaxErrors: Int
    let refusals: Int
  }

  /// Asks `judge` about `files`.
  init(_ files: [FixableFile], judge: Linter) {
    self.files = files
    diagnostics = judge.check(files.map(\.input)).diagnostics
    var refusals: [String: Int] = [:]
    for diagnostic in diagnostics where diagnostic.consequence == .refused {
      refusals[diagnostic.path, default: 0] += 1
    }
    conditions = files.map { Condition(syntaxErrors: $0.syntaxErrorCount, refusals: refusals[$0.name] ?? 0) }
  }

  /// Whether any file has more syntax errors, or more reasons to be refused, than it has in `other`.
  func areWorse(than other: JudgedFiles) -> Bool {
    zip(conditions, other.conditions).contains { $0.syntaxErrors > $1.syntaxErrors || $0.refusals > $1.refusals }
  }
}
