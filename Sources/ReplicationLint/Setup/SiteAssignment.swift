import JSONSource

/// Decides which documents belong to the source and which to the target of one replication configuration.
///
/// One policy serves both sites, as in the guide. Several are distinguished by evidence; what no evidence decides is
/// left over, never guessed.
struct SiteAssignment {
  private(set) var members: [SetupMember] = []
  private(set) var leftOver: [Setup.LeftOver] = []
  private let configuration: ConfigurationFacts
  private let names: SideNames
  /// The documents of other folders, which need evidence of their own to be taken at all.
  private let isSole: (Document) -> Bool
  /// The sides that have a part already; documents of other folders do not add to them.
  private var isFar = false
  private var nearMembers: [SetupMember] = []

  /// Assigns the documents around a configuration.
  ///
  /// - Parameters:
  ///   - replication: the configuration.
  ///   - scope: where its documents may lie.
  init(_ replication: Document, in scope: SetupScope) {
    configuration = ConfigurationFacts(replication)
    isSole = scope.isSole
    let (near, below, around) = (scope.inFolder(replication), scope.below(replication), scope.around(replication))
    names = SideNames([near, below, around].joined(), home: configuration.folder)
    members.append(
      SetupMember(document: replication, part: .replication, sides: Side.allCases, evidence: .configuration))
    assign(near)
    nearMembers = members
    isFar = true
    if !below.isEmpty { assign(below.filter(isRelevant)) }
    nearMembers = members
    if !around.isEmpty, !isComplete { assign(around.filter(isRelevant)) }
  }

  /// Indicates whether each role that the configuration names has a trust policy and a permission policy.
  private var isComplete: Bool {
    let sides: [Side] = configuration.roles.count == 1 ? [.source] : Side.allCases
    return sides.allSatisfy { has(.trust, $0) && has(.permissions, $0) }
  }

  /// The documents assigned to a side.
  func site(_ side: Side) -> Site {
    func documents(_ part: SetupMember.Part) -> [Document] {
      members.filter { $0.part == part && $0.sides.contains(side) }.map { $0.document }
    }
    let role = documents(.role).first
    return Site(
      roleARN: role?.roleARN?.text, role: role, trust: documents(.trust).first,
      permissions: documents(.permissions), createdPolicies: documents(.createdPolicy),
      attachedPolicies: documents(.attachedPolicies).first, versioning: documents(.versioning).first,
      bucketPolicy: documents(.bucketPolicy).first)
  }

  // MARK: Parts

  private mutating func assign(_ all: [Document]) {
    let documents = all.filter { $0.part == nil || $0.isEmbeddedPart }
    assignRoles(documents.filter { $0.kind == .role })
    assignTrust(documents.filter { $0.policy?.purpose == .trust && $0.kind != .role })
    for document in documents where document.isOldVersion {
      place(document, .permissions, nil, Setup.LeftOver.isOldVersion)
    }
    assignPermissions(documents.filter { $0.policy?.purpose == .permission && !$0.isOldVersion })
    for document in documents where document.kind == .policy {
      place(document, .createdPolicy, ofAccount(document.policyARN) ?? byName(document), otherAccount)
    }
    for document in documents where document.kind == .attachedPolicies {
      place(
        document, .attachedPolicies, ofAttachedPolicies(document) ?? byName(document), otherAccount)
    }
    for document in documents where document.kind == .bucketVersioning {
      place(
        document, .versioning, byName(document) ?? byFolder(document), "its name contains neither source nor target")
    }
    assignAccount(all.filter { $0.part != nil && !$0.isEmbeddedPart })
    assignBucketPolicies(documents.filter { $0.policy?.purpose == .bucket })
  }

  private var otherAccount: Message {
    configuration.isOneAccount ? "both roles have its account" : "neither role has its account"
  }

  /// Captures of the roles that `Role` names come first, so that another role of the same account does not take their
  /// place, whatever the order of the files.
  private mutating func assignRoles(_ captures: [Document]) {
    let named = captures.filter(isNamedRole)
    for capture in named + captures.filter({ !isNamedRole($0) }) {
      let side =
        byCertainName(capture) ?? configuration.side(ofRole: capture.roleARN?.text).map { ($0, Evidence.roleARN) }
        ?? ofAccount(capture.roleARN) ?? byName(capture)
      if let side = side?.0, let other = role(side), !isSameRole(capture, other) {
        place(capture, .role, nil, "\(quoted: other.path) shows the \(side.rawValue) role")
        continue
      }
      place(capture, .role, side, "`Role` names another role")
      if let (side, evidence) = side, capture.policy != nil { put(capture, .trust, [side], evidence) }
    }
  }

  private func role(_ side: Side) -> Document? {
    members.first { $0.part == .role && $0.sides.contains(side) }?.document
  }

  private func isSameRole(_ capture: Document, _ other: Document) -> Bool {
    guard let a = capture.roleARN?.text, let b = other.roleARN?.text else { return false }
    return a.hasSameBytes(as: b)
  }

