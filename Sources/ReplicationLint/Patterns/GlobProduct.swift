/// The product automaton that `GlobAutomaton` searches: the positions of all globs side by side in one bit set.
///
/// A state is such a set plus one bit that is set while a high surrogate waits for its other half. Reported is a string
/// that the scope matches and that the clauses do not allow.
struct GlobProduct {
  /// The known facts about the string that leads to a state.
  struct Verdict {
    /// Indicates whether the text that ends here is to be reported.
    let isUncovered: Bool
    /// Indicates whether no continuation of it is to be reported, as far as can be seen without search.
    let isSettled: Bool
  }

  private struct Position {
    /// The symbol read next; nil at the accepting position of a glob.
    let symbol: Glob.Symbol?
    let hasLoop: Bool
    /// The clause of the glob; nil for the scope.
    let clause: Int?
    /// The lowest position of the same glob.
    let first: Int
    let isInitial: Bool
  }

  /// Words of 64 bits per state.
  let wordCount: Int
  /// The work of making one state, in words.
  var cost: Int { wordCount + clauses.count / 8 }
  /// The ways from a state to the next ones.
  let steps: GlobSteps
  /// The state before the first unit of the suffix, not yet reduced.
  let initialState: BitSet

  private let clauses: [GlobClause]
  private let order: GlobSections
  private let positions: [Position]
  private let scope: BitSet
  private let scopeEnd: BitSet
  /// The positions of each clause.
  private let ranges: [Range<Int>]
  /// One fixed position of each clause that accepts whatever follows, where there is one.
  private let forever: [Int?]

  /// Lays out what is left of the globs after reading `start` (the scope applies to the text after `start`).
  /// Linear in the size of the globs, plus the cost of matching `start` with each.
  init(scope: Glob, clauses: [GlobClause], start: [UInt16]) {
    var positions: [Position] = []
    var ranges: [Range<Int>] = []
    Self.append(scope, of: nil, at: [0], to: &positions)
    for (index, clause) in clauses.enumerated() {
      let first = positions.count
      for glob in clause.globs where glob.canBegin(start) {
        Self.append(glob, of: index, at: glob.positions(after: start), to: &positions)
      }
      ranges.append(first..<positions.count)
    }
    let steps = GlobSteps(positions.map { ($0.symbol, $0.hasLoop) })
    func set(where isMember: (Position) -> Bool) -> BitSet { steps.set { isMember(positions[$0]) } }
    self.steps = steps
    self.wordCount = steps.wordCount
    self.clauses = clauses
    self.order = GlobSections(clauses)
    self.positions = positions
    self.ranges = ranges
    self.forever = ranges.map { $0.first { positions[$0].symbol == nil && positions[$0].hasLoop } }
    self.initialState = set { $0.isInitial }
    self.scope = set { $0.clause == nil }
    self.scopeEnd = set { $0.clause == nil && $0.symbol == nil }
  }

  /// Adds the positions of one glob that matter from here on, if it can still match some text.
  private static func append(_ glob: Glob, of clause: Int?, at active: [Int], to positions: inout [Position]) {
    guard let (lowest, initial) = glob.usefulPositions(active) else { return }
    let first = positions.count
    for position in lowest...glob.symbols.count {
      positions.append(
        Position(
          symbol: position < glob.symbols.count ? glob.symbols[position] : nil, hasLoop: glob.hasLoop(at: position),
          clause: clause, first: first, isInitial: initial.contains(position)))
    }
  }

  /// The lowest clause that denies the text that ends here. O(positions in the state + clauses).
  func denier(in state: BitSet) -> Int? {
    let reading = Reading(state, self)
    return order.denies.first { reading.applies($0) }
  }

  /// Brings a state to a smaller one from which the same strings are reported, and returns its verdict. O(words +
  /// positions in the state + clauses).
  func reduce(_ state: inout BitSet) -> Verdict {
    // At a loop the automaton can wait for whatever it could read on the way from a lower position of the same glob:
    // the lower ones add nothing, since no text has a line terminator.
    for word in state.words.indices.reversed() {
      var pending = state.words[word] & steps.loops.words[word]
      while pending != 0 {
        let bit = 63 - pending.leadingZeroBitCount
        let position = word * 64 + bit
        state.remove(positions[position].first..<position)
        pending &= state.words[word] & ((1 << UInt64(bit)) - 1)
      }
    }
    let reading = Reading(state, self)
    // Once a clause matches all continuations, it does not matter by which glob.
    for clause in clauses.indices where reading.matchesForever.contains(clause) {
      keep(forever[clause], of: clause, in: &state)
    }
    var isAllowed = false
    var isAllowedForever = false
    for section in order.sections {
      let isRevoked = section.revocations.contains(where: reading.applies)
      if !isRevoked, section.allows.contains(where: reading.applies) { isAllowed = true }
      guard section.allows.contains(where: reading.alwaysApplies) else { continue }
      if section.revocations.allSatisfy(reading.neverApplies) { isAllowedForever = true }
      collapse(section, in: &state)
    }
    let isDenied = order.denies.contains(where: reading.applies)
    let isEnd = !state.contains(steps.pairPosition) && state.intersects(scopeEnd)
    return Verdict(
      isUncovered: isEnd && (isDenied || !isAllowed),
      isSettled: !state.intersects(scope) || (isAllowedForever && order.denies.allSatisfy(reading.neverApplies)))
  }

  /// Leaves one sign that a section allows whatever follows, always the same.
  private func collapse(_ section: GlobSections.Section, in state: inout BitSet) {
    // A complement without positions applies always, which is sign enough.
    let hasComplement = section.allows.contains { clauses[$0].isComplement }
    let sign = hasComplement ? nil : section.allows.first { forever[$0] != nil }
    for clause in section.allows { keep(clause == sign ? forever[clause] : nil, of: clause, in: &state) }
  }

  private func keep(_ position: Int?, of clause: Int, in state: inout BitSet) {
    state.remove(ranges[clause])
    if let position { state.insert(position) }
  }

  /// The verdict of a state on each clause.
  private struct Reading {
    let clauses: [GlobClause]
    var matches: BitSet
    var matchesForever: BitSet
    var canMatch: BitSet

    init(_ state: BitSet, _ product: GlobProduct) {
      clauses = product.clauses
      matches = BitSet(wordCount: clauses.count / 64 + 1)
      matchesForever = matches
      canMatch = matches
      for (word, bits) in state.words.enumerated() {
        var bits = bits
        while bits != 0 {
          let index = word * 64 + bits.trailingZeroBitCount
          bits &= bits - 1
          guard index < product.positions.count, let clause = product.positions[index].clause else { continue }
          canMatch.insert(clause)
          guard product.positions[index].symbol == nil else { continue }
          matches.insert(clause)
          if product.positions[index].hasLoop { matchesForever.insert(clause) }
        }
      }
    }

    /// Returns whether the clause applies to the text that ends here.
    func applies(_ clause: Int) -> Bool { matches.contains(clause) != clauses[clause].isComplement }

    /// Returns whether it applies whatever follows.
    func alwaysApplies(_ clause: Int) -> Bool {
      clauses[clause].isComplement ? !canMatch.contains(clause) : matchesForever.contains(clause)
    }

    /// Returns whether it applies to no continuation.
    func neverApplies(_ clause: Int) -> Bool {
      clauses[clause].isComplement ? matchesForever.contains(clause) : !canMatch.contains(clause)
    }
  }
}
