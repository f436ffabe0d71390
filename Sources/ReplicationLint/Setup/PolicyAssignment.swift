import JSONSource

/// Trust policies and permission policies: one serves both roles, as in the guide, where no other is there; several are
/// distinguished by evidence.
extension SiteAssignment {
  /// Assigns permission policies. The policies of a role add up, so that one of another folder joins those nearer to
  /// the configuration, and the setup is then not proved.
  mutating func assignPermissions(_ all: [Document]) {
    for document in all {
      guard let name = document.inlineRoleName else { continue }
      if let (side, evidence) = ofRoleName(document) {
        put(document, .permissions, [side], evidence)
      } else if !isSharedRoleName(name) {
        place(document, .permissions, nil, "neither role is called \(quoted: name)")
      }
    }
    let ofPlan = assignPlanPolicies(all)
    distribute(
      all.filter { ($0.inlineRoleName.map(isSharedRoleName) ?? true) && !ofPlan.contains($0.id) }, .permissions)
  }

  /// Assigns trust policies. A role has one, so that of two for one side in one folder neither is taken.
  mutating func assignTrust(_ all: [Document]) {
    let documents = all.filter { !isShown($0) }
    let folders = TrustFolders(documents, parts: partFolders)
    var candidates: [Document] = []
    var bystanders: [Document] = []
    for document in documents {
      switch trustRelevance(document, in: folders) {
      case .candidate: candidates.append(document)
      case .bystander: bystanders.append(document)
      case .none: break
      }
    }
    distribute(candidates, .trust)
    guard isForWantOfOthers(.trust) else { return }
    for document in bystanders { leaveUndecided(document, .trust) }
  }

  /// Returns whether what create-role answered shows the trust policies of all sides, so that the file adds nothing;
  /// the file that the roles were made from has the same content.
  private mutating func isShown(_ document: Document) -> Bool {
    let roles = members.filter { $0.part == .role && $0.document.policy != nil }
    let same = roles.filter { $0.document.hasSameContent(as: document) }
    if let capture = same.first {
      add(document, .trust, same.flatMap { $0.sides }, .sameContent(capture.document.path))
    }
    let isOpen = Side.allCases.contains { !has(.trust, $0) }
    if roles.isEmpty || isOpen { return false }
    if same.isEmpty, isNear(document) || document.policy?.namesBackbeat == true {
      leave(document, "the roles were created with another trust policy")
    }
    return true
  }

  // MARK: Sides

  private mutating func distribute(_ documents: [Document], _ part: SetupMember.Part) {
    guard let first = documents.first else { return }
    if documents.allSatisfy({ $0.hasSameContent(as: first) }) { return assignSame(documents, part) }
    let nearest = documents.filter { !isFarther($0, first) }
    let isShared = nearest.allSatisfy { $0.hasSameContent(as: first) && byName($0) == nil }
    if isShared, nearest.count < documents.count {
      return share(nearest, part, beside: Array(documents.dropFirst(nearest.count)))
    }
    settleAll(documents, part)
  }

  /// Settles the documents that show their side by themselves first, so that they show that of the others in their
  /// folders, whatever the order of the files.
  private mutating func settleAll(_ documents: [Document], _ part: SetupMember.Part) {
    let sides = documents.map { document in
      let isSure = part == .permissions && document.policy?.isDenyOnly != true
      return (document: document, isKnown: isSure && sideOfItself(document) != nil)
    }
    for side in sides where side.isKnown { settle(side.document, part) }
    for side in sides where !side.isKnown { settle(side.document, part) }
    if part == .permissions { settleLast() }
  }

