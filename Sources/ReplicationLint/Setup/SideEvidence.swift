import JSONSource

/// What shows the side of a document: its name, its role, its account, its folder.
extension SiteAssignment {
  func byCertainName(_ document: Document) -> (Side, Evidence)? {
    names.certain(document).map { ($0.side, Evidence($0)) }
  }

  func byName(_ document: Document) -> (Side, Evidence)? {
    names.any(document).map { ($0.side, Evidence($0)) }
  }

  /// The side whose role the name of the document, or of its folder, holds.
  func byRoleName(_ document: Document) -> (Side, Evidence)? {
    names.role(document).map { ($0.side, Evidence($0)) }
  }

  /// The side whose bucket the name of the document, or of its folder, holds.
  func ofBucketName(_ document: Document) -> (Side, Evidence)? {
    bucketsInNames.without(configuration.fileWords).word(in: names.words(of: document)).map { ($0.side, Evidence($0)) }
  }

  /// Returns whether the name of the document, or of its folder, holds that of a bucket, which may be the name of the
  /// whole setup.
  func isNamedForBucket(_ document: Document) -> Bool { bucketsInNames.word(in: names.words(of: document)) != nil }

  private var bucketsInNames: SitesInNames {
    SitesInNames(source: sourceBucket, target: configuration.destination)
  }

  /// The side of the buckets that a policy names. One of another folder is not the source's where it is about none of
  /// the buckets.
  func ofBuckets(_ document: Document) -> (Side, Evidence)? {
    guard let side = configuration.side(ofBuckets: document) else { return nil }
    if side == .source, !isNear(document), let sourceBucket, document.policy?.reaches(sourceBucket) == false {
      return nil
    }
    return (side, .buckets)
  }

  /// The side of the role that an inline policy belongs to: the one whose capture has that name, else the one whose
  /// entry of `Role` has it.
  func ofRoleName(_ document: Document) -> (Side, Evidence)? {
    guard let name = document.inlineRoleName ?? document.planRoleName else { return nil }
    let shown = Side.allCases.filter { role($0)?.roleName?.text.hasSameBytes(as: name) == true }
    let side = shown.count == 1 ? shown[0] : configuration.side(ofRoleName: name)
    return side.map { ($0, document.planRoleName == nil ? .roleName : .planRole) }
  }

  /// Returns whether both roles have the name, so that it identifies no side.
  func isSharedRoleName(_ name: String) -> Bool {
    configuration.roleNames.count { $0?.hasSameBytes(as: name) == true } > 1
  }

  /// The side whose entry of `Role` has the name of the role that a document shows, in whatever account.
  func ofCreatedName(_ document: Document) -> (Side, Evidence)? {
    document.roleName.flatMap { configuration.side(ofRoleName: $0.text) }.map { ($0, .roleName) }
  }

  func ofAccount(_ arn: LocatedString?) -> (Side, Evidence)? {
    configuration.side(ofAccount: arn).map { ($0, .account) }
  }

  /// The side by the first attached policy that is of an account; those of AWS are of none.
  func ofAttachedPolicies(_ list: Document) -> (Side, Evidence)? {
    list.attachedPolicyARNs.lazy.compactMap { ofAccount($0) }.first
  }

  /// Returns whether a policy about replication lies beside a trust policy for Backbeat in a folder that may be that of the
  /// target, whatever it names.
  func isOfOtherSite(_ document: Document) -> Bool {
    isSole(document) && isOfAnotherRole(document) && document.policy?.asksForReplication == true
      && SourceBucket.named(in: [document]) == nil && trust(beside: document)?.policy?.namesBackbeat == true
      && mayBeOtherSite(Folder(of: document))
  }

  /// Returns whether a policy lies with the configuration and a trust policy for Backbeat, and one folder beside that holds
  /// another such trust policy, but no permission policy.
  func isOtherSiteWithoutPolicy(beside document: Document) -> Bool {
    guard Folder(of: document) == configuration.folder, trust(beside: document)?.policy?.namesBackbeat == true else {
      return false
    }
    let others = Set(passedOver.map { Folder(of: $0) })
    return trustInFolders.contains { folder, trust in
      !others.contains(folder) && trust.policy?.namesBackbeat == true && isSole(trust) && mayBeOtherSite(folder)
    }
  }

  /// The side of the other documents in the folder of a site. That of the configuration is one where it holds documents
  /// of one side only, and a folder beside it those of the other.
  func bySiteFolder(_ document: Document) -> (Side, Evidence)? {
    let home = configuration.folder
    guard Folder(of: document) == home else { return byFolder(document) }
    var own: (side: Side, path: String)?
    var besides: [Folder: Set<Side>] = [:]
    for member in members where member.part != .replication && !member.evidence.isForWantOfOthers {
      let folder = Folder(of: member.document)
      if folder != home {
        if folder.parent == home.parent { besides[folder, default: []].formUnion(member.sides) }
        continue
      }
      for side in member.sides {
        if let own, own.side != side { return nil }
        own = own ?? (side, member.document.path)
      }
    }
    guard let own, besides.values.contains(where: { $0.count == 1 && !$0.contains(own.side) }) else { return nil }
    return (own.side, .folder(own.path))
  }

  /// The side of the other documents in a folder that holds documents of one side only.
  func byFolder(_ document: Document) -> (Side, Evidence)? {
    let folder = Folder(of: document)
    if folder == configuration.folder { return nil }
    // What serves both sides, or is there twice, shows nothing about its folder.
    let others = members.filter { member in
      member.part != .replication && Folder(of: member.document) == folder && !member.evidence.isForWantOfOthers
    }
    let named = namedTrust.filter { $0.folder == folder }
    let sides = Set(others.flatMap { $0.sides } + named.map { $0.side })
    guard let side = sides.first, sides.count == 1, let path = others.first?.document.path ?? named.first?.path else {
      return nil
    }
    return (side, .folder(path))
  }
}
