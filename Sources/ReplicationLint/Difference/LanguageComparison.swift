/// The strings in which two languages differ, by what is known of the facts that they depend on.
struct LanguageComparison {
  typealias Language = LanguageTable.Language

  /// The strings in the first language and not in the second, whatever the facts are.
  let lost: Language
  /// The strings in the second language and not in the first, whatever the facts are.
  let gained: Language
  /// The strings in one of them only for some facts.
  let open: Language
  /// The names of the facts that the languages depend on.
  let facts: [String]

  /// The bound on the combinations of facts, each of which is compared on its own.
  static let combinationLimit = 64

  /// Compares two languages; nil when they depend on too many facts.
  init?(_ before: Language, _ after: Language, _ languages: inout PolicyLanguages) {
    let variables = before == after ? [] : languages.table.variables(of: [before, after])
    let numbers = Set(variables.map { languages.variables[$0].fact }).sorted()
    facts = numbers.map { languages.facts[$0].name }
    var combinations: [[Int: Bool]] = [[:]]
    for number in numbers {
      let outcomes = languages.facts[number].outcomes
      guard combinations.count * outcomes.count <= Self.combinationLimit else { return nil }
      combinations = combinations.flatMap { combination in
        outcomes.map { outcome in
          var combination = combination
          for variable in languages.variables.indices where languages.variables[variable].fact == number {
            combination[variable] = languages.variables[variable].outcome == outcome
          }
          return combination
        }
      }
    }
    var lost: [Language] = []
    var gained: [Language] = []
    for combination in combinations {
      let before = languages.table.assigning(combination, to: before)
      let after = languages.table.assigning(combination, to: after)
      lost.append(languages.table.difference(before, after))
      gained.append(languages.table.difference(after, before))
    }
    self.lost = languages.table.all(lost)
    self.gained = languages.table.all(gained)
    open = languages.table.difference(
      languages.table.any(lost + gained), languages.table.any([self.lost, self.gained]))
  }
}
