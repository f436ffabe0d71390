/// The ways from one state of a product automaton to the next: a state is a set of positions of globs side by side, plus
/// one bit for a high surrogate that waits for its other half.
///
/// The alphabet is partitioned anew in every state: a unit is distinguished only where a literal equal to it can be
/// taken next. All other units lead to the same successor, for which one stands: the first in the order of `rank(of:)`.
struct GlobSteps {
  /// One way on from a state: the unit read and the position whose literal takes it (nil: wildcards only).
  private typealias Branch = (rank: UInt32, unit: UInt16, position: Int?)

  /// What is read at each position; nil at the accepting position of a glob.
  private let symbols: [Glob.Symbol?]
  /// The positions at which anything can be read without going on.
  let loops: PositionSet
  private let anySymbols: PositionSet
  private let literals: PositionSet
  private let lowSurrogates: PositionSet

  /// Words of 64 bits per state.
  var wordCount: Int { loops.words.count }
  /// The bit that is set when a high surrogate waits for its low surrogate.
  var pairPosition: Int { symbols.count }

  /// Lays out positions by what is read there and whether there is a loop, in time linear in their number.
  init(_ positions: [(symbol: Glob.Symbol?, hasLoop: Bool)]) {
    func set(_ isMember: (Int) -> Bool) -> PositionSet { Self.set(count: positions.count, isMember) }
    symbols = positions.map(\.symbol)
    loops = set { positions[$0].hasLoop }
    anySymbols = set { positions[$0].symbol == .any }
    literals = set { positions[$0].symbol != nil && positions[$0].symbol != .any }
    lowSurrogates = set {
      if case .unit(let unit)? = positions[$0].symbol { Glob.Unit.isLowSurrogate(unit) } else { false }
    }
  }

  /// The state with the positions of which `isMember` is true.
  func set(_ isMember: (Int) -> Bool) -> PositionSet { Self.set(count: symbols.count, isMember) }

  private static func set(count: Int, _ isMember: (Int) -> Bool) -> PositionSet {
    var set = PositionSet(wordCount: count / 64 + 1)
    for position in 0..<count where isMember(position) { set.insert(position) }
    return set
  }

  /// Makes the states that follow `state`, not yet reduced, in order of preference of the unit that leads to each, until
  /// `body` returns false.
  func forEachSuccessor(of state: PositionSet, _ body: (_ unit: UInt16, _ next: inout PositionSet) -> Bool) {
    let base = stepOverWildcards(state)
    let branches = branches(of: state, base: base)
    var branch = 0
    while branch < branches.count {
      let unit = branches[branch].unit
      var next = base
      while branch < branches.count, branches[branch].unit == unit {
        if let position = branches[branch].position { next.insert(position + 1) }
        branch += 1
      }
      if Glob.Unit.isHighSurrogate(unit) { next.insert(pairPosition) }
      if !body(unit, &next) { return }
    }
  }

  /// The positions reached by a unit that no literal takes. O(words).
  private func stepOverWildcards(_ state: PositionSet) -> PositionSet {
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
  private func branches(of state: PositionSet, base: PositionSet) -> [Branch] {
    var taken: [(unit: UInt16, position: Int)] = []
    for (word, bits) in state.words.enumerated() {
      var bits = bits & literals.words[word]
      while bits != 0 {
        let position = word * 64 + bits.trailingZeroBitCount
        bits &= bits - 1
        if case .unit(let unit)? = symbols[position] { taken.append((unit, position)) }
      }
    }
    return Self.branches(
      taking: taken, inPair: state.contains(pairPosition), canTakeLowSurrogate: base.intersects(lowSurrogates))
  }
}

extension GlobSteps {
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
  private static func branches(
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

extension Glob {
  /// The positions that matter from the `active` ones on: the lowest, and those of them that are active; nil where the
  /// glob matches no text any more.
  func usefulPositions(_ active: [Int]) -> (lowest: Int, initial: Set<Int>)? {
    // The texts have no line terminators, so that there is no way on from before a literal one.
    let barrier = symbols.lastIndex {
      if case .unit(let unit) = $0 { Unit.isLineTerminator(unit) } else { false }
    }
    let useful = active.filter { $0 > barrier ?? -1 }
    guard let lowest = useful.last(where: hasLoop(at:)) ?? useful.first else { return nil }
    return (lowest, Set(useful))
  }
}
