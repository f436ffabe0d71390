import JSONSource

/// Tries the fixes of one round and leaves out those that make a file worse.
struct FixTrial {
  private let judge: Linter
  private let files: [FixableFile]
  /// The fixes that did no harm.
  private(set) var accepted: [FixCandidate] = []
  /// The files with the accepted fixes.
  private(set) var result: [FixableFile]
  private var condition: [Condition]

  /// What must not get worse in a file.
  private struct Condition {
    var syntaxErrors: Int
    var refusals: Int

    func isWorse(than other: Condition) -> Bool {
      syntaxErrors > other.syntaxErrors || refusals > other.refusals
    }
  }

  init(_ files: [FixableFile], judge: Linter) {
    self.judge = judge
    self.files = files
    result = files
    condition = Self.condition(of: files, judge)
  }

  /// Adds `candidates`, all at once where that does no harm, else by halves down to single fixes.
  mutating func accept(_ candidates: ArraySlice<FixCandidate>) {
    let trial = applying(accepted + candidates)
    let condition = Self.condition(of: trial, judge)
    if !zip(condition, self.condition).contains(where: { $0.isWorse(than: $1) }) {
      accepted += candidates
      result = trial
      self.condition = condition
    } else if candidates.count > 1 {
      let middle = candidates.startIndex + candidates.count / 2
      accept(candidates[..<middle])
      accept(candidates[middle...])
    }
  }

  private func applying(_ candidates: [FixCandidate]) -> [FixableFile] {
    let fixes = Dictionary(grouping: candidates, by: \.path)
    return files.map { file in fixes[file.name].map { file.applying($0.map(\.fix)) } ?? file }
  }

  private static func condition(of files: [FixableFile], _ judge: Linter) -> [Condition] {
    var refusals: [String: Int] = [:]
    for diagnostic in judge.check(files.map(\.input)).diagnostics where diagnostic.consequence == .refused {
      refusals[diagnostic.path, default: 0] += 1
    }
    return files.map { Condition(syntaxErrors: $0.syntaxErrorCount, refusals: refusals[$0.name] ?? 0) }
  }
}