  /// Returns whether `Role` names the role of a capture, for a side that its name does not contradict.
  private func isNamedRole(_ capture: Document) -> Bool {
    guard let side = configuration.side(ofRole: capture.roleARN?.text) else { return false }
    return byCertainName(capture).map { $0.0 == side } ?? true
  }

  /// Takes the roles that `Role` names, and their policies, out of what list-roles and get-account-authorization-details
  /// answered.
  ///
  /// Policies in files are what will be put, so that those of the account count only for a side without any.
  private mutating func assignAccount(_ parts: [Document]) {
    if parts.isEmpty { return }
    for side in Side.allCases where !has(.permissions, side) {
      let role = parts.first { $0.kind == .role && configuration.side(ofRole: $0.roleARN?.text) == side }
      let lists = [role, site(side).attachedPolicies].compactMap { $0 }
      let attached = Set(lists.flatMap { $0.attachedPolicyARNs }.map { $0.text })
      for part in parts {
        let isOfRole = part.kind == .rolePolicy && configuration.side(ofRole: part.roleARN?.text) == side
        let isAttached = part.kind == .policyVersion && part.policyARN.map { attached.contains($0.text) } == true
        if isOfRole || isAttached { put(part, .permissions, [side], isOfRole ? .roleARN : .attached) }
      }
    }
    for role in parts where role.kind == .role {
      guard let side = configuration.side(ofRole: role.roleARN?.text) else { continue }
      put(role, .role, [side], .roleARN)
      if role.policy != nil { put(role, .trust, [side], .roleARN) }
    }
  }

  /// A bucket policy belongs to the site whose bucket its resources name. A policy that is to be put goes before one
  /// that get-bucket-policy printed.
  private mutating func assignBucketPolicies(_ documents: [Document]) {
    if documents.isEmpty { return }
    let sourceBucket = SourceBucket.named(in: site(.source).permissions)
    for document in documents.filter({ !$0.kind.isCLIOutput }) + documents.filter({ $0.kind.isCLIOutput }) {
      var side: (Side, Evidence)?
      if let bucket = document.bucketPolicy?.bucket {
        let isSource = sourceBucket.map { $0.hasSameBytes(as: bucket) }
        let isTarget = configuration.destination.map { $0.hasSameBytes(as: bucket) } ?? false
        if isTarget, isSource != true { side = (.target, .buckets) }
        if !isTarget, isSource != false { side = (.source, .buckets) }
        if isTarget, isSource == true { side = byName(document) }
      }
      let other = side.flatMap { side in
        members.first { $0.part == .bucketPolicy && $0.sides.contains(side.0) }?.document
      }
      if let other, other.kind == document.kind {
        place(document, .bucketPolicy, nil, "\(quoted: other.path) is a policy of the same bucket")
      } else if other == nil {
        place(document, .bucketPolicy, side, "its resources name neither the source nor the target bucket")
      }
    }
  }

  private mutating func assignTrust(_ documents: [Document]) {
    let documents = documents.filter { !isShown($0) }
    if let first = documents.first, documents.allSatisfy({ $0.hasSameContent(as: first) }) {
      return assignSame(documents, .trust)
    }
    for document in documents {
      place(
        document, .trust, byName(document) ?? byFolder(document), "its name contains neither source nor target")
    }
  }

  /// Returns whether what create-role answered shows the trust policies of all sides, so that the file adds nothing;
  /// the file that the roles were made from has the same content.
  private mutating func isShown(_ document: Document) -> Bool {
    let roles = members.filter { $0.part == .role && $0.document.policy != nil }
    let same = roles.filter { $0.document.hasSameContent(as: document) }
    if let capture = same.first {
      let evidence = Evidence.sameContent(capture.document.path)
      members.append(
        SetupMember(document: document, part: .trust, sides: same.flatMap { $0.sides }, evidence: evidence))
    }
    let isOpen = Side.allCases.contains { !has(.trust, $0) }
    if roles.isEmpty || isOpen { return false }
    if same.isEmpty {
      leftOver.append(Setup.LeftOver(document: document, reason: "the roles were created with another trust policy"))
    }
    return true
  }

  private mutating func assignPermissions(_ all: [Document]) {
    for document in all {
      guard let name = document.inlineRoleName else { continue }
      if let (side, evidence) = ofRoleName(document) {
        put(document, .permissions, [side], evidence)
      } else if !isSharedRoleName(name) {
        place(document, .permissions, nil, "neither role is called \(quoted: name)")
      }
    }
    let documents = all.filter { $0.inlineRoleName.map(isSharedRoleName) ?? true }
    if let first = documents.first, documents.allSatisfy({ $0.hasSameContent(as: first) }) {
      return assignSame(documents, .permissions)
    }
    for document in documents {
      place(
        document, .permissions,
        byCertainName(document) ?? configuration.side(ofBuckets: document).map { ($0, .buckets) }
          ?? byFolder(document) ?? byName(document),
        "neither its name nor the buckets that it names show whether it is the source's or the target's")
    }
  }

