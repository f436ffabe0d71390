/// The strings with a fixed start that are matched by some `allowed` glob and by no `denied` glob.
///
/// Decides by building the deterministic product automaton of all globs on demand (subset construction), breadth first,
/// so that globs which cover the strings only together are proved to do so, and so that the first counterexample found
/// is a shortest one. The number of states is bounded by the caller; the work is then polynomial, never exponential.
package struct GlobAutomaton: Sendable {
  /// The result of a search for a string that is not allowed.
  package enum Answer: Sendable, Hashable {
    /// Every text is matched by an allowed and by no denied glob.
    case covered
    /// `start + suffix` is not allowed. No shorter suffix has this property, and among those of this length it is
    /// the first in the order a-z, 0-9, `/`, other visible ASCII, then all others. `deniedBy` is the lowest index
    /// in `denied` of a glob that matches the text; nil when merely no allowed glob matches it.
    case uncovered(suffix: [UInt16], deniedBy: Int?)
    /// The bound was reached before an answer.
    case unknown
  }

  private let clauses: [GlobClause]
  /// The number of clauses before those of the denied globs.
  private let firstDenied: Int

  /// Prepares questions about two lists of globs. O(1).
  package init(allowed: [Glob], denied: [Glob]) {
    clauses = [GlobClause(.allow(section: 0), allowed)] + denied.map { GlobClause(.deny, [$0]) }
    firstDenied = 1
  }

  /// Prepares questions about clauses; `deniedBy` in answers is then the index of a clause. O(1).
  init(_ clauses: [GlobClause]) {
    self.clauses = clauses
    firstDenied = 0
  }

  /// Decides whether every string `start + key` is allowed, `key` ranging over all well-formed UTF-16 strings without
  /// line terminators of at least `minimumLength` code units.
  ///
  /// `start` itself is taken as it is, with line terminators and unpaired surrogates. Only the globs that can match
  /// something beginning with `start` take part in the search. The answer is `unknown` when there are more than
  /// `stateLimit` distinct product states, or when these are so large that more than 2000 * `stateLimit` words of
  /// 64 positions would have to be computed; that bounds both time and memory.
  package func findUncovered(start: [UInt16], minimumLength: Int, stateLimit: Int = 20_000) -> Answer {
    let product = GlobProduct(scope: Glob("*"), clauses: clauses, start: start)
    var search = Search(product: product, minimumLength: minimumLength, stateLimit: stateLimit)
    let answer = search.run()
    guard case .uncovered(let suffix, let clause) = answer else { return answer }
    return .uncovered(suffix: suffix, deniedBy: clause.map { $0 - firstDenied })
  }

  /// Returns whether every well-formed text without line terminators that `glob` matches is matched by at least one of
  /// `others`; nil when the bound was reached first (see `findUncovered`).
  package static func isSubset(_ glob: Glob, of others: [Glob], stateLimit: Int = 20_000) -> Bool? {
    if others.contains(glob) { return true }
    let product = GlobProduct(scope: glob, clauses: [GlobClause(.allow(section: 0), others)], start: [])
    var search = Search(product: product, minimumLength: 0, stateLimit: stateLimit)
    return switch search.run() {
    case .covered: true
    case .uncovered: false
    case .unknown: nil
    }
  }
}

/// Breadth-first search for the first text that a product automaton is to report.
private struct Search {
  let product: GlobProduct
  let minimumLength: Int
  let stateLimit: Int
  var states: StateTable
  var computedWords = 0

  init(product: GlobProduct, minimumLength: Int, stateLimit: Int) {
    self.product = product
    self.minimumLength = minimumLength
    self.stateLimit = stateLimit
    self.states = StateTable(wordCount: product.wordCount)
  }

  mutating func run() -> GlobAutomaton.Answer {
    var initial = product.initialState
    let verdict = product.reduce(&initial)
    if minimumLength <= 0, verdict.isUncovered {
      return .uncovered(suffix: [], deniedBy: product.denier(in: initial))
    }
    if verdict.isSettled { return .covered }
    states.insert(initial, from: nil, by: 0)
    var level = 0..<1
    var length = 1
    while !level.isEmpty {
      // A state whose successors are still too short to be reported has to be met again.
      if length < minimumLength { states.forgetAll() }
      for index in level {
        if let answer = expand(index, length: length) { return answer }
      }
      level = level.upperBound..<states.count
      length += 1
    }
    return .covered
  }

  /// Makes the successors of one state, in order of preference; `length` is theirs. Returns an answer if it is found.
  private mutating func expand(_ index: Int, length: Int) -> GlobAutomaton.Answer? {
    var answer: GlobAutomaton.Answer?
    product.steps.forEachSuccessor(of: states[index]) { unit, next in
      let verdict = product.reduce(&next)
      if length >= minimumLength, verdict.isUncovered {
        answer = .uncovered(suffix: states.path(to: index) + [unit], deniedBy: product.denier(in: next))
        return false
      }
      computedWords += product.cost
      if computedWords / 2_000 > stateLimit {
        answer = .unknown
      } else if !verdict.isSettled {
        states.insert(next, from: index, by: unit)
        if states.count > stateLimit { answer = .unknown }
      }
      return answer == nil
    }
    return answer
  }
}

/// The states found so far, in order of discovery, with the way to each: a hash table with linear probing over one flat
/// array, because an array per state would cost more than the search itself.
private struct StateTable {
  private let wordCount: Int
  private var words: [UInt64] = []
  private var origins: [(state: Int?, unit: UInt16)] = []
  private var slots = [Int?](repeating: nil, count: 64)
  private var firstRemembered = 0

  init(wordCount: Int) {
    self.wordCount = wordCount
  }

  var count: Int { origins.count }

  subscript(index: Int) -> BitSet {
    BitSet(words: Array(words[index * wordCount..<(index + 1) * wordCount]))
  }

  /// Adds a state unless it is known. O(words) on average.
  mutating func insert(_ state: BitSet, from origin: Int?, by unit: UInt16) {
    let slot = slot(of: state.words[...])
    guard slots[slot] == nil else { return }
    slots[slot] = count
    origins.append((origin, unit))
    words.append(contentsOf: state.words)
    if 2 * (count - firstRemembered) > slots.count { grow() }
  }

  /// Lets every state count as new again; the ways to the old ones are kept.
  mutating func forgetAll() {
    slots = [Int?](repeating: nil, count: 64)
    firstRemembered = count
  }

  /// The units read from the initial state to this one.
  func path(to index: Int) -> [UInt16] {
    var units: [UInt16] = []
    var index = index
    while let previous = origins[index].state {
      units.append(origins[index].unit)
      index = previous
    }
    return units.reversed()
  }

  private mutating func grow() {
    slots = [Int?](repeating: nil, count: 2 * slots.count)
    for index in firstRemembered..<count {
      slots[slot(of: words[index * wordCount..<(index + 1) * wordCount])] = index
    }
  }

  /// The slot that holds this state, or the free one where it belongs.
  private func slot(of state: ArraySlice<UInt64>) -> Int {
    // The seeded hasher: patterns come from outside and must not be able to choose collisions.
    var hasher = Hasher()
    for word in state { hasher.combine(word) }
    let mask = slots.count - 1
    var slot = hasher.finalize() & mask
    while let index = slots[slot] {
      if words[index * wordCount..<(index + 1) * wordCount].elementsEqual(state) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }
}
