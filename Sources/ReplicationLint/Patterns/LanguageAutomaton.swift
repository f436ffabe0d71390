/// The product automaton of the globs of one language: their positions side by side in one bit set.
///
/// A state is such a set plus one bit for a high surrogate that waits for its other half.
struct LanguageAutomaton {
  /// The knowledge of the text that leads to a state.
  struct Verdict {
    /// Whether the text is in the language.
    let isMember: Bool
    /// Whether no continuation of it is in the language.
    let isOver: Bool
  }

  private struct Position {
    let symbol: Glob.Symbol?
    let hasLoop: Bool
    /// The number of the glob among those of the language.
    let glob: Int
    let isInitial: Bool
  }

  /// The expressions of the language, parts before wholes, with their parts as numbers in this list.
  private let program: [LanguageTable.Node]
  private let positions: [Position]
  private let ranges: [Range<Int>]
  private let loops: PositionSet
  private let anySymbols: PositionSet
  private let literals: PositionSet
  private let lowSurrogates: PositionSet
  /// The bit for a high surrogate.
  let pairPosition: Int
  /// The state before the first unit, not yet reduced.
  let initialState: PositionSet

  /// The work of making one state, in words.
  var cost: Int { loops.words.count + program.count / 8 + 1 }

  init(_ table: LanguageTable, _ language: LanguageTable.Language) {
    let (program, atoms) = Self.program(table, language)
    self.program = program
    var positions: [Position] = []
    var ranges: [Range<Int>] = []
    for (number, atom) in atoms.enumerated() {
      let first = positions.count
      Self.append(table.atoms[atom], number, to: &positions)
      ranges.append(first..<positions.count)
    }
    let wordCount = positions.count / 64 + 1
    func set(_ isMember: (Position) -> Bool) -> PositionSet {
      var set = PositionSet(wordCount: wordCount)
      for (index, position) in positions.enumerated() where isMember(position) { set.insert(index) }
      return set
    }
    self.positions = positions
    self.ranges = ranges
    pairPosition = positions.count
    initialState = set { $0.isInitial }
    loops = set { $0.hasLoop }
    anySymbols = set { $0.symbol == .any }
    literals = set { $0.symbol != nil && $0.symbol != .any }
    lowSurrogates = set {
      if case .unit(let unit)? = $0.symbol { Glob.Unit.isLowSurrogate(unit) } else { false }
    }
  }

  /// The expressions that `language` is made of, renumbered, and the atoms among them.
  private static func program(
    _ table: LanguageTable, _ language: LanguageTable.Language
  ) -> (program: [LanguageTable.Node], atoms: [Int]) {
    var needed: Set<Int> = []
    var open = [language]
    while let next = open.popLast() {
      guard needed.insert(next).inserted else { continue }
      switch table.nodes[next] {
      case .everything, .atom, .variable: break
      case .not(let inner): open.append(inner)
      case .all(let parts), .any(let parts): open += parts
      }
    }
    var numbers: [Int: Int] = [:]
    var atoms: [Int] = []
    var program: [LanguageTable.Node] = []
    for node in needed.sorted() {
      numbers[node] = program.count
      func renumbered(_ parts: [Int]) -> [Int] { parts.compactMap { numbers[$0] } }
      switch table.nodes[node] {
      case .everything(let all): program.append(.everything(all))
      case .atom(let atom):
        program.append(.atom(atoms.count))
        atoms.append(atom)
      case .variable: program.append(.everything(false))
      case .not(let inner): program.append(.not(numbers[inner] ?? 0))
      case .all(let parts): program.append(.all(renumbered(parts)))
      case .any(let parts): program.append(.any(renumbered(parts)))
      }
    }
    return (program, atoms)
  }

