extension Glob {
  /// Returns whether every text that `other` matches is surely matched by this glob, in O(other * ceil(m / 64)).
  ///
  /// The wildcards of `other` are read as units that only wildcards take, its runs as any number of them. False also
  /// where that is too coarse to decide: `GlobAutomaton.isSubset` is exact and dearer.
  package func covers(_ other: Glob, ignoringASCIICase: Bool = false) -> Bool {
    var state = BitSet(wordCount: loops.words.count)
    state.insert(0)
    var next = state
    for position in 0...other.symbols.count {
      // A run may be empty or of any length, so only positions that can wait remain.
      if other.hasLoop(at: position) { state.formIntersection(loops) }
      if state.isEmpty { return false }
      guard position < other.symbols.count else { break }
      let unit: UInt16? = if case .unit(let unit) = other.symbols[position] { unit } else { nil }
      step(state, into: &next, over: unit, ignoringCase: ignoringASCIICase)
      swap(&state, &next)
    }
    return state.contains(symbols.count)
  }
}
