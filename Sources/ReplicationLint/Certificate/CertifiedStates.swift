/// The states of all patterns of a call side by side.
///
/// A state is a list of sets of positions, one for each pattern. What it allows is judged from these sets alone, so that
/// a finite set of states, closed under every character, shows something of all keys.
struct CertifiedStates {
  typealias State = [[Int]]

  private let statements: [CertifiedStatement]
  private let patterns: [CertifiedPattern]
  /// The patterns of each statement.
  private let ranges: [Range<Int>]
  /// Indicates whether something has to allow a key, as against nothing denying it.
  private let needsAllow: Bool
  /// The characters that patterns name, and one that stands for all others.
  private let alphabet: [UInt16]

  /// The bound on the sets of positions that are computed.
  private static let workLimit = 20_000_000
  /// The bound on the states of a certificate.
  private static let stateLimit = 2_000

  init(_ taken: CertifiedStatements, needsAllow: Bool) {
    statements = taken.statements
    patterns = taken.patterns
    self.needsAllow = needsAllow
    var ranges: [Range<Int>] = []
    for statement in taken.statements {
      let first = ranges.last?.upperBound ?? 0
      ranges.append(first..<first + statement.patterns.count)
    }
    self.ranges = ranges
    let literals = taken.patterns.reduce(into: Set<UInt16>()) { $0.formUnion($1.literals) }
    let other = (UInt16(0x61)...0xD7FF).first { !literals.contains($0) && !Glob.Unit.isLineTerminator($0) }
    alphabet = literals.sorted() + [other].compactMap { $0 }
  }

  /// The state after a string.
  func state(after text: [UInt16]) -> State { patterns.map { $0.state(after: text) } }

  /// Returns whether the text that leads to a state is allowed.
  func isAllowed(_ state: State) -> Bool {
    func applies(_ index: Int) -> Bool {
      ranges[index].contains { patterns[$0].matches(state[$0]) } != statements[index].isComplement
    }
    let isGranted = !needsAllow || statements.indices.contains { !statements[$0].isDeny && applies($0) }
    return isGranted && !statements.indices.contains { statements[$0].isDeny && applies($0) }
  }

  /// Returns whether one pattern allows whatever follows, and no Deny can apply.
  func isCovered(_ state: State, by statement: Int, _ pattern: Int) -> Bool {
    guard statements.indices.contains(statement), !statements[statement].isDeny, !statements[statement].isComplement,
      statements[statement].patterns.indices.contains(pattern)
    else { return false }
    let position = ranges[statement].lowerBound + pattern
    return patterns[position].matchesForever(state[position])
      && statements.indices.allSatisfy { neverDenies($0, state) }
  }

  private func neverDenies(_ index: Int, _ state: State) -> Bool {
    if !statements[index].isDeny { return true }
    return statements[index].isComplement
      ? ranges[index].contains { patterns[$0].matchesForever(state[$0]) }
      : ranges[index].allSatisfy { state[$0].isEmpty }
  }

  /// The first pattern that allows everything from a state on.
  func covering(_ state: State) -> (statement: Int, pattern: Int)? {
    for statement in statements.indices where !statements[statement].isDeny {
      for pattern in statements[statement].patterns.indices where isCovered(state, by: statement, pattern) {
        return (statement, pattern)
      }
    }
    return nil
  }

  private func next(_ state: State, _ unit: UInt16) -> State {
    zip(patterns, state).map { $0.next($1, unit) }
  }

  // MARK: Making

  /// States that hold all keys behind `start`, each allowed; nil where there are none, or too many.
  func invariant(after start: State, includesStart: Bool) -> [State]? {
    var states: [State] = []
    var known: Set<State> = []
    var work = 0
    func add(_ state: State) -> Bool {
      let state = weakened(state)
      guard isAllowed(state) else { return false }
      if known.insert(state).inserted { states.append(state) }
      work += max(1, patterns.count)
      return states.count <= Self.stateLimit && work <= Self.workLimit
    }
    if includesStart {
      guard add(start) else { return nil }
    } else {
      for unit in alphabet { guard add(next(start, unit)) else { return nil } }
    }
    var index = 0
    while index < states.count {
      for unit in alphabet { guard add(next(states[index], unit)) else { return nil } }
      index += 1
    }
    return states
  }

  /// Forgets how other patterns allow what one allows whatever follows.
  private func weakened(_ state: State) -> State {
    guard
      let forever = statements.indices.lazy.filter({ !statements[$0].isDeny && !statements[$0].isComplement })
        .flatMap({ ranges[$0] }).first(where: { patterns[$0].matchesForever(state[$0]) })
    else { return state }
    var state = state
    for index in statements.indices where !statements[index].isDeny && !statements[index].isComplement {
      for position in ranges[index] where position != forever { state[position] = [] }
    }
    return state
  }

  // MARK: Checking

  /// Returns whether all keys behind `start` lead to states that `states` stand for, each of them allowed.
  func isInvariant(_ states: [State], after start: State, includesStart: Bool) -> Bool {
    let known = Set(states)
    guard states.allSatisfy({ $0.count == patterns.count && isAllowed($0) }) else { return false }
    func isHeld(_ state: State) -> Bool { known.contains(state) || states.contains { stands($0, for: state) } }
    func isClosed(_ state: State) -> Bool { alphabet.allSatisfy { isHeld(next(state, $0)) } }
    return (includesStart ? isHeld(start) : isClosed(start)) && states.allSatisfy(isClosed)
  }

  /// Returns whether a state allows nothing that another does not: where more positions allow less it has them all,
  /// elsewhere it has none beside.
  private func stands(_ state: State, for other: State) -> Bool {
    patterns.indices.allSatisfy { index in
      let (mine, others) = (Set(state[index]), Set(other[index]))
      return patterns[index].isUpper ? mine.isSuperset(of: others) : mine.isSubset(of: others)
    }
  }
}
