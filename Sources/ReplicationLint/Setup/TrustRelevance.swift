import JSONSource

/// What a trust policy has to do with a setup.
enum TrustRelevance {
  /// It is the trust policy of a role of the setup.
  case candidate
  /// It may be: it trusts the account of one of the roles, and shows nothing else.
  case bystander
  /// It is of some other role.
  case none
}

extension SiteAssignment {
  /// Decides what a trust policy has to do with the setup, after the permission policies are assigned.
  ///
  /// One in another folder than the configuration does not have to trust Backbeat: a policy that refuses it must not be
  /// left out, so that another takes its place.
  func trustRelevance(_ document: Document, among documents: [Document]) -> TrustRelevance {
    guard !isNear(document), let policy = document.policy else { return .candidate }
    if isBeside(.trust, document) { return byFolder(document) == nil ? .none : .candidate }
    if policy.namesBackbeat { return .candidate }
    if isSole(document), byName(document) != nil { return .candidate }
    let folder = Folder(of: document)
    let isLone = !documents.contains { $0.policy?.namesBackbeat == true && Folder(of: $0) == folder }
    if isLone, byFolder(document) != nil { return .candidate }
    return isSole(document) && policy.trustsOnly(configuration.accounts) ? .bystander : .none
  }
}

extension PolicyDocument {
  /// Returns whether the principals are in one of the accounts, and none is a service.
  fileprivate func trustsOnly(_ accounts: [String?]) -> Bool {
    let entries = readableStatements.flatMap { $0.principal.value?.entries ?? [] }
    return !entries.contains { $0.name.text == "Service" }
      && entries.flatMap { $0.values?.items ?? [] }.contains { item in
        accounts.contains { account in account.map { !$0.isEmpty && item.text.hasPart($0) } ?? false }
      }
  }

  /// Indicates whether a statement takes something away.
  var hasDeny: Bool { readableStatements.contains { $0.isDeny } }

  /// Indicates whether a statement is about an action that replication has a use for.
  var touchesReplication: Bool {
    readableStatements.contains { statement in
      !statement.notActionItems.isEmpty
        || statement.actionItems.contains { item in ReplicationActions.all.contains { item.action.matches($0) } }
    }
  }
}

extension Document {
  /// Indicates whether a trust policy lets Backbeat assume its role, whatever the request.
  var trustsBackbeat: Bool { policy.map { evaluateTrust($0, facts: nil).isAllowed } ?? false }
}