  /// Gives the target the only policy about replication that nothing assigns, such as one on `*`, where its folder is that
  /// of a role and the source has its policies elsewhere. Where no policy names the destination, it may be one that names
  /// another bucket by mistake.
  private mutating func settleLast() {
    var open = undecided.filter { mayBePolicy($0, of: .target) }
    if open.isEmpty, !isDestinationNamed { open = undecided.filter(isOfOtherSite) }
    guard sourceBucket != nil, open.count == 1, isOfAnotherRole(open[0]), firstRival(.permissions, .target) == nil,
      let trust = trust(beside: open[0])
    else { return }
    takeBack(open[0])
    put(open[0], .permissions, [.target], .folder(trust.path))
  }

  /// The permission policies that are left over.
  private var undecided: [Document] {
    leftOver.map { $0.document }.filter { $0.policy?.purpose == .permission && !$0.isOldVersion }
  }

  /// The nearest policies serve the sides that no other policy shows to be its own.
  private mutating func share(_ nearest: [Document], _ part: SetupMember.Part, beside others: [Document]) {
    var rivals: [Document] = []
    for document in others where !document.hasSameContent(as: nearest[0]) {
      // A policy that refuses Backbeat does not take the place of one that is nearer, and leaves the verdict open.
      if part == .trust, isBeside(.trust, document), !document.trustsBackbeat {
        leaveUndecided(document, part)
      } else {
        rivals.append(document)
      }
    }
    settleAll(rivals, part)
    let claimed = firstRival(part, .source) ?? firstRival(part, .target)
    let own = ownSide(nearest[0], part)
    for (index, side) in Side.allCases.enumerated() {
      let document = nearest[min(index, nearest.count - 1)]
      let isNamed = part == .permissions && (configuration.names(side, in: document) || mayBeOf(side, document))
      if let other = firstRival(part, side) {
        // Policies add up, so that one more than what the role surely has only matters where it takes away.
        if !isNamed || isSurely(other, of: side) && document.policy?.hasDeny != true { continue }
        put(document, part, [side], .buckets)
        doubtOfBoth(document, other, side)
      } else if let claimed {
        // A policy of one role only is not the one of the other.
        if let own, own.0 != side, !isNamed { continue }
        put(document, part, [side], own.flatMap { $0.0 == side ? $0.1 : nil } ?? .otherSide(claimed.path))
      } else {
        // A policy of one role only is not the one of the other where one that is left over may be.
        let isOfOther = part == .permissions && !isNamed && own.map { $0.0 != side } ?? false
        if isOfOther, undecided.contains(where: { mayBePolicy($0, of: side) || isOfOtherSite($0) }) {
          continue
        }
        put(document, part, [side], .onlyOne)
      }
    }
    if part == .permissions, firstRival(part, .target)?.id == nearest[nearest.count - 1].id {
      for other in undecided where isOfAnotherRole(other) { doubtOfBoth(nearest[nearest.count - 1], other, .target) }
    }
  }

  /// Returns whether a policy that does not show the source bucket, as one of another folder does, names it, and is that
  /// of a role as far as the trust policy beside it shows.
  private func mayBeOf(_ side: Side, _ document: Document) -> Bool {
    guard side == .source, let sourceBucket, trust(beside: document) != nil else { return false }
    return document.policy?.bucketsNamed.contains(sourceBucket) == true
  }

  /// Returns whether a policy is that of a side by its name, or one about replication in the folder of the target role.
  private func isSurely(_ document: Document, of side: Side) -> Bool {
    (byCertainName(document) ?? policyOfTargetRole?.side(of: document))?.0 == side
      || side == .target && document.policy?.touchesReplication == true && isOfAnotherRole(document)
        && trust(beside: document)?.policy?.namesBackbeat == true
  }

  private func mayBePolicy(_ document: Document, of side: Side) -> Bool {
    document.policy?.touchesReplication == true && configuration.mayName(side, in: document)
  }

