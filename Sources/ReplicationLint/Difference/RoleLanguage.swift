import JSONSource

/// The resources on which the policies of a role allow one action (Arsenal `standardEvaluateAllPolicies`).
struct RoleLanguage {
  typealias Language = LanguageTable.Language

  /// The resources that an Allow without tags, and no Deny, permits.
  let allowed: Language
  /// The resources that a Deny or an error of the evaluator refuses, whatever else allows them.
  let denied: Language
  /// The resources for which the tags of the object decide.
  let tagged: Language

  /// Everything: the answer where policies are not asked.
  static let unasked = RoleLanguage(
    allowed: LanguageTable.everything, denied: LanguageTable.nothing, tagged: LanguageTable.nothing)

  private init(allowed: Language, denied: Language, tagged: Language) {
    self.allowed = allowed
    self.denied = denied
    self.tagged = tagged
  }

  /// Reads the policies for calls like `request`.
  ///
  /// - Parameter withTags: whether conditions on tags are decided; each is then a fact that is not known.
  init(
    _ policies: [PolicyDocument], _ request: RequestContext, start: [UInt16], withTags: Bool = false,
    _ languages: inout PolicyLanguages
  ) {
    var denied: [Language] = []
    var revoked: [Language] = []
    var allowed: [Language] = []
    var tagged: [Language] = []
    for policy in policies {
      var allow: [Language] = []
      var tagAllow: [Language] = []
      var revocation: [Language] = []
      for statement in policy.readableStatements {
        guard let isAbout = Self.action(statement, request, &languages) else { continue }
        let resources = languages.resources(of: statement, request, start: start)
        if resources == LanguageTable.nothing { continue }
        let scope = languages.table.all([isAbout, resources])
        let condition = Self.condition(statement, request, withTags)
        func part(_ outcome: OpenFact.Outcomes) -> Language {
          languages.table.all([scope, languages.language(condition, is: outcome)])
        }
        denied.append(part(.error))
        if statement.isDeny {
          denied.append(part(.met))
          revocation.append(part(.needsTags))
        } else {
          allow.append(part(.met))
          tagAllow.append(part(.needsTags))
        }
      }
      let revocations = languages.table.any(revocation)
      let allows = languages.table.any(allow)
      revoked.append(revocations)
      allowed.append(languages.table.difference(allows, revocations))
      let tags = languages.table.any(tagAllow)
      tagged.append(languages.table.difference(tags, languages.table.any([revocations, allows])))
    }
    let refused = languages.table.any(denied)
    let revocations = languages.table.any(revoked)
    let allows = languages.table.difference(languages.table.any(allowed), refused)
    self.denied = refused
    self.allowed = languages.table.difference(allows, revocations)
    let waiting = languages.table.difference(
      languages.table.any(tagged), languages.table.any([refused] + allowed))
    self.tagged = languages.table.any([languages.table.all([allows, revocations]), waiting])
  }

  /// Everything where the statement is about the action; nil where it is not.
  private static func action(
    _ statement: Statement, _ request: RequestContext, _ languages: inout PolicyLanguages
  ) -> Language? {
    switch StatementMatch.matchesAction(statement, request.action) {
    case true?: LanguageTable.everything
    case false?: nil
    case nil: languages.language(OpenFact("Action"), is: .met)
    }
  }

  /// The outcome of a statement's conditions as a fact, which may be known.
  private static func condition(_ statement: Statement, _ request: RequestContext, _ withTags: Bool) -> OpenFact {
    let answer = StatementMatch.condition(of: statement, request)
    var outcomes = answer.outcomes
    if withTags, outcomes.contains(.needsTags) {
      outcomes.remove(.needsTags)
      outcomes.formUnion([.met, .notMet])
    }
    return OpenFact(
      statement.conditionIdentity, OpenFact.single(outcomes), name: statement.conditionNames(answer.undecided))
  }
}
