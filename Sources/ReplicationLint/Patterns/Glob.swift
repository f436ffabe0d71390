/// A wildcard pattern of a policy (`Action`, `Resource`, `StringLike`), matched against whole strings.
///
/// Patterns and strings are sequences of UTF-16 code units, because the evaluator being modelled matches with
/// JavaScript regular expressions without the `u` flag: there `?` matches *half* of a character outside the Basic
/// Multilingual Plane, and no wildcard matches a line terminator.
///
/// | In the pattern         | Matches                                                        |
/// |------------------------|----------------------------------------------------------------|
/// | `*`                    | any run of units, also the empty one, without line terminators |
/// | `?`                    | exactly one unit other than a line terminator                  |
/// | `${*}`, `${?}`, `${$}` | the plain character `*`, `?`, `$`                              |
/// | anything else          | itself (also a line terminator)                                |
///
/// A glob of `m` units is kept in O(m) memory. Equal globs match the same strings; `*?` and `?*` are equal.
package final class Glob: Sendable {
  /// The symbol that one unit is compared with. `*` is not a symbol: it is a loop on the position before a symbol.
  enum Symbol: Sendable, Hashable {
    /// Exactly this code unit.
    case unit(UInt16)
    /// Any code unit that is no line terminator (`?`).
    case any
  }

  /// The literal symbols that are one code unit and lie in one word of the position set.
  private struct Occurrence: Sendable {
    let word: Int
    let bits: UInt64
  }

  /// The symbols in order; each takes one text unit. Position `i` of the automaton means that `i` symbols are taken,
  /// so that the accepting position is `symbols.count`.
  let symbols: [Symbol]
  /// Set of the positions that may take any unit (no line terminator) and stay: where a `*` is.
  let loops: BitSet
  /// Set of the positions whose symbol is `Symbol.any`.
  let anySymbols: BitSet
  /// The distinct literal units, ascending.
  private let literals: [UInt16]
  /// Where the occurrences of `literals[i]` begin; one entry more than there are literals.
  private let firstOccurrence: [Int]
  private let occurrences: [Occurrence]

  /// The number of symbols before the first wildcard.
  private let headCount: Int

  /// Indicates whether the pattern has no wildcard, so that it matches exactly one text.
  package let isLiteral: Bool

  /// Parses a pattern given as UTF-16 code units. Every sequence is a valid pattern. O(m log m) for `m` units.
  package convenience init(_ pattern: some Sequence<UInt16>) {
    var symbols: [Symbol] = []
    var loopPositions: [Int] = []
    var afterRun = false
    func takeRun() {
      if afterRun { loopPositions.append(symbols.count) }
      afterRun = false
    }
    let pattern = Array(pattern)
    var index = 0
    while index < pattern.count {
      switch pattern[index] {
      case Unit.asterisk:
        afterRun = true
      case Unit.questionMark:
        // `*?` is `?*`: moving the loop behind the `?` leaves fewer positions alive at a time.
        symbols.append(.any)
      case Unit.dollar where Self.isEscape(pattern[index...].prefix(4)):
        takeRun()
        symbols.append(.unit(pattern[index + 2]))
        index += 3
      case let unit:
        takeRun()
        symbols.append(.unit(unit))
      }
      index += 1
    }
    takeRun()
    self.init(symbols: symbols, loopPositions: loopPositions)
  }

  /// Parses a pattern. O(m log m) for `m` UTF-16 code units.
  package convenience init(_ text: String) {
    self.init(text.utf16)
  }

  private init(symbols: [Symbol], loopPositions: [Int]) {
    let wordCount = symbols.count / 64 + 1
    var loops = BitSet(wordCount: wordCount)
    var anySymbols = loops
    for position in loopPositions { loops.insert(position) }
    var placed: [(unit: UInt16, position: Int)] = []
    for (position, symbol) in symbols.enumerated() {
      switch symbol {
      case .unit(let unit): placed.append((unit, position))
      case .any: anySymbols.insert(position)
      }
    }
    placed.sort { $0 < $1 }
    var literals: [UInt16] = []
    var firstOccurrence: [Int] = []
    var occurrences: [Occurrence] = []
    for (unit, position) in placed {
      let bit: UInt64 = 1 << UInt64(position % 64)
      if literals.last != unit {
        literals.append(unit)
        firstOccurrence.append(occurrences.count)
      } else if let last = occurrences.last, last.word == position / 64 {
        occurrences[occurrences.count - 1] = Occurrence(word: last.word, bits: last.bits | bit)
        continue
      }
      occurrences.append(Occurrence(word: position / 64, bits: bit))
    }
    firstOccurrence.append(occurrences.count)
    self.symbols = symbols
    self.loops = loops
    self.anySymbols = anySymbols
    self.literals = literals
    self.firstOccurrence = firstOccurrence
    self.occurrences = occurrences
    self.isLiteral = loopPositions.isEmpty && placed.count == symbols.count
    headCount = min(loopPositions.first ?? symbols.count, symbols.firstIndex(of: .any) ?? symbols.count)
  }

  /// Returns whether the whole text matches.
  ///
  /// Simulates the pattern's nondeterministic automaton with a bit per position (Shift-And): O(n * ceil(m / 64)) for a
  /// string of `n` units, whatever the pattern; it ends as soon as no position is left.
  package func matches(_ units: some Collection<UInt16>) -> Bool {
    matches(units, ignoringCase: false)
  }

  /// Returns whether the whole text matches when `A`-`Z` and `a`-`z` are taken for equal, as in action names.
  ///
  /// No other letters are folded. Same cost as `matches(_:)`.
  package func matchesIgnoringASCIICase(_ units: some Collection<UInt16>) -> Bool {
    matches(units, ignoringCase: true)
  }

  /// The positions, ascending, at which the automaton can be when it has read `units`. O(n * ceil(m / 64)).
  func positions(after units: some Collection<UInt16>) -> [Int] {
    let state = state(after: units, ignoringCase: false)
    return (0...symbols.count).filter(state.contains)
  }

  /// Returns whether the letters before the first wildcard agree with `units`, as far as both go: without that the
  /// automaton is nowhere when it has read them. O(n), and mostly a few comparisons.
  func canBegin(_ units: [UInt16]) -> Bool {
    zip(symbols[..<headCount], units).allSatisfy { $0 == .unit($1) } && (!isLiteral || units.count <= headCount)
  }

  /// Returns whether there is a `*` at this position (`0...symbols.count`). O(1).
  func hasLoop(at position: Int) -> Bool {
    loops.contains(position)
  }

  private func matches(_ units: some Collection<UInt16>, ignoringCase: Bool) -> Bool {
    guard let rest = afterHead(units, ignoringCase) else { return false }
    if isLiteral { return rest.isEmpty }
    let end = symbols.count
    if end < 64 { return shortState(after: rest, ignoringCase: ignoringCase) >> UInt64(end) & 1 == 1 }
    return state(after: units, ignoringCase: ignoringCase).contains(end)
  }

  /// What follows the letters before the first wildcard in `units`; nil where `units` does not begin with them. Most
  /// comparisons end here.
  private func afterHead<Units: Collection<UInt16>>(_ units: Units, _ ignoringCase: Bool) -> Units.SubSequence? {
    var index = units.startIndex
    for symbol in symbols[..<headCount] {
      guard index < units.endIndex else { return nil }
      let unit = units[index]
      guard
        symbol == .unit(unit) || (ignoringCase && Unit.otherCase(of: unit).map { symbol == .unit($0) } ?? false)
      else { return nil }
      index = units.index(after: index)
    }
    return units[index...]
  }

  /// The position set after reading what follows the head, for patterns whose positions fit into one word.
  private func shortState(after units: some Collection<UInt16>, ignoringCase: Bool) -> UInt64 {
    let loops = loops.words[0]
    let anySymbols = anySymbols.words[0]
    var state: UInt64 = 1 << UInt64(headCount)
    for unit in units {
      var taking: UInt64 = 0
      for occurrence in occurrences[range(of: unit)] { taking |= occurrence.bits }
      if ignoringCase, let twin = Unit.otherCase(of: unit) {
        for occurrence in occurrences[range(of: twin)] { taking |= occurrence.bits }
      }
      if Unit.isLineTerminator(unit) {
        state = (state & taking) << 1
      } else {
        state = (state & (taking | anySymbols)) << 1 | (state & loops)
      }
      if state == 0 { break }
    }
    return state
  }

  /// The position set after reading `units`, for patterns of any length.
  private func state(after units: some Collection<UInt16>, ignoringCase: Bool) -> BitSet {
    var state = BitSet(wordCount: loops.words.count)
    state.insert(0)
    var next = state
    for unit in units {
      step(state, into: &next, over: unit, ignoringCase: ignoringCase)
      swap(&state, &next)
      if state.isEmpty { break }
    }
    return state
  }

  /// Makes `next` the positions reached from `state` over `unit`; nil is a unit that only wildcards take.
  /// O(ceil(m / 64)).
  func step(_ state: BitSet, into next: inout BitSet, over unit: UInt16?, ignoringCase: Bool) {
    let wildcards: UInt64 = unit.map(Unit.isLineTerminator) == true ? 0 : .max
    var carry: UInt64 = 0
    for (word, bits) in state.words.enumerated() {
      let taking = bits & wildcards
      let moving = taking & anySymbols.words[word]
      next.words[word] = moving << 1 | carry | (taking & loops.words[word])
      carry = moving >> 63
    }
    guard let unit else { return }
    advance(state, into: &next, over: unit)
    if ignoringCase, let twin = Unit.otherCase(of: unit) { advance(state, into: &next, over: twin) }
  }

  /// Adds the positions reached over the literals equal to `unit`. O(ceil(m / 64)).
  private func advance(_ state: BitSet, into next: inout BitSet, over unit: UInt16) {
    for occurrence in occurrences[range(of: unit)] {
      let moving = state.words[occurrence.word] & occurrence.bits
      next.words[occurrence.word] |= moving << 1
      // The last position has no symbol, so that a bit is carried only when there is a word to carry it to.
      if moving >> 63 == 1 { next.words[occurrence.word + 1] |= 1 }
    }
  }

  /// Where the occurrences of a literal are; empty when the pattern does not contain it. O(log m).
  private func range(of unit: UInt16) -> Range<Int> {
    var low = 0
    var high = literals.count
    while low < high {
      let middle = (low + high) / 2
      if literals[middle] < unit { low = middle + 1 } else { high = middle }
    }
    guard low < literals.count, literals[low] == unit else { return 0..<0 }
    return firstOccurrence[low]..<firstOccurrence[low + 1]
  }

  private static func isEscape(_ units: ArraySlice<UInt16>) -> Bool {
    let at = units.startIndex
    return units.count == 4 && units[at + 1] == Unit.leftBrace && units[at + 3] == Unit.rightBrace
      && (units[at + 2] == Unit.asterisk || units[at + 2] == Unit.questionMark || units[at + 2] == Unit.dollar)
  }
}

