import JSONSource

/// The languages of resources that statements of policies are about, in one table, with the facts that they leave open.
///
/// The strings are what follows `arn:aws:s3:::`, or what follows a start such as `bucket/` in it.
struct PolicyLanguages {
  typealias Language = LanguageTable.Language

  /// The name of the fact that decides whether the server matches resources with a colon in the key.
  private static let colonInKey = "colons in keys"

  /// The table.
  var table = LanguageTable()
  /// The open facts, by number.
  private(set) var facts: [OpenFact] = []
  /// The fact and the outcome that each variable of the table means.
  private(set) var variables: [(fact: Int, outcome: OpenFact.Outcomes)] = []
  private var factNumbers: [OpenFact: Int] = [:]
  private var firstVariables: [Int] = []
  private var known: [ResourceKey: Language] = [:]

  private struct ResourceKey: Hashable {
    let statement: ObjectIdentifier
    let start: [UInt16]
  }

  /// Everything where a fact has this outcome, else nothing.
  mutating func language(_ fact: OpenFact, is outcome: OpenFact.Outcomes) -> Language {
    if fact.outcomes.count == 1 { return table.constant(fact.outcomes[0] == outcome) }
    guard let index = fact.outcomes.firstIndex(of: outcome) else { return LanguageTable.nothing }
    let number: Int
    if let known = factNumbers[fact] {
      number = known
    } else {
      number = facts.count
      factNumbers[fact] = number
      firstVariables.append(variables.count)
      variables += fact.outcomes.map { (number, $0) }
      facts.append(fact)
    }
    return table.variable(firstVariables[number] + index)
  }

  /// The resources behind `start` that a statement is about (Arsenal `isResourceApplicable`).
  mutating func resources(of statement: Statement, _ request: RequestContext, start: [UInt16]) -> Language {
    let key = ResourceKey(statement: ObjectIdentifier(statement), start: start)
    if let known = known[key] { return known }
    let resource =
      list(statement.forms.resource, "Resource", statement.resourceItems, request, start) ?? LanguageTable.everything
    let excluded =
      list(statement.forms.notResource, "NotResource", statement.notResourceItems, request, start)
      ?? LanguageTable.nothing
    let language = table.difference(resource, excluded)
    known[key] = language
    return language
  }

  /// The resources that some entry of a list matches; nil when the evaluator takes the list for none.
  private mutating func list(
    _ form: ListForm, _ name: String, _ items: [ResourceItem], _ request: RequestContext, _ start: [UInt16]
  ) -> Language? {
    switch form {
    case .absent: return nil
    case .unreadable: return language(OpenFact(name), is: .met)
    case .entries(let hasUnreadable):
      var parts = items.map { entry($0.pattern(request), start) }
      if hasUnreadable { parts.append(language(OpenFact(name), is: .met)) }
      return table.any(parts)
    }
  }

  /// The resources that one entry matches.
  mutating func entry(_ pattern: ResourcePattern, _ start: [UInt16]) -> Language {
    let objects = pattern.objects
    let language: Language =
      switch objects.rest {
      case .anything: LanguageTable.everything
      case .nothing: LanguageTable.nothing
      case .glob(let glob): table.matching(glob, after: start)
      }
    if objects.isCertain || language == LanguageTable.nothing { return language }
    var parts = [language]
    // One fact of the server decides about all colons in keys.
    if pattern.hasColonInKey { parts.append(self.language(OpenFact(Self.colonInKey), is: .met)) }
    if !pattern.unknownVariables.isEmpty {
      let name = pattern.unknownVariables.map { "${\($0)}" }.joined(separator: ", ")
      parts.append(self.language(OpenFact(Array(pattern.text.text.utf8), [.met, .notMet], name: name), is: .met))
    }
    return table.all(parts)
  }
}
