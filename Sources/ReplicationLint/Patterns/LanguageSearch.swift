/// The search for a shortest text of a language, by the deterministic automaton of all its globs, made on demand.
///
/// Strings are well-formed UTF-16 without line terminators. Breadth first, so that the string found is a shortest one,
/// and of those the first in the order of `GlobSteps.rank(of:)`. The work is bounded by the number of states.
struct LanguageSearch {
  /// The result.
  enum Answer: Equatable {
    /// No text is in the language.
    case empty
    /// A shortest text.
    case found([UInt16])
    /// The bound was reached before an answer.
    case unknown
  }

  private let automaton: LanguageAutomaton
  private let stateLimit: Int

  init(_ table: LanguageTable, _ language: LanguageTable.Language, stateLimit: Int) {
    automaton = LanguageAutomaton(table, language)
    self.stateLimit = stateLimit
  }

  /// Runs the search.
  func run() -> Answer {
    var initial = automaton.initialState
    let verdict = automaton.reduce(&initial)
    if verdict.isMember { return .found([]) }
    if verdict.isOver { return .empty }
    var states = [initial]
    var origins: [(state: Int?, unit: UInt16)] = [(nil, 0)]
    var known: Set<BitSet> = [initial]
    var work = 0
    var next = 0
    func path(to index: Int) -> [UInt16] {
      var units: [UInt16] = []
      var index = index
      while let previous = origins[index].state {
        units.append(origins[index].unit)
        index = previous
      }
      return units.reversed()
    }
    while next < states.count {
      var answer: Answer?
      automaton.steps.forEachSuccessor(of: states[next]) { unit, successor in
        let verdict = automaton.reduce(&successor)
        if verdict.isMember {
          answer = .found(path(to: next) + [unit])
          return false
        }
        work += automaton.cost
        if !verdict.isOver, known.insert(successor).inserted {
          states.append(successor)
          origins.append((next, unit))
        }
        if work / 2_000 > stateLimit || states.count > stateLimit { answer = .unknown }
        return answer == nil
      }
      if let answer { return answer }
      next += 1
    }
    return .empty
  }
}
