/// The product automaton that `GlobAutomaton` searches: the positions of all globs side by side in one bit set.
///
/// A state is such a set plus one bit that says that a high surrogate waits for its other half. Reported is a text that
/// the scope matches and that either a denied glob or no allowed glob matches.
///
/// The alphabet is partitioned anew in every state: a unit is distinguished only where a literal equal to it can be
/// taken next. All other units lead to the same successor, for which one stands: the first in the order of `rank(of:)`.
struct GlobProduct {
  /// One way on from a state: the unit read and the position whose literal takes it (nil: wildcards only).
  typealias Branch = (rank: UInt32, unit: UInt16, position: Int?)

  private enum Role { case scope, allowed, denied }

  private struct Position {
    /// What is read next; nil at the accepting position of a glob.
    let symbol: Glob.Symbol?
    let hasLoop: Bool
    let role: Role
    /// The lowest position of the same glob.
    let first: Int
    let isInitial: Bool
  }

  /// Words of 64 bits per state.
  let wordCount: Int
  /// The bit that is set when a high surrogate waits for its low surrogate.
  let pairPosition: Int
  /// The state before the first unit of the suffix.
  private(set) var initialState: PositionSet

  private let positions: [Position]
  private let loops: PositionSet
  private let anySymbols: PositionSet
  private let literals: PositionSet
  private let lowSurrogates: PositionSet
  private let scope: PositionSet
  private let scopeEnd: PositionSet
  private let allowed: PositionSet
  private let allowedEnds: PositionSet
  /// Accepting positions of allowed globs with a loop: whatever follows, it stays allowed.
  private let allowedForever: PositionSet
  /// One fixed member of `allowedForever`.
  private let foreverPosition: Int?
  private let denied: PositionSet
  private let deniedEnds: [(position: Int, index: Int)]
  private let deniedEndSet: PositionSet

  /// Lays out what is left of the globs after reading `start` (the scope applies to the text after `start`).
  /// Linear in the size of the globs, plus the cost of matching `start` with each.
  init(scope: Glob, allowed: [Glob], denied: [Glob], start: [UInt16]) {
    var positions: [Position] = []
    var deniedEnds: [(position: Int, index: Int)] = []
    Self.append(scope, as: .scope, at: [0], to: &positions)
    for glob in allowed {
      Self.append(glob, as: .allowed, at: glob.positions(after: start), to: &positions)
    }
    for (index, glob) in denied.enumerated() {
      if Self.append(glob, as: .denied, at: glob.positions(after: start), to: &positions) {
        deniedEnds.append((positions.count - 1, index))
      }
    }
    let wordCount = positions.count / 64 + 1
    func set(where isMember: (Position) -> Bool) -> PositionSet {
      var set = PositionSet(wordCount: wordCount)
      for (index, position) in positions.enumerated() where isMember(position) { set.insert(index) }
      return set
    }
    self.wordCount = wordCount
    self.pairPosition = positions.count
    self.positions = positions
    self.deniedEnds = deniedEnds
    self.initialState = set { $0.isInitial }
    self.loops = set { $0.hasLoop }
    self.anySymbols = set { $0.symbol == .any }
    self.literals = set { $0.symbol != nil && $0.symbol != .any }
    self.lowSurrogates = set {
      if case .unit(let unit)? = $0.symbol { Glob.Unit.isLowSurrogate(unit) } else { false }
    }
    self.scope = set { $0.role == .scope }
    self.scopeEnd = set { $0.role == .scope && $0.symbol == nil }
    self.allowed = set { $0.role == .allowed }
    self.allowedEnds = set { $0.role == .allowed && $0.symbol == nil }
    self.allowedForever = set { $0.role == .allowed && $0.symbol == nil && $0.hasLoop }
    self.foreverPosition = positions.firstIndex { $0.role == .allowed && $0.symbol == nil && $0.hasLoop }
    self.denied = set { $0.role == .denied }
    self.deniedEndSet = set { $0.role == .denied && $0.symbol == nil }
    reduce(&initialState)
  }

  /// Adds the positions of one glob that matter from here on; false when it cannot match any text any more.
  @discardableResult
  private static func append(_ glob: Glob, as role: Role, at active: [Int], to positions: inout [Position]) -> Bool {
    // The texts have no line terminators, so that there is no way on from before a literal one.
    let barrier = glob.symbols.lastIndex {
      if case .unit(let unit) = $0 { Glob.Unit.isLineTerminator(unit) } else { false }
    }
    let useful = active.filter { $0 > barrier ?? -1 }
    guard let lowest = useful.last(where: glob.hasLoop(at:)) ?? useful.first else { return false }
    let initial = Set(useful)
    let first = positions.count
    for position in lowest...glob.symbols.count {
      positions.append(
        Position(
          symbol: position < glob.symbols.count ? glob.symbols[position] : nil, hasLoop: glob.hasLoop(at: position),
          role: role, first: first, isInitial: initial.contains(position)))
    }
    return true
  }

  /// Whether a text that ends here is to be reported. O(words).
  func isUncovered(_ state: PositionSet) -> Bool {
    !state.contains(pairPosition) && state.intersects(scopeEnd)
      && (state.intersects(deniedEndSet) || !state.intersects(allowedEnds))
  }

  /// Whether no continuation of the text can be one to be reported, seen without search. O(words).
  func isSettled(_ state: PositionSet) -> Bool {
    !state.intersects(scope) || (state.intersects(allowedForever) && !state.intersects(denied))
  }

  /// The lowest index of a denied glob that matches the text that ends here. O(denied globs).
  func denier(in state: PositionSet) -> Int? {
    deniedEnds.first { state.contains($0.position) }?.index
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
    let inPair = state.contains(pairPosition)
    var branches: [Branch] = []
    for (word, bits) in state.words.enumerated() {
      var bits = bits & literals.words[word]
      while bits != 0 {
        let position = word * 64 + bits.trailingZeroBitCount
        bits &= bits - 1
        guard case .unit(let unit)? = positions[position].symbol else { continue }
        if Glob.Unit.isLowSurrogate(unit) == inPair { branches.append((Self.rank(of: unit), unit, position)) }
      }
    }
    branches.sort { $0.rank < $1.rank }
    var others: [UInt16] = []
    if inPair {
      Self.firstFree(in: Self.lowSurrogatesByRank, besides: branches).map { others.append($0) }
    } else {
      let plain = Self.firstFree(in: Self.nonSurrogatesByRank, besides: branches)
      plain.map { others.append($0) }
      // A pair of which no literal takes a half leads to where two plain units lead: no need to try it.
      if plain == nil || base.intersects(lowSurrogates) {
        Self.firstFree(in: Self.highSurrogatesByRank, besides: branches).map { others.append($0) }
      }
    }
    for unit in others { branches.append((Self.rank(of: unit), unit, nil)) }
    branches.sort { $0.rank < $1.rank }
    return branches
  }

  /// Brings a state to a smaller one from which the same texts are reported. O(words) plus the positions removed / 64.
  func reduce(_ state: inout PositionSet) {
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
    // Once allowed for ever, it does not matter by which glob.
    if let foreverPosition, state.intersects(allowedForever) {
      state.subtract(allowed)
      state.insert(foreverPosition)
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