  /// Adds the positions of a glob that matter after its start.
  private static func append(_ atom: LanguageTable.Atom, _ number: Int, to positions: inout [Position]) {
    let glob = atom.glob
    // The texts have no line terminators, so that there is no way on from before a literal one.
    let barrier = glob.symbols.lastIndex {
      if case .unit(let unit) = $0 { Glob.Unit.isLineTerminator(unit) } else { false }
    }
    let active = glob.positions(after: atom.start).filter { $0 > barrier ?? -1 }
    guard let lowest = active.last(where: glob.hasLoop(at:)) ?? active.first else { return }
    let initial = Set(active)
    for position in lowest...glob.symbols.count {
      positions.append(
        Position(
          symbol: position < glob.symbols.count ? glob.symbols[position] : nil, hasLoop: glob.hasLoop(at: position),
          glob: number, isInitial: initial.contains(position)))
    }
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

  /// The ways on from a state in order of preference; those with the same unit follow each other and are taken
  /// together. `base` is `stepOverWildcards(state)`.
  func branches(of state: PositionSet, base: PositionSet) -> [GlobProduct.Branch] {
    var taken: [(unit: UInt16, position: Int)] = []
    for (word, bits) in state.words.enumerated() {
      var bits = bits & literals.words[word]
      while bits != 0 {
        let position = word * 64 + bits.trailingZeroBitCount
        bits &= bits - 1
        if case .unit(let unit)? = positions[position].symbol { taken.append((unit, position)) }
      }
    }
    return GlobProduct.branches(
      taking: taken, inPair: state.contains(pairPosition), canTakeLowSurrogate: base.intersects(lowSurrogates))
  }
}

extension LanguageAutomaton {
  /// Brings a state to a smaller one with the same continuations in the language, and gives its verdict.
  func reduce(_ state: inout PositionSet) -> Verdict {
    let isPair = state.contains(pairPosition)
    for range in ranges {
      // From a loop everything can be read that could be read on the way from a lower position to it.
      guard let loop = range.last(where: { state.contains($0) && loops.contains($0) }) else { continue }
      state.remove(range.lowerBound..<loop)
    }
    let isMember = !isPair && value(state, atEnd: true).last == .some(true)
    let future = value(state, atEnd: false)
    guard let root = future.last, root != false else { return Verdict(isMember: isMember, isOver: true) }
    keepNeeded(future, in: &state)
    return Verdict(isMember: isMember, isOver: false)
  }

  /// The value of each expression: for the text that ends here, or for every continuation, nil where these differ.
  private func value(_ state: PositionSet, atEnd: Bool) -> [Bool?] {
    var values: [Bool?] = []
    values.reserveCapacity(program.count)
    for node in program {
      switch node {
      case .everything(let all): values.append(all)
      case .variable: values.append(false)
      case .atom(let glob): values.append(atEnd ? matches(glob, state) : future(glob, state))
      case .not(let inner): values.append(values[inner].map { !$0 })
      case .all(let parts): values.append(Self.join(parts, values, stopping: false))
      case .any(let parts): values.append(Self.join(parts, values, stopping: true))
      }
    }
    return values
  }

  private static func join(_ parts: [Int], _ values: [Bool?], stopping: Bool) -> Bool? {
    var isKnown = true
    for part in parts {
      guard let value = values[part] else {
        isKnown = false
        continue
      }
      if value == stopping { return stopping }
    }
    return isKnown ? !stopping : nil
  }

  /// Whether the glob matches the text that ends here.
  private func matches(_ glob: Int, _ state: PositionSet) -> Bool {
    guard let end = ranges[glob].last else { return false }
    return state.contains(end)
  }

  /// Whether it matches every continuation, or none.
  private func future(_ glob: Int, _ state: PositionSet) -> Bool? {
    guard let end = ranges[glob].last else { return false }
    if state.contains(end), loops.contains(end) { return true }
    return ranges[glob].contains(where: state.contains) ? nil : false
  }

  /// Removes the positions of globs that no longer decide.
  private func keepNeeded(_ values: [Bool?], in state: inout PositionSet) {
    var isNeeded = [Bool](repeating: false, count: program.count)
    isNeeded[program.count - 1] = true
    var keeps = [Bool](repeating: false, count: ranges.count)
    for index in program.indices.reversed() where isNeeded[index] {
      switch program[index] {
      case .everything, .variable: break
      case .atom(let glob): keeps[glob] = true
      case .not(let inner): isNeeded[inner] = true
      case .all(let parts): need(parts, values[index], stopping: false)
      case .any(let parts): need(parts, values[index], stopping: true)
      }
    }
    /// A value that one part decides needs that part alone; any other needs all parts.
    func need(_ parts: [Int], _ value: Bool?, stopping: Bool) {
      if value == stopping, let part = parts.first(where: { values[$0] == stopping }) {
        isNeeded[part] = true
      } else {
        for part in parts { isNeeded[part] = true }
      }
    }
    for (glob, range) in ranges.enumerated() where !keeps[glob] { state.remove(range) }
  }
}
