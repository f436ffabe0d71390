/// A statement about strings: those that some glob matches, or those that none matches, are allowed or denied.
///
/// A string is allowed when no deny applies to it and, in some section, an allow applies and no revocation does.
/// Sections are the policies of a role: a Deny that waits for tags takes back what its own policy allows, and nothing
/// else.
struct GlobClause: Sendable {
  /// The effect of the clause on the strings it applies to.
  enum Effect: Sendable, Hashable {
    /// Allows them, in its section.
    case allow(section: Int)
    /// Takes back what its section allows.
    case revoke(section: Int)
    /// Denies them.
    case deny
  }

  /// The effect of the clause.
  let effect: Effect
  /// Indicates whether the clause applies to the strings that none of its globs matches.
  let isComplement: Bool
  /// The globs; with none, the clause applies to every text or, when it is no complement, to none.
  let globs: [Glob]

  /// Makes a clause.
  init(_ effect: Effect, _ globs: [Glob], isComplement: Bool = false) {
    self.effect = effect
    self.globs = globs
    self.isComplement = isComplement
  }
}

/// Clauses by what they do, as indices into a list of them.
struct GlobSections: Sendable {
  /// One section.
  struct Section: Sendable {
    var allows: [Int] = []
    var revocations: [Int] = []
  }

  /// The sections that allow something.
  let sections: [Section]
  /// The clauses that deny.
  let denies: [Int]

  /// Sorts clauses.
  init(_ clauses: [GlobClause]) {
    var sections: [Int: Section] = [:]
    var denies: [Int] = []
    for (index, clause) in clauses.enumerated() {
      switch clause.effect {
      case .allow(let section): sections[section, default: Section()].allows.append(index)
      case .revoke(let section): sections[section, default: Section()].revocations.append(index)
      case .deny: denies.append(index)
      }
    }
    self.sections = sections.sorted { $0.key < $1.key }.map { $0.value }.filter { !$0.allows.isEmpty }
    self.denies = denies
  }
}
