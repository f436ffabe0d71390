import JSONSource

/// Decides which documents belong to the source and which to the target of one replication configuration.
///
/// One policy serves both sites, as in the guide. Several are distinguished by evidence; what no evidence decides is
/// left over, never guessed.
struct SiteAssignment {
  private(set) var members: [SetupMember] = []
  private(set) var leftOver: [Setup.LeftOver] = []
  /// Reasons why the documents that were taken may not be all, or not the right ones, each a part of a sentence.
  private(set) var doubts: [Message] = []
  let configuration: ConfigurationFacts
  let names: SideNames
  /// Returns whether a document can be of no other configuration.
  let isSole: (Document) -> Bool
  /// Returns whether a document can be of no other configuration, or names this one.
  let isOfOne: (Document) -> Bool
  /// How far each document is from the configuration: in its folder, below it, or around it.
  private var distances: [Document.ID: Int] = [:]
  /// For each part that both roles have from nearer documents, the distance from which documents only add to it.
  private let completeness: [SetupMember.Part: Int]
  /// Indicates whether a role has nearer policies for want of others only: none can be about its bucket.
  let isOfOtherBuckets: Bool
  /// Indicates whether the target role has the nearer policies for want of others: a policy beside a trust policy in
  /// another folder may be the one of that role.
  let isTargetShared: Bool
  /// The policy of the target role, where the folder of the other direction shows it.
  let policyOfTargetRole: PolicyOfTargetRole?
  /// Indicates whether nearer policies show the source bucket.
  let isSourceKnown: Bool
  /// The source bucket, where one policy shows it.
  private(set) var sourceBucket: String?
  /// The folders of the policies that show it.
  private(set) var sourceFolders: Set<Folder> = []
  /// The first trust policy in each folder that holds some.
  let trustInFolders: [Folder: Document]
  /// The folders beside the configuration's with a policy that names the destination alone, each that of the target.
  private(set) var targetFolders: Set<Folder> = []
  /// The permission policies of other folders that do not show that they are about the setup, such as one on `*`.
  private(set) var passedOver: [Document] = []
  /// Indicates whether a permission policy names a destination.
  private(set) var isDestinationNamed = false
  /// The sides of trust policies by name, which show the sides of folders before trust policies are assigned.
  private(set) var namedTrust: [(folder: Folder, side: Side, path: String)] = []

  /// Assigns the documents around a configuration.
  ///
  /// - Parameters:
  ///   - replication: the configuration.
  ///   - scope: where its documents may lie.
  init(_ replication: Document, in scope: SetupScope) {
    let (near, below, around) = (scope.inFolder(replication), scope.below(replication), scope.around(replication))
    let named = ConfigurationFacts(replication)
    let order = RoleOrder(named, [near, below, around].joined())
    let facts = order.isReversed ? ConfigurationFacts(replication, isReversed: true) : named
    let names = SideNames([near, below, around].joined(), home: facts.folder, roles: facts.rolesInNames)
    func assigned(
      _ layers: [[Document]], after inner: SiteAssignment? = nil, _ policy: PolicyOfTargetRole? = nil
    ) -> SiteAssignment {
      var completeness = inner?.completeness ?? [:]
      for part in [SetupMember.Part.permissions, .trust]
      where completeness[part] == nil && inner?.isComplete(in: part) == true {
        completeness[part] = layers.count - 1
      }
      let isOfOthers = inner?.isComplete(in: .permissions) == true && inner?.hasPoliciesOfBuckets == false
      let isSourceKnown = inner.map { SourceBucket.named(in: $0.site(.source).permissions) != nil } ?? false
      let isTargetShared = inner?.hasForWantOfOthers(.permissions, .target) == true
      return SiteAssignment(
        replication, facts, layers, names, completeness, isOfOtherBuckets: isOfOthers, isTargetShared: isTargetShared,
        isSourceKnown: isSourceKnown, policyOfTargetRole: policy, isSole: scope.isSole, isOfOne: scope.isOfOne)
    }
    let home = assigned([near])
    let inner = below.isEmpty ? home : assigned([near, below], after: home)
    // Documents that other configurations may ask for as well fill gaps only; those of this one always count.
    var wanted = inner.isComplete ? around.filter(scope.isOfOne) : around
    var policy: PolicyOfTargetRole?
    var otherDirection: OtherDirection?
    if !inner.isComplete || !inner.hasPoliciesOfBuckets || inner.hasForWantOfOthers(.permissions, .target),
      let other = scope.ofTargetRole(facts)
    {
      // What is named for a side there is so for the other direction.
      wanted += other.documents.filter { names.certain($0) == nil }
      otherDirection = other
      policy = PolicyOfTargetRole(other.documents, beside: other.configuration)
    }
    self = wanted.isEmpty ? inner : assigned([near, below, wanted], after: inner, policy)
    if let reason = otherDirection?.doubt { doubt(reason) }
    if case .open(let reason) = order { doubt(reason) }
  }

