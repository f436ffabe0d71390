/// The product automaton that `GlobAutomaton` searches: the positions of all globs side by side in one bit set.
///
/// A state is such a set plus one bit that says that a high surrogate waits for its other half. Reported is a text that
/// the scope matches and that the clauses do not allow.
///
/// The alphabet is partitioned anew in every state: a unit is distinguished only where a literal equal to it can be
/// taken next. All other units lead to the same successor, for which one stands: the first in the order of `rank(of:)`.
struct GlobProduct {
  /// One way on from a state: the unit read and the position whose literal takes it (nil: wildcards only).
  typealias Branch = (rank: UInt32, unit: UInt16, position: Int?)

  /// What is known of the text that leads to a state.
  struct Verdict {
    /// Whether the text that ends here is to be reported.
    let isUncovered: Bool
    /// Whether no continuation of it is to be reported, as far as can be seen without search.
    let isSettled: Bool
  }

  private struct Position {
    /// What is read next; nil at the accepting position of a glob.
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
  /// The bit that is set when a high surrogate waits for its low surrogate.
  let pairPosition: Int
  /// The state before the first unit of the suffix, not yet reduced.
  let initialState: PositionSet

  private let clauses: [GlobClause]
  private let order: GlobSections
  private let positions: [Position]
  private let loops: PositionSet
  private let anySymbols: PositionSet
  private let literals: PositionSet
  private let lowSurrogates: PositionSet
  private let scope: PositionSet
  private let scopeEnd: PositionSet
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
    let wordCount = positions.count / 64 + 1
    func set(where isMember: (Position) -> Bool) -> PositionSet {
      var set = PositionSet(wordCount: wordCount)
      for (index, position) in positions.enumerated() where isMember(position) { set.insert(index) }
      return set
    }
    self.wordCount = wordCount
    self.pairPosition = positions.count
    self.clauses = clauses
    self.order = GlobSections(clauses)
    self.positions = positions
    self.ranges = ranges
    self.forever = ranges.map { $0.first { positions[$0].symbol == nil && positions[$0].hasLoop } }
    self.initialState = set { $0.isInitial }
    self.loops = set { $0.hasLoop }
    self.anySymbols = set { $0.symbol == .any }
    self.literals = set { $0.symbol != nil && $0.symbol != .any }
    self.lowSurrogates = set {
      if case .unit(let unit)? = $0.symbol { Glob.Unit.isLowSurrogate(unit) } else { false }
    }
    self.scope = set { $0.clause == nil }
    self.scopeEnd = set { $0.clause == nil && $0.symbol == nil }
  }

  /// Adds the positions of one glob that matter from here on, if it can still match some text.
  private static func append(_ glob: Glob, of clause: Int?, at active: [Int], to positions: inout [Position]) {
    // The texts have no line terminators, so that there is no way on from before a literal one.
    let barrier = glob.symbols.lastIndex {
      if case .unit(let unit) = $0 { Glob.Unit.isLineTerminator(unit) } else { false }
    }
    let useful = active.filter { $0 > barrier ?? -1 }
    guard let lowest = useful.last(where: glob.hasLoop(at:)) ?? useful.first else { return }
    let initial = Set(useful)
    let first = positions.count
    for position in lowest...glob.symbols.count {
      positions.append(
        Position(
          symbol: position < glob.symbols.count ? glob.symbols[position] : nil, hasLoop: glob.hasLoop(at: position),
          clause: clause, first: first, isInitial: initial.contains(position)))
    }
  }

  /// The lowest clause that denies the text that ends here. O(positions in the state + clauses).
  func denier(in state: PositionSet) -> Int? {
    let reading = Reading(state, self)
    return order.denies.first { reading.applies($0) }
  }

  /// The positions reached by a unit that no literal takes. O(words).
  func stepOverWildcards(_ state: PositionSet) -> PositionSet {
    var next = state
    var carry: UInt64 = 0
    for (word, bits) in state.words.enumerated() {
      let moving = bits & anySymbols.words[word]
      next.words[word] = moving << 1 | carry | (bits & loops.words[word])
      carry = moving >> 63
    }
    return next
  }

  /// The ways on from a state in order of rank; those with the same unit follow each other and are taken together.
  /// `base` is `stepOverWildcards(state)`. O(a log a) for `a` positions in the state.
  func branches(of state: PositionSet, base: PositionSet) -> [Branch] {
    var taken: [(unit: UInt16, position: Int)] = []
    for (word, bits) in state.words.enumerated() {
      var bits = bits & literals.words[word]
      while bits != 0 {
        let position = word * 64 + bits.trailingZeroBitCount
        bits &= bits - 1
        if case .unit(let unit)? = positions[position].symbol { taken.append((unit, position)) }
      }
    }
    return Self.branches(
      taking: taken, inPair: state.contains(pairPosition), canTakeLowSurrogate: base.intersects(lowSurrogates))
  }