extension Glob: Hashable {
  /// Returns whether both have the same symbols and loops (the other members are derived from these). O(m).
  package static func == (left: Glob, right: Glob) -> Bool {
    left === right || (left.symbols == right.symbols && left.loops == right.loops)
  }

  /// Feeds what `==` compares to the hasher. O(m).
  package func hash(into hasher: inout Hasher) {
    hasher.combine(symbols)
    hasher.combine(loops)
  }
}

extension Glob {
  /// Properties of UTF-16 code units. All are O(1).
  enum Unit {
    fileprivate static let dollar: UInt16 = 0x24
    fileprivate static let asterisk: UInt16 = 0x2A
    fileprivate static let questionMark: UInt16 = 0x3F
    fileprivate static let leftBrace: UInt16 = 0x7B
    fileprivate static let rightBrace: UInt16 = 0x7D

    /// Returns whether this is one of the units that `.` of a JavaScript regular expression does not match.
    static func isLineTerminator(_ unit: UInt16) -> Bool {
      unit == 0x0A || unit == 0x0D || unit == 0x2028 || unit == 0x2029
    }

    /// Returns whether this is the first half of a surrogate pair.
    static func isHighSurrogate(_ unit: UInt16) -> Bool { unit & 0xFC00 == 0xD800 }

    /// Returns whether this is the second half of a surrogate pair.
    static func isLowSurrogate(_ unit: UInt16) -> Bool { unit & 0xFC00 == 0xDC00 }

    /// The same ASCII letter in the other case; nil for everything else.
    static func otherCase(of unit: UInt16) -> UInt16? {
      let lower = unit | 0x20
      return lower >= 0x61 && lower <= 0x7A ? unit ^ 0x20 : nil
    }
  }
}
