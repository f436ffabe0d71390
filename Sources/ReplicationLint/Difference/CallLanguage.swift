import JSONSource

extension CallAccess {
  /// The resources behind `start` on which a question is answered with yes, the bucket's policy included: the table of
  /// cloudserver `permissionChecks.js`.
  ///
  /// - Parameter withTags: whether the server looks at the policies again with the object's tags, as it does not on
  ///   Backbeat's calls.
  func language(
    of question: BucketQuery, resource: [UInt16], start: [UInt16], withTags: Bool,
    _ languages: inout PolicyLanguages
  ) -> LanguageTable.Language {
    var request = RequestContext(action: question.action, resource: resource, facts: server.request)
    request.readsTags = question.readsTags
    var role = RoleLanguage.unasked
    var allowed = role.allowed
    if question.asksIAM, !isRoleUnknown {
      role = RoleLanguage(policies, request, start: start, &languages)
      allowed = role.allowed
      if withTags, role.tagged != LanguageTable.nothing {
        let again = RoleLanguage(policies, request, start: start, withTags: true, &languages)
        allowed = languages.table.any([allowed, languages.table.all([role.tagged, again.allowed])])
      }
    }
    let stages: [BucketQuery.Stage] = question.stage == .both ? [.bucket, .object] : [question.stage]
    guard let bucketPolicy else {
      return stages.allSatisfy { $0 == .object ? ownsObject : ownsBucket } ? allowed : LanguageTable.nothing
    }
    let scope = BucketScope(question, caller, server, resource: resource)
    let policy = BucketPolicyLanguage(bucketPolicy, scope, number: bucketPolicyNumber, start: start, &languages)
    let granted = ownsBucket || !server.crossAccountAllowNeedsIAM ? LanguageTable.everything : allowed
    var parts = [languages.table.not(role.denied), languages.table.not(policy.denied)]
    for stage in stages {
      let owns = ownsBucket || (stage == .object && ownsObject)
      let silent = owns ? allowed : LanguageTable.nothing
      parts.append(
        languages.table.any([
          languages.table.all([policy.allowed, granted]),
          languages.table.difference(silent, policy.allowed),
        ]))
    }
    return languages.table.all(parts)
  }
}

/// The resources that a bucket policy allows and denies for one question.
struct BucketPolicyLanguage {
  let allowed: LanguageTable.Language
  /// The resources that a Deny, or an error of the evaluator, refuses.
  let denied: LanguageTable.Language

  init(
    _ policy: PolicyDocument, _ scope: BucketScope, number: Int, start: [UInt16], _ languages: inout PolicyLanguages
  ) {
    var allowed: [LanguageTable.Language] = []
    var denied: [LanguageTable.Language] = []
    for statement in policy.readableStatements {
      let match = BucketStatementMatch(
        ignoringResource: DecidingStatement(document: number, statement: statement), scope)
      let principal =
        statement.principal.isPresent ? statement.object.member("Principal")?.value.compactSource ?? [] : []
      let undecided = match.dependences.compactMap { $0.test }
      let isPrincipal = match.dependences.contains { $0.test == nil }
      let fact = OpenFact(
        statement.conditionIdentity + (isPrincipal ? [0, 0, 0] + principal : []), OpenFact.single(match.outcomes),
        name: isPrincipal ? "Principal" : statement.conditionNames(undecided))
      // An error refuses every request that the policy is evaluated for.
      denied.append(languages.language(fact, is: .error))
      let resources = BucketResources(statement)
      let reached = languages.table.any(
        resources.compared.map { languages.entry(ResourcePattern($0.text, scope.request), start) })
      if resources.canThrow { denied.append(languages.table.not(reached)) }
      let isMet = languages.language(fact, is: .met)
      if isMet == LanguageTable.nothing { continue }
      let part = languages.table.all([isMet, reached])
      if statement.isDeny { denied.append(part) } else { allowed.append(part) }
    }
    self.allowed = languages.table.any(allowed)
    self.denied = languages.table.any(denied)
  }
}