  private init(
    _ replication: Document, _ configuration: ConfigurationFacts, _ layers: [[Document]], _ names: SideNames,
    _ completeness: [SetupMember.Part: Int], isOfOtherBuckets: Bool, isTargetShared: Bool,
    isSourceKnown: Bool, policyOfTargetRole: PolicyOfTargetRole?, isSole: @escaping (Document) -> Bool,
    isOfOne: @escaping (Document) -> Bool
  ) {
    self.configuration = configuration
    self.completeness = completeness
    self.isOfOtherBuckets = isOfOtherBuckets
    self.isTargetShared = isTargetShared
    self.isSourceKnown = isSourceKnown
    self.policyOfTargetRole = policyOfTargetRole
    self.names = names
    self.isSole = isSole
    self.isOfOne = isOfOne
    trustInFolders = Dictionary(
      keepingFirst: layers.joined().filter { $0.policy?.purpose == .trust && $0.kind != .role }
        .map { (Folder(of: $0), $0) })
    members.append(
      SetupMember(document: replication, part: .replication, sides: Side.allCases, evidence: .configuration))
    for (distance, layer) in layers.enumerated() {
      for document in layer { distances[document.id] = distance }
    }
    targetFolders = Set(
      layers.dropFirst().joined().filter { document in
        document.policy?.purpose == .permission && document.part == nil
          && configuration.side(ofBuckets: document) == .target
      }.map { Folder(of: $0) }.filter { $0.parent == configuration.folder.parent })
    var (relevant, others): ([Document], [Document]) = (layers[0], [])
    for document in layers.dropFirst().joined() {
      if isRelevant(document) { relevant.append(document) } else { others.append(document) }
    }
    assign(relevant, beside: others)
  }

  /// Indicates whether each role that the configuration names has a trust policy and a permission policy.
  private var isComplete: Bool { isComplete(in: .trust) && isComplete(in: .permissions) }

  private func isComplete(in part: SetupMember.Part) -> Bool {
    let sides: [Side] = configuration.roles.count == 1 ? [.source] : Side.allCases
    return sides.allSatisfy { has(part, $0) }
  }

  /// Indicates whether the policies of each role can be about its bucket.
  private var hasPoliciesOfBuckets: Bool {
    let sides: [Side] = configuration.roles.count == 1 ? [.source] : Side.allCases
    return sides.allSatisfy { side in
      documents(.permissions, side).contains { configuration.mayName(side, in: $0) }
    }
  }

  /// The documents assigned to a side.
  func site(_ side: Side) -> Site {
    func documents(_ part: SetupMember.Part) -> [Document] { self.documents(part, side) }
    let role = documents(.role).first
    return Site(
      roleARN: role?.roleARN?.text, role: role, trust: documents(.trust).first,
      permissions: documents(.permissions), createdPolicies: documents(.createdPolicy),
      attachedPolicies: documents(.attachedPolicies).first, versioning: documents(.versioning).first,
      bucketPolicy: documents(.bucketPolicy).first)
  }

  // MARK: Parts

  /// Assigns documents that are about the setup, then those of `others` that turn out to be.
  private mutating func assign(_ given: [Document], beside others: [Document]) {
    let all = leavingOlderCopies(given)
    let documents = all.filter { $0.part == nil || $0.isEmbeddedPart }
    assignRoles(documents.filter { $0.showsRole })
    for document in documents where document.isOldVersion {
      place(document, .permissions, nil, Setup.LeftOver.isOldVersion)
    }
    let parts = all.filter { $0.part != nil && !$0.isEmbeddedPart }
    assignAccountRoles(parts)
    let trust = documents.filter { $0.policy?.purpose == .trust && !$0.showsRole }
    namedTrust = trust.compactMap { document in
      byName(document).map { (Folder(of: document), $0.0, document.path) }
    }
    // Which policies name a bucket shows whose the trust policies in their folders are.
    let permissions = documents.filter { $0.policy?.purpose == .permission && !$0.isOldVersion }
    sourceBucket = configuration.sourceBucket(in: permissions) ?? configuration.inputBucket
    sourceFolders = Set(permissions.filter { SourceBucket.named(in: [$0]) != nil }.map { Folder(of: $0) })
    passedOver = others.filter { $0.policy?.purpose == .permission && isOfOne($0) }
    isDestinationNamed = permissions.contains { configuration.mayName(.target, in: $0) }
    assignPermissions(permissions)
    doubtVersions()
    assignTrust(trust)
    assignDenies(others)
    let answers = documents + answers(among: others)
    assignCreatedPolicies(answers.filter { $0.kind == .policy })
    assignAttachedPolicies(answers.filter { $0.kind == .attachedPolicies })
    assignVersioning(answers.filter { $0.kind == .bucketVersioning })
    assignAccountPolicies(parts)
    doubtMissingPolicies(parts)
    doubtInlinePolicies(all + others)
    doubtUnreadAnswers(all + others)
    doubtFilesWithoutDocument(all + others)
    assignBucketPolicies(documents.filter { $0.policy?.purpose == .bucket })
    members = SetupMember.Part.allCases.flatMap { part in members.filter { $0.part == part } }
  }

