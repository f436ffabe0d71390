import JSONSource

/// What lies in a folder beside parts of the setup counts with them, even where nothing seems to be missing: an answer
/// about the bucket or the role, or a Deny, that was left out would prove what it refutes.
extension SiteAssignment {
  /// The folders that hold parts of the setup.
  var partFolders: Set<Folder> { Set(members.filter { $0.part != .replication }.map { Folder(of: $0.document) }) }

  /// The folders that hold documents of one site, each with all that is below it.
  private var siteFolders: Set<Folder> {
    var sides: [Folder: Set<Side>] = [:]
    for member in members where member.part != .replication && !member.evidence.isForWantOfOthers {
      sides[Folder(of: member.document), default: []].formUnion(member.sides)
    }
    return Set(sides.filter { $0.value.count == 1 && configuration.folder.depth(below: $0.key) == nil }.map { $0.0 })
  }

  /// The answers about roles and buckets among documents of other folders that lie beside parts of the setup, or whose
  /// name holds that of a bucket.
  func answers(among others: [Document]) -> [Document] {
    let answers = others.filter { [.policy, .attachedPolicies, .bucketVersioning].contains($0.kind) }
    if answers.isEmpty { return [] }
    let folders = partFolders
    return answers.filter { document in
      folders.contains(Folder(of: document))
        || document.kind == .bucketVersioning && isOfOne(document)
          && (isNamedForBucket(document) || byCertainName(document) != nil)
    }
  }

  /// Assigns policies of other folders that take away what replication needs without naming a bucket of the setup.
  ///
  /// One that names an action of replication, or a side, is that of a role. Of any other it is not known whether a role
  /// has it. What lies in folders without parts of the setup is for others, unless it lies below the
  /// configuration, or its name shows its side.
  mutating func assignDenies(_ others: [Document]) {
    let denies = others.filter { document in
      document.policy?.purpose == .permission && !document.isOldVersion && document.inlineRoleName == nil
        && document.policy?.mayRefuseReplication(of: sourceBucket, to: configuration.destinations) == true
    }
    if denies.isEmpty { return }
    let (folders, sites) = (partFolders, siteFolders)
    for document in denies {
      let named = byCertainName(document) ?? byRoleName(document)
      let folder = Folder(of: document)
      let isInSite =
        folders.contains(folder) || folder.upwards.prefix(SetupScope.reach + 1).contains(where: sites.contains)
      if !isInSite, !isBelow(document), named == nil || !isOfOne(document) { continue }
      if let (side, evidence) = named ?? sideOfDeny(document) {
        put(document, .permissions, [side], evidence)
      } else {
        leaveUndecided(document, .permissions)
      }
    }
  }
  /// The side of a policy that only takes away, by the buckets that it names where the folder of a site does not
  /// contradict them, else by a folder beside the configuration's where it names an action of replication.
  func sideOfDeny(_ document: Document) -> (Side, Evidence)? {
    guard let buckets = ofBuckets(document) else {
      return document.policy?.asksForReplication == true ? byFolder(document) : nil
    }
    return bySiteFolder(document).map { $0.0 == buckets.0 } ?? true ? buckets : nil
  }
}

extension [SetupMember] {
  /// Returns whether each role has a policy of its own in a folder or below it, which is then not the folder of one site.
  func holdPoliciesOfBothRoles(in folder: Folder) -> Bool {
    let own = filter { member in
      member.part == .permissions && !member.evidence.isForWantOfOthers
        && Folder(of: member.document).depth(below: folder) != nil
    }
    return Side.allCases.allSatisfy { side in own.contains { $0.sides == [side] } }
  }
}
