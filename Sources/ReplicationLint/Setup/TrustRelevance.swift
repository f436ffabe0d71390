import JSONSource

/// What a trust policy has to do with a setup.
enum TrustRelevance {
  /// It is the trust policy of a role of the setup.
  case candidate
  /// It may be: it trusts the account of one of the roles and shows nothing else, or it lies where one is looked for.
  case bystander
  /// It is of some other role.
  case none
}

/// The folders that show what the trust policies in them have to do with a setup.
struct TrustFolders {
  /// The folders with a trust policy that names Backbeat.
  let backbeat: Set<Folder>
  /// The folders with other parts of the setup.
  let parts: Set<Folder>
  /// The names of files that name Backbeat: the same document of another site mostly has the same name.
  let names: Set<ExactString>

  init(_ trust: [Document], parts: Set<Folder>) {
    let ofBackbeat = trust.filter { $0.policy?.namesBackbeat == true }
    backbeat = Set(ofBackbeat.map { Folder(of: $0) })
    names = Set(ofBackbeat.map { $0.fileName })
    self.parts = parts
  }
}

extension SiteAssignment {
  /// Decides what a trust policy has to do with the setup, after the permission policies are assigned.
  ///
  /// One in another folder than the configuration does not have to trust Backbeat: a policy that refuses it must not be
  /// left out, so that another takes its place.
  func trustRelevance(_ document: Document, in folders: TrustFolders) -> TrustRelevance {
    guard !isNear(document), let policy = document.policy else { return .candidate }
    let folder = Folder(of: document)
    if isBeside(.trust, document) {
      if byFolder(document) != nil { return .candidate }
      // One that trusts no account is hardly that of people, and may be the mistake of the other site.
      let isOfOtherSite =
        folders.parts.contains(folder)
        || mayBeOtherSite(folder) && !policy.trustsAccounts
          && (!document.isForeignByItself || folders.names.contains(document.fileName))
      return isOfOtherSite && !policy.namesBackbeat ? .bystander : .none
    }
    if policy.namesBackbeat { return .candidate }
    if isSole(document), byName(document) != nil { return .candidate }
    let isLone = !folders.backbeat.contains(folder)
    if isLone, byFolder(document) != nil { return .candidate }
    // What lies beside a trust policy of the setup, or other parts of it, may be that of the other role.
    if !isLone || folders.parts.contains(folder) { return .bystander }
    let mayBeMistake = !document.isForeignByItself && !policy.trustsAccounts
    return isSole(document) && (mayBeMistake || policy.trustsOnly(configuration.accounts)) ? .bystander : .none
  }

  /// Returns whether a folder is another one in the folder that holds the configuration's, which may then be that of one
  /// site.
  func mayBeOtherSite(_ folder: Folder) -> Bool {
    let home = configuration.folder
    return folder != home && home.parent != nil && folder.parent == home.parent
      && !members.holdPoliciesOfBothRoles(in: home)
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

  /// Indicates whether a principal is an account, or something in one.
  var trustsAccounts: Bool {
    readableStatements.flatMap { $0.principal.value?.entries ?? [] }.contains { entry in
      entry.name.text == "AWS" && entry.values?.items.contains { $0.text != "*" } == true
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
  /// Indicates whether it is a trust policy for accounts, or something in them, that does not name Backbeat.
  var isTrustPolicyForAccounts: Bool {
    kind == .trustPolicy && policy.map { !$0.namesBackbeat && $0.trustsAccounts } == true
  }

  /// Indicates whether a trust policy lets Backbeat assume its role, whatever the request.
  var trustsBackbeat: Bool { policy.map { evaluateTrust($0, facts: nil).isAllowed } ?? false }
}