  /// A trust policy in the folder of a document.
  func trust(beside document: Document) -> Document? { trustInFolders[Folder(of: document)] }

  // MARK: Members

  mutating func place(
    _ document: Document, _ part: SetupMember.Part, _ side: (Side, Evidence)?, _ reason: Message
  ) {
    if let (side, evidence) = side {
      put(document, part, [side], evidence)
    } else {
      leave(document, reason)
    }
  }

  mutating func leave(_ document: Document, _ reason: Message) {
    leftOver.append(Setup.LeftOver(document: document, reason: reason))
  }

  /// Takes back that a document is left over.
  mutating func takeBack(_ document: Document) { leftOver.removeAll { $0.document.id == document.id } }

  mutating func doubt(_ reason: Message) { doubts.append(reason) }

  mutating func put(_ document: Document, _ part: SetupMember.Part, _ sides: [Side], _ evidence: Evidence) {
    for side in sides {
      switch part {
      case .trust, .role, .versioning, .attachedPolicies: if has(part, side) { continue }
      case .createdPolicy: if documents(part, side).contains(where: { isFarther(document, $0) }) { continue }
      case .replication, .permissions, .bucketPolicy: break
      }
      let same = members.firstIndex {
        $0.part == part && $0.document.envelope.body == document.envelope.body && $0.evidence == evidence
      }
      if let same {
        if !members[same].sides.contains(side) { members[same].sides.append(side) }
      } else {
        members.append(SetupMember(document: document, part: part, sides: [side], evidence: evidence))
      }
    }
  }

  /// Takes a document away from a side.
  mutating func remove(_ document: Document, _ part: SetupMember.Part, _ side: Side) {
    for index in members.indices where members[index].part == part && members[index].document.id == document.id {
      members[index].sides.removeAll { $0 == side }
    }
    members.removeAll { $0.sides.isEmpty }
  }

  /// Adds a document to sides, whatever they have already.
  mutating func add(_ document: Document, _ part: SetupMember.Part, _ sides: [Side], _ evidence: Evidence) {
    members.append(SetupMember(document: document, part: part, sides: sides, evidence: evidence))
  }

  func has(_ part: SetupMember.Part, _ side: Side) -> Bool {
    members.contains { $0.part == part && $0.sides.contains(side) }
  }

  /// Indicates whether documents have a part in a side for want of others only.
  func isForWantOfOthers(_ part: SetupMember.Part) -> Bool {
    Side.allCases.contains { hasForWantOfOthers(part, $0) }
  }

  private func hasForWantOfOthers(_ part: SetupMember.Part, _ side: Side) -> Bool {
    members.contains { $0.part == part && $0.sides.contains(side) && $0.evidence.isForWantOfOthers }
  }

  /// The documents that have a part in a side.
  func documents(_ part: SetupMember.Part, _ side: Side) -> [Document] {
    members.filter { $0.part == part && $0.sides.contains(side) }.map { $0.document }
  }

  /// Returns whether a document is in the folder of the configuration.
  func isNear(_ document: Document) -> Bool { distances[document.id] == 0 }

  /// Returns whether a document is below the folder of the configuration.
  func isBelow(_ document: Document) -> Bool { distances[document.id] == 1 }

  /// Returns whether the setup has a part without a document and all that are as far, so that only what is surely about
  /// it counts.
  func isBeside(_ part: SetupMember.Part, _ document: Document) -> Bool {
    completeness[part].map { (distances[document.id] ?? 0) >= $0 } ?? false
  }

  /// Returns whether a document is farther from the configuration than another.
  func isFarther(_ document: Document, _ other: Document) -> Bool {
    (distances[document.id] ?? 0) > (distances[other.id] ?? 0)
  }
}
