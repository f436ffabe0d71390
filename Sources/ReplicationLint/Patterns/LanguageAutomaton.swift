/// The product automaton of the globs of one language: their positions side by side in one bit set.
///
/// A state is such a set plus one bit for a high surrogate that waits for its other half.
struct LanguageAutomaton {
  /// The knowledge of the text that leads to a state.
  struct Verdict {
    /// Indicates whether the text is in the language.
    let isMember: Bool
    /// Indicates whether no continuation of it is in the language.
    let isOver: Bool
  }

  private struct Position {
    let symbol: Glob.Symbol?
    let hasLoop: Bool
    let isInitial: Bool
  }

  /// The expressions of the language, parts before wholes, with their parts as numbers in this list.
  private let program: [LanguageTable.Node]
  private let ranges: [Range<Int>]
  /// The ways from a state to the next ones.
  let steps: GlobSteps
  /// The state before the first unit, not yet reduced.
  let initialState: BitSet

  /// The work of making one state, in words.
  var cost: Int { steps.wordCount + program.count / 8 + 1 }

  init(_ table: LanguageTable, _ language: LanguageTable.Language) {
    let (program, atoms) = Self.program(table, language)
    self.program = program
    var positions: [Position] = []
    var ranges: [Range<Int>] = []
    for atom in atoms {
      let first = positions.count
      Self.append(table.atoms[atom], to: &positions)
      ranges.append(first..<positions.count)
    }
    let steps = GlobSteps(positions.map { ($0.symbol, $0.hasLoop) })
    self.steps = steps
    self.ranges = ranges
    initialState = steps.set { positions[$0].isInitial }
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
  private static func append(_ atom: LanguageTable.Atom, to positions: inout [Position]) {
    let glob = atom.glob
    guard let (lowest, initial) = glob.usefulPositions(glob.positions(after: atom.start)) else { return }
    for position in lowest...glob.symbols.count {
      positions.append(
        Position(
          symbol: position < glob.symbols.count ? glob.symbols[position] : nil, hasLoop: glob.hasLoop(at: position),
          isInitial: initial.contains(position)))
    }
  }
}

extension LanguageAutomaton {
  /// Brings a state to a smaller one with the same continuations in the language, and gives its verdict.
  func reduce(_ state: inout BitSet) -> Verdict {
    let isPair = state.contains(steps.pairPosition)
    for range in ranges {
      // From a loop everything can be read that could be read on the way from a lower position to it.
      guard let loop = range.last(where: { state.contains($0) && steps.loops.contains($0) }) else { continue }
      state.remove(range.lowerBound..<loop)
    }
    let isMember = !isPair && value(state, atEnd: true).last == .some(true)
    let future = value(state, atEnd: false)
    guard let root = future.last, root != false else { return Verdict(isMember: isMember, isOver: true) }
    keepNeeded(future, in: &state)
    return Verdict(isMember: isMember, isOver: false)
  }

  /// The value of each expression: for the text that ends here, or for every continuation, nil where these differ.
  private func value(_ state: BitSet, atEnd: Bool) -> [Bool?] {
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

  /// Returns whether the glob matches the text that ends here.
  private func matches(_ glob: Int, _ state: BitSet) -> Bool {
    guard let end = ranges[glob].last else { return false }
    return state.contains(end)
  }

  /// Returns whether it matches every continuation, or none.
  private func future(_ glob: Int, _ state: BitSet) -> Bool? {
    guard let end = ranges[glob].last else { return false }
    if state.contains(end), steps.loops.contains(end) { return true }
    return ranges[glob].contains(where: state.contains) ? nil : false
  }

  /// Removes the positions of globs that no longer decide.
  private func keepNeeded(_ values: [Bool?], in state: inout BitSet) {
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