  /// Brings a state to a smaller one from which the same texts are reported, and says what it tells.
  /// O(words + positions in the state + clauses).
  func reduce(_ state: inout PositionSet) -> Verdict {
    // At a loop the automaton can wait for whatever it could read on the way from a lower position of the same glob:
    // the lower ones add nothing, since no text has a line terminator.
    for word in state.words.indices.reversed() {
      var pending = state.words[word] & loops.words[word]
      while pending != 0 {
        let bit = 63 - pending.leadingZeroBitCount
        let position = word * 64 + bit
        state.remove(positions[position].first..<position)
        pending &= state.words[word] & ((1 << UInt64(bit)) - 1)
      }
    }
    let reading = Reading(state, self)
    // Once a clause matches for ever, it does not matter by which glob.
    for clause in clauses.indices where reading.matchesForever.contains(clause) {
      keep(forever[clause], of: clause, in: &state)
    }
    var isAllowed = false
    var isAllowedForever = false
    for section in order.sections {
      let isVetoed = section.vetoes.contains(where: reading.applies)
      if !isVetoed, section.allows.contains(where: reading.applies) { isAllowed = true }
      guard section.allows.contains(where: reading.alwaysApplies) else { continue }
      if section.vetoes.allSatisfy(reading.neverApplies) { isAllowedForever = true }
      collapse(section, in: &state)
    }
    let isDenied = order.denies.contains(where: reading.applies)
    let isEnd = !state.contains(pairPosition) && state.intersects(scopeEnd)
    return Verdict(
      isUncovered: isEnd && (isDenied || !isAllowed),
      isSettled: !state.intersects(scope) || (isAllowedForever && order.denies.allSatisfy(reading.neverApplies)))
  }

  /// Leaves one sign that a section allows whatever follows, always the same.
  private func collapse(_ section: GlobSections.Section, in state: inout PositionSet) {
    // A complement without positions applies always, which is sign enough.
    let hasComplement = section.allows.contains { clauses[$0].isComplement }
    let sign = hasComplement ? nil : section.allows.first { forever[$0] != nil }
    for clause in section.allows { keep(clause == sign ? forever[clause] : nil, of: clause, in: &state) }
  }

  private func keep(_ position: Int?, of clause: Int, in state: inout PositionSet) {
    state.remove(ranges[clause])
    if let position { state.insert(position) }
  }

  /// What a state says about each clause.
  private struct Reading {
    let clauses: [GlobClause]
    var matches: PositionSet
    var matchesForever: PositionSet
    var canMatch: PositionSet

    init(_ state: PositionSet, _ product: GlobProduct) {
      clauses = product.clauses
      matches = PositionSet(wordCount: clauses.count / 64 + 1)
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

    /// Whether the clause applies to the text that ends here.
    func applies(_ clause: Int) -> Bool { matches.contains(clause) != clauses[clause].isComplement }

    /// Whether it applies whatever follows.
    func alwaysApplies(_ clause: Int) -> Bool {
      clauses[clause].isComplement ? !canMatch.contains(clause) : matchesForever.contains(clause)
    }

    /// Whether it applies to no continuation.
    func neverApplies(_ clause: Int) -> Bool {
      clauses[clause].isComplement ? matchesForever.contains(clause) : !canMatch.contains(clause)
    }
  }
}

extension GlobProduct {
  /// The place of a unit in the order in which units are preferred in reported texts: a-z, 0-9, `/`, other visible
  /// ASCII, other characters, spaces and controls, surrogates (first those of U+1F600, which most fonts have). O(1).
  private static func rank(of unit: UInt16) -> UInt32 {
    switch unit {
    case 0x61...0x7A: UInt32(unit - 0x61)
    case 0x30...0x39: UInt32(unit - 0x30) + 26
    case 0x2F: 36
    case 0x21...0x7E: 0x100 + UInt32(unit)
    case 0xD83D, 0xDE00: 0x40000
    case 0xD800...0xDFFF: 0x50000 + UInt32(unit)
    case 0xA1...: 0x10000 + UInt32(unit)
    default: 0x20000 + UInt32(unit)
    }
  }

  /// The ways on from a state with literals that take units: theirs, and one that stands for all other units.
  static func branches(
    taking literals: [(unit: UInt16, position: Int)], inPair: Bool, canTakeLowSurrogate: Bool
  ) -> [Branch] {
    var branches = literals.filter { Glob.Unit.isLowSurrogate($0.unit) == inPair }
      .map { Branch(rank(of: $0.unit), $0.unit, $0.position) }
    branches.sort { $0.rank < $1.rank }
    var others: [UInt16] = []
    if inPair {
      firstFree(in: lowSurrogatesByRank, besides: branches).map { others.append($0) }
    } else {
      let plain = firstFree(in: nonSurrogatesByRank, besides: branches)
      plain.map { others.append($0) }
      // A pair of which no literal takes a half leads to where two plain units lead: no need to try it.
      if plain == nil || canTakeLowSurrogate {
        firstFree(in: highSurrogatesByRank, besides: branches).map { others.append($0) }
      }
    }
    for unit in others { branches.append((rank(of: unit), unit, nil)) }
    branches.sort { $0.rank < $1.rank }
    return branches
  }

  private static let nonSurrogatesByRank = sortedByRank(Array(0...0xD7FF) + Array(0xE000...0xFFFF))
  private static let highSurrogatesByRank = sortedByRank(Array(0xD800...0xDBFF))
  private static let lowSurrogatesByRank = sortedByRank(Array(0xDC00...0xDFFF))

  private static func sortedByRank(_ units: [UInt16]) -> [UInt16] {
    units.filter { !Glob.Unit.isLineTerminator($0) }.sorted { (rank(of: $0), $0) < (rank(of: $1), $1) }
  }

  /// The first of `units` that no branch reads; both are sorted by rank. Nil when all are read.
  private static func firstFree(in units: [UInt16], besides branches: [Branch]) -> UInt16? {
    var free = 0
    for branch in branches where free < units.count && branch.unit == units[free] { free += 1 }
    return free < units.count ? units[free] : nil
  }
}