  /// Documents with the same content serve both sides, whichever of them is whose; a lone one that is named for a side
  /// serves that side only.
  private mutating func assignSame(_ documents: [Document], _ part: SetupMember.Part) {
    if documents.count == 1, let (side, evidence) = byName(documents[0]) {
      return put(documents[0], part, [side], evidence)
    }
    let named = documents.map { (document: $0, side: byName($0)) }
    var free = named.filter { $0.side == nil }.map { $0.document }[...]
    for side in Side.allCases {
      if let own = named.first(where: { $0.side?.0 == side }), let evidence = own.side?.1 {
        put(own.document, part, [side], evidence)
      } else if let document = free.first ?? documents.first {
        if free.count > 1 { free.removeFirst() }
        let evidence = documents.count == 1 ? Evidence.onlyOne : .sameContent(other(than: document, documents))
        put(document, part, [side], evidence)
      }
    }
  }

  private func other(than document: Document, _ documents: [Document]) -> String {
    documents.first { !$0.path.hasSameBytes(as: document.path) }?.path ?? document.path
  }

  private mutating func place(
    _ document: Document, _ part: SetupMember.Part, _ side: (Side, Evidence)?, _ reason: Message
  ) {
    if let (side, evidence) = side {
      put(document, part, [side], evidence)
    } else {
      leftOver.append(Setup.LeftOver(document: document, reason: reason))
    }
  }

  private mutating func put(_ document: Document, _ part: SetupMember.Part, _ sides: [Side], _ evidence: Evidence) {
    for side in sides {
      if isFar, nearMembers.contains(where: { $0.part == part && $0.sides.contains(side) }) { continue }
      if part == .trust || part == .role || part == .versioning || part == .attachedPolicies, has(part, side) {
        continue
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

  private func has(_ part: SetupMember.Part, _ side: Side) -> Bool {
    members.contains { $0.part == part && $0.sides.contains(side) }
  }

  // MARK: Evidence

  private func byCertainName(_ document: Document) -> (Side, Evidence)? {
    names.certain(document).map { ($0.side, Evidence($0)) }
  }

  private func byName(_ document: Document) -> (Side, Evidence)? {
    names.any(document).map { ($0.side, Evidence($0)) }
  }

  /// The side of the role that get-role-policy was asked about: the one whose capture has that name, else the one whose
  /// entry of `Role` has it.
  private func ofRoleName(_ document: Document) -> (Side, Evidence)? {
    guard let name = document.inlineRoleName else { return nil }
    let shown = Side.allCases.filter { role($0)?.roleName?.text.hasSameBytes(as: name) == true }
    let side = shown.count == 1 ? shown[0] : configuration.side(ofRoleName: name)
    return side.map { ($0, .roleName) }
  }

  /// Returns whether both roles have the name, so that it identifies no side.
  private func isSharedRoleName(_ name: String) -> Bool {
    configuration.roleNames.count { $0?.hasSameBytes(as: name) == true } > 1
  }

  private func ofAccount(_ arn: LocatedString?) -> (Side, Evidence)? {
    configuration.side(ofAccount: arn).map { ($0, .account) }
  }

  /// The side by the first attached policy that is of an account; those of AWS are of none.
  private func ofAttachedPolicies(_ list: Document) -> (Side, Evidence)? {
    list.attachedPolicyARNs.lazy.compactMap { ofAccount($0) }.first
  }

  /// The side of the other documents in a folder that holds documents of one side only.
  private func byFolder(_ document: Document) -> (Side, Evidence)? {
    let folder = Folder(of: document)
    if folder == configuration.folder { return nil }
    let others = members.filter { $0.part != .replication && Folder(of: $0.document) == folder }
    guard let first = others.first, first.sides.count == 1, others.allSatisfy({ $0.sides == first.sides }) else {
      return nil
    }
    return (first.sides[0], .folder(first.document.path))
  }

  /// Returns whether a document of another folder is about this setup.
  private func isRelevant(_ document: Document) -> Bool {
    if document.part != nil, !document.isEmbeddedPart { return true }
    let isNamed = isSole(document) && byName(document) != nil
    switch document.kind {
    case .role:
      return configuration.side(ofRole: document.roleARN?.text) != nil || ofAccount(document.roleARN) != nil || isNamed
    case .policy: return ofAccount(document.policyARN) != nil
    case .rolePolicy where document.inlineRoleName.map(isSharedRoleName) == false: return ofRoleName(document) != nil
    case .attachedPolicies: return ofAttachedPolicies(document) != nil
    case .bucketVersioning: return isNamed
    default: break
    }
    if let bucket = document.bucketPolicy?.bucket {
      return [configuration.destination, SourceBucket.named(in: site(.source).permissions)].contains {
        $0?.hasSameBytes(as: bucket) == true
      }
    }
    guard let policy = document.policy else { return false }
    if policy.purpose == .trust { return policy.namesBackbeat || isNamed }
    return configuration.isNamed(in: policy) || isSole(document) && policy.asksForReplication
  }
}