  /// Gives a document to the side that its own evidence shows.
  private mutating func settle(_ document: Document, _ part: SetupMember.Part) {
    guard let (side, evidence) = ownSide(document, part) else { return leaveUndecided(document, part) }
    guard let other = firstRival(part, side) else { return put(document, part, [side], evidence) }
    if part == .permissions, !isFarther(document, other) { return put(document, part, [side], evidence) }
    let same = rivals(part, side).contains { $0.hasSameContent(as: document) }
    if part == .permissions {
      if same || document.policy?.touchesReplication != true { return }
      put(document, part, [side], evidence)
      return doubtOfBoth(other, document, side)
    }
    if same || document.trustsBackbeat && other.trustsBackbeat { return }
    if other.kind == .role { return leave(document, "the role was created with another trust policy") }
    leave(document, "\(quoted: other.path) is a trust policy of the \(side.rawValue) role too")
    doubtOfBoth(other, document, side)
    if isFarther(document, other) { return }
    remove(other, part, side)
    leave(other, "\(quoted: document.path) is a trust policy of the \(side.rawValue) role too")
  }

  /// The documents that have a part in a side, inline policies aside: a role has those beside all others.
  private func rivals(_ part: SetupMember.Part, _ side: Side) -> [Document] {
    documents(part, side).filter { $0.kind != .rolePolicy }
  }

  /// The first of them, found without a look at the others.
  private func firstRival(_ part: SetupMember.Part, _ side: Side) -> Document? {
    members.first { $0.part == part && $0.sides.contains(side) && $0.document.kind != .rolePolicy }?.document
  }

  mutating func doubtOfBoth(_ one: Document, _ other: Document, _ side: Side) {
    doubt("it is not known which of \(quoted: one.path) and \(quoted: other.path) the \(side.rawValue) role has")
  }

  /// Leaves a document over that may decide whether objects replicate.
  mutating func leaveUndecided(_ document: Document, _ part: SetupMember.Part) {
    if part == .permissions {
      leave(
        document, "neither its name nor the buckets that it names show whether it is the source's or the target's")
      // Policies add up, so that only a Deny can take away what others allow.
      if document.policy?.touchesReplication != true || document.policy?.hasDeny != true { return }
    } else {
      leave(
        document,
        ownSide(document, part) == nil
          ? "its name contains neither source nor target"
          : "it does not let Backbeat assume its role, as one nearer to the configuration does")
      if document.trustsBackbeat { return }
    }
    doubt("it is not known whether a role has the policy in \(quoted: document.path)")
  }

  /// The side of a permission policy by its name and its content.
  private func sideOfItself(_ document: Document) -> (Side, Evidence)? {
    byCertainName(document) ?? byRoleName(document) ?? policyOfTargetRole?.side(of: document)
      ?? ofMisspeltBucket(document) ?? ofBuckets(document)
  }

  private func ownSide(_ document: Document, _ part: SetupMember.Part) -> (Side, Evidence)? {
    if part == .trust { return byName(document) ?? byFolder(document) }
    if document.policy?.isDenyOnly == true {
      return byCertainName(document) ?? byRoleName(document) ?? sideOfDeny(document) ?? byName(document)
    }
    return sideOfItself(document) ?? byFolder(document) ?? byName(document)
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
        if part == .permissions, mayHaveAnother(side, than: document) { continue }
        if free.count > 1 { free.removeFirst() }
        let evidence = documents.count == 1 ? Evidence.onlyOne : .sameContent(other(than: document, documents))
        put(document, part, [side], evidence)
      }
    }
  }

  /// Returns whether a policy of the other role lies beside one on a pattern that may be the one of this role, or is that of
  /// one site while the policy of the other site is not given.
  private func mayHaveAnother(_ side: Side, than document: Document) -> Bool {
    guard let own = sideOfItself(document), own.0 != side, !configuration.names(side, in: document) else {
      return false
    }
    return side == .target && isOtherSiteWithoutPolicy(beside: document)
      || passedOver.contains { Folder(of: $0) == Folder(of: document) && mayBePolicy($0, of: side) }
  }

  private func other(than document: Document, _ documents: [Document]) -> String {
    documents.first { !$0.path.hasSameBytes(as: document.path) }?.path ?? document.path
  }
}
