/// The ways from one state of a product automaton to the next: a state is a set of positions of globs side by side, plus
/// one bit for a high surrogate that waits for its other half.
///
/// The alphabet is partitioned anew in every state: a unit is distinguished only where a literal equal to it can be
/// taken next. All other units lead to the same successor and are represented by one: the first in the order of
/// `rank(of:)`.
struct GlobSteps {
  /// One way on from a state: the unit read and the position whose literal takes it (nil: wildcards only).
  private typealias Branch = (rank: UInt32, unit: UInt16, position: Int?)

  /// The symbol read at each position; nil at the accepting position of a glob.
  private let symbols: [Glob.Symbol?]
  /// The positions at which anything can be read without going on.
  let loops: BitSet
  private let anySymbols: BitSet
  private let literals: BitSet
  private let lowSurrogates: BitSet

  /// Words of 64 bits per state.
  var wordCount: Int { loops.words.count }
  /// The bit that is set when a high surrogate waits for its low surrogate.
  var pairPosition: Int { symbols.count }

  /// Lays out positions by what is read there and whether there is a loop, in time linear in their number.
  init(_ positions: [(symbol: Glob.Symbol?, hasLoop: Bool)]) {
    func set(_ isMember: (Int) -> Bool) -> BitSet { Self.set(count: positions.count, isMember) }
    symbols = positions.map { $0.symbol }
    loops = set { positions[$0].hasLoop }
    anySymbols = set { positions[$0].symbol == .any }
    literals = set { positions[$0].symbol != nil && positions[$0].symbol != .any }
    lowSurrogates = set {
      if case .unit(let unit)? = positions[$0].symbol { Glob.Unit.isLowSurrogate(unit) } else { false }
    }
  }

  /// The state with the positions of which `isMember` is true.
  func set(_ isMember: (Int) -> Bool) -> BitSet { Self.set(count: symbols.count, isMember) }

  private static func set(count: Int, _ isMember: (Int) -> Bool) -> BitSet {
    var set = BitSet(wordCount: count / 64 + 1)
    for position in 0..<count where isMember(position) { set.insert(position) }
    return set
  }

  /// Makes the states that follow `state`, not yet reduced, in order of preference of the unit that leads to each, until
  /// `body` returns false.
  func forEachSuccessor(of state: BitSet, _ body: (_ unit: UInt16, _ next: inout BitSet) -> Bool) {
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
  private func stepOverWildcards(_ state: BitSet) -> BitSet {
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
  private func branches(of state: BitSet, base: BitSet) -> [Branch] {
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
  /// The rank of a unit in the order in which units are preferred in reported strings: a-z, 0-9, `/`, other visible
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

  private typealias Units = (first: UInt16, last: UInt16)

  // Ranges in the order of rank, the units of each in the order of their numbers; line terminators are passed over.
  private static let nonSurrogatesByRank: [Units] = [
    (0x61, 0x7A), (0x30, 0x39), (0x2F, 0x2F), (0x21, 0x2E), (0x3A, 0x60), (0x7B, 0x7E), (0xA1, 0xD7FF),
    (0xE000, 0xFFFF),
    (0x00, 0x20), (0x7F, 0xA0),
  ]
  private static let highSurrogatesByRank: [Units] = [(0xD83D, 0xD83D), (0xD800, 0xD83C), (0xD83E, 0xDBFF)]
  private static let lowSurrogatesByRank: [Units] = [(0xDE00, 0xDE00), (0xDC00, 0xDDFF), (0xDE01, 0xDFFF)]

  /// The first unit of `ranges` that no branch reads; both are ordered by rank. Nil when all are read. O(branches).
  private static func firstFree(in ranges: [Units], besides branches: [Branch]) -> UInt16? {
    var next = 0
    for range in ranges {
      for unit in range.first...range.last where !Glob.Unit.isLineTerminator(unit) {
        while next < branches.count, branches[next].rank < rank(of: unit) { next += 1 }
        guard next < branches.count, branches[next].unit == unit else { return unit }
      }
    }
    return nil
  }
}

extension Glob {
  /// The positions that matter from the `active` ones on: the lowest, and those of them that are active; nil where the
  /// glob matches no text any more.
  func usefulPositions(_ active: [Int]) -> (lowest: Int, initial: Set<Int>)? {
    // The strings have no line terminators, so that there is no way on from before a literal one.
    let barrier = symbols.lastIndex {
      if case .unit(let unit) = $0 { Unit.isLineTerminator(unit) } else { false }
    }
    let useful = active.filter { $0 > barrier ?? -1 }
    guard let lowest = useful.last(where: hasLoop(at:)) ?? useful.first else { return nil }
    return (lowest, Set(useful))
  }
}
