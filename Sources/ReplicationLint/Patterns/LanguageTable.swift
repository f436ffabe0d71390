/// Languages of strings: globs joined by and, or and not. Equal expressions have equal numbers, whatever their order.
///
/// An expression is a number that only the table that made it understands. The parts of an expression have lower
/// numbers than the expression itself.
struct LanguageTable {
  /// One expression.
  typealias Language = Int

  /// A glob that reads a fixed start before the text that the languages are about.
  struct Atom: Hashable {
    let glob: Glob
    let start: [UInt16]
  }

  /// The form of an expression.
  enum Node: Hashable {
    case everything(Bool)
    case atom(Int)
    /// All strings or none, depending on a fact that is not known.
    case variable(Int)
    case not(Language)
    case all([Language])
    case any([Language])
  }

  /// No text.
  static let nothing: Language = 0
  /// Every text.
  static let everything: Language = 1

  private(set) var nodes: [Node] = [.everything(false), .everything(true)]
  private(set) var atoms: [Atom] = []
  private var numbers: [Node: Language] = [.everything(false): nothing, .everything(true): everything]
  private var atomNumbers: [Atom: Int] = [:]

  /// The strings that `glob` matches when they follow `start`.
  mutating func matching(_ glob: Glob, after start: [UInt16] = []) -> Language {
    let atom = Atom(glob: glob, start: start)
    if let known = atomNumbers[atom] { return number(.atom(known)) }
    // A glob that cannot begin like the start matches nothing.
    guard glob.canBegin(start) else { return Self.nothing }
    atomNumbers[atom] = atoms.count
    atoms.append(atom)
    return number(.atom(atoms.count - 1))
  }

  /// All strings or none, as the variable of this number decides.
  mutating func variable(_ variable: Int) -> Language { number(.variable(variable)) }

  /// Every text or none.
  func constant(_ isEverything: Bool) -> Language { isEverything ? Self.everything : Self.nothing }

  /// The strings that are not in a language.
  mutating func not(_ language: Language) -> Language {
    switch nodes[language] {
    case .everything(let all): constant(!all)
    case .not(let inner): inner
    default: number(.not(language))
    }
  }

  /// The strings that are in all languages.
  mutating func all(_ languages: [Language]) -> Language { join(languages, isAll: true) }

  /// The strings that are in at least one language.
  mutating func any(_ languages: [Language]) -> Language { join(languages, isAll: false) }

  /// The strings that are in the first language and not in the second.
  mutating func difference(_ left: Language, _ right: Language) -> Language {
    left == right ? Self.nothing : all([left, not(right)])
  }

  private mutating func join(_ languages: [Language], isAll: Bool) -> Language {
    let neutral = isAll ? Self.everything : Self.nothing
    let absorbing = isAll ? Self.nothing : Self.everything
    var parts: Set<Language> = []
    for language in languages where language != neutral {
      switch nodes[language] {
      case .all(let inner) where isAll: parts.formUnion(inner)
      case .any(let inner) where !isAll: parts.formUnion(inner)
      default: parts.insert(language)
      }
    }
    if parts.contains(absorbing) { return absorbing }
    for part in parts { if case .not(let inner) = nodes[part], parts.contains(inner) { return absorbing } }
    switch parts.count {
    case 0: return neutral
    case 1: return parts.first ?? neutral
    default: return number(isAll ? .all(parts.sorted()) : .any(parts.sorted()))
    }
  }

  private mutating func number(_ node: Node) -> Language {
    if let known = numbers[node] { return known }
    numbers[node] = nodes.count
    nodes.append(node)
    return nodes.count - 1
  }
}

extension LanguageTable {
  /// Returns whether a string is in a language.
  func contains(_ text: [UInt16], in language: Language) -> Bool {
    switch nodes[language] {
    case .everything(let all): all
    case .atom(let atom): atoms[atom].glob.matches(atoms[atom].start + text)
    case .variable: false
    case .not(let inner): !contains(text, in: inner)
    case .all(let parts): parts.allSatisfy { contains(text, in: $0) }
    case .any(let parts): parts.contains { contains(text, in: $0) }
    }
  }
}

extension LanguageTable {
  /// The variables that a language depends on, ascending.
  func variables(of languages: [Language]) -> [Int] {
    var variables: Set<Int> = []
    var seen: Set<Language> = []
    var open = languages
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      switch nodes[next] {
      case .everything, .atom: break
      case .variable(let variable): variables.insert(variable)
      case .not(let inner): open.append(inner)
      case .all(let parts), .any(let parts): open += parts
      }
    }
    return variables.sorted()
  }

  /// Everything where `text` is in a language, else nothing; variables stay open.
  mutating func everything(where text: [UInt16], isIn language: Language) -> Language {
    switch nodes[language] {
    case .everything, .variable: return language
    case .atom(let atom): return constant(atoms[atom].glob.matches(atoms[atom].start + text))
    case .not(let inner): return not(everything(where: text, isIn: inner))
    case .all(let parts): return all(parts.map { everything(where: text, isIn: $0) })
    case .any(let parts): return any(parts.map { everything(where: text, isIn: $0) })
    }
  }

  /// A language with values for its variables.
  mutating func assigning(_ values: [Int: Bool], to language: Language) -> Language {
    var known: [Language: Language] = [:]
    return assign(values, language, &known)
  }

  private mutating func assign(
    _ values: [Int: Bool], _ language: Language, _ known: inout [Language: Language]
  ) -> Language {
    if let done = known[language] { return done }
    let result: Language
    switch nodes[language] {
    case .everything, .atom: result = language
    case .variable(let variable): result = values[variable].map(constant) ?? language
    case .not(let inner): result = not(assign(values, inner, &known))
    case .all(let parts): result = all(parts.map { assign(values, $0, &known) })
    case .any(let parts): result = any(parts.map { assign(values, $0, &known) })
    }
    known[language] = result
    return result
  }
}
