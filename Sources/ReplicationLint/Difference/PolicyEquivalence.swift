import JSONSource

/// Indicates whether two policies grant the same: for every action of S3, on every resource, whatever is not known.
struct PolicyEquivalence {
  private var languages = PolicyLanguages()
  private let old: PolicyDocument
  private let new: PolicyDocument
  private let server: ServerProfile

  /// Returns whether the policies grant the same; nil when the bound was reached, and for policies of different
  /// purposes.
  static func holds(_ old: PolicyDocument, _ new: PolicyDocument, _ server: ServerProfile = ServerProfile()) -> Bool? {
    guard old.purpose == new.purpose, old.purpose != .trust else { return nil }
    var comparison = PolicyEquivalence(old: old, new: new, server: server)
    return comparison.holds()
  }

  private init(old: PolicyDocument, new: PolicyDocument, server: ServerProfile) {
    self.old = old
    self.new = new
    self.server = server
  }

  private mutating func holds() -> Bool? {
    // Statements that are written alike match the same actions, and are read once for all of these.
    let readable = (old.readableStatements, new.readableStatements)
    var seen: Set<[[Bool?]]> = []
    for action in S3Action.all {
      let matches = [readable.0, readable.1].map { $0.map { StatementMatch.matchesAction($0, action.name) } }
      // Conditions may see the version of an object that is read, so that the scope counts too.
      let isRead = action.name.utf8.starts(with: "s3:GetObjectVersion".utf8)
      let kind: [Bool?] = [action.scope == .object, isRead]
      guard seen.insert([kind] + matches).inserted else { continue }
      guard let same = isSame(action) else { return nil }
      if !same { return false }
    }
    return true
  }

  private mutating func isSame(_ action: S3Action) -> Bool? {
    let resource = SideAccess.anyResource(action.scope)
    guard old.purpose == .bucket else {
      let request = RequestContext(action: action.name, resource: resource, facts: server.request)
      return isSame(role(old, request), role(new, request))
    }
    let question = BucketQuery(action.name, action.scope == .object ? .both : .bucket)
    for account in accounts {
      let scope = BucketScope(question, BucketCaller(account: account), server, resource: resource)
      let (old, new) = (bucket(old, scope), bucket(new, scope))
      for (old, new) in [(old.allowed, new.allowed), (old.denied, new.denied)] {
        guard let same = isSame(old, new) else { return nil }
        if !same { return false }
      }
    }
    return true
  }

  private mutating func role(_ policy: PolicyDocument, _ request: RequestContext) -> LanguageTable.Language {
    let first = RoleLanguage([policy], request, start: [], &languages)
    if first.tagged == LanguageTable.nothing { return first.allowed }
    let again = RoleLanguage([policy], request, start: [], withTags: true, &languages)
    return languages.table.any([first.allowed, languages.table.all([first.tagged, again.allowed])])
  }

  private mutating func bucket(_ policy: PolicyDocument, _ scope: BucketScope) -> BucketPolicyLanguage {
    BucketPolicyLanguage(policy, scope, number: 0, start: [], &languages)
  }

  /// The accounts that either policy names, and one that neither does.
  private var accounts: [String] {
    var accounts: Set<ExactString> = []
    for statement in old.readableStatements + new.readableStatements {
      for item in (statement.principal.value?.entries ?? []).flatMap({ $0.values?.items ?? [] }) {
        let account = PrincipalGrammar.isAccount(item.text) ? item.text : ARN(item).account?.text
        if let account { accounts.insert(ExactString(account)) }
      }
    }
    return accounts.map { $0.text }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } + ["another account"]
  }

  private mutating func isSame(_ old: LanguageTable.Language, _ new: LanguageTable.Language) -> Bool? {
    if old == new { return true }
    guard let comparison = LanguageComparison(old, new, &languages) else { return nil }
    let difference = languages.table.any([comparison.lost, comparison.gained, comparison.open])
    return switch LanguageSearch(languages.table, difference, stateLimit: KeySearch.stateLimit).run() {
    case .empty: true
    case .found: false
    case .unknown: nil
    }
  }
}
