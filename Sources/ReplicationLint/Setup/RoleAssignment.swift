import JSONSource

/// The roles of the sites, and what answers about roles and accounts hold of them.
extension SiteAssignment {
  /// Captures of the roles that `Role` names come first, so that another role of the same account does not take their
  /// place, whatever the order of the files; then those with a name that shows what is meant. Of several others of one
  /// account it is not known which of them is the role.
  mutating func assignRoles(_ captures: [Document]) {
    for capture in captures where isNamedRole(capture) { assignRole(capture, sideOfRole(capture)) }
    let others = captures.filter { !isNamedRole($0) }
    for capture in others where isCloselyNamed(capture) { assignRole(capture, sideOfRole(capture)) }
    let rest = others.filter { !isCloselyNamed($0) }.map { (capture: $0, side: sideOfRole($0)) }
    var open: [Side: [Document]] = [:]
    for (capture, side) in rest {
      if let side = side?.0, role(side) == nil { open[side, default: []].append(capture) }
    }
    // Another capture of a side whose role is not the first one's.
    var rivals: [Side: Document] = [:]
    for (side, list) in open { rivals[side] = list.first { !isSameRole($0, list[0]) } }
    for (capture, side) in rest {
      if let side, rivals[side.0] != nil {
        leave(capture, "it is one of several roles in its account")
      } else {
        assignRole(capture, side)
      }
    }
    for side in Side.allCases {
      guard let first = open[side]?.first, let other = rivals[side] else { continue }
      doubt("it is not known which of \(quoted: first.path) and \(quoted: other.path) shows the \(side.rawValue) role")
    }
  }

  private mutating func assignRole(_ capture: Document, _ side: (Side, Evidence)?) {
    if let side = side?.0, let other = role(side), !isSameRole(capture, other) {
      // A Terraform state holds roles that replication has nothing to do with.
      if capture.isEmbeddedPart { return }
      place(capture, .role, nil, "\(quoted: other.path) shows the \(side.rawValue) role")
      return
    }
    place(capture, .role, side, "`Role` names another role")
    if let (side, evidence) = side, capture.policy != nil { put(capture, .trust, [side], evidence) }
  }

  private func sideOfRole(_ capture: Document) -> (Side, Evidence)? {
    byCertainName(capture) ?? configuration.side(ofRole: capture.roleARN?.text).map { ($0, Evidence.roleARN) }
      ?? ofAccount(capture.roleARN) ?? ofCreatedName(capture) ?? byName(capture)
  }

  /// Returns whether the name of its file, or that of the role, shows that a capture is of the role of its side, although
  /// `Role` names another one.
  private func isCloselyNamed(_ capture: Document) -> Bool {
    guard let side = sideOfRole(capture)?.0 else { return false }
    if byName(capture)?.0 == side { return true }
    let index = side == .source ? 0 : 1
    guard index < configuration.roleNames.count, let name = configuration.roleNames[index],
      let created = capture.roleName?.text
    else { return false }
    return name.hasSameBytes(as: created) || suggestion(for: created, among: [name]) != nil
  }

  func role(_ side: Side) -> Document? {
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

  /// Takes the roles that `Role` names out of what list-roles and get-account-authorization-details answered, with their
  /// trust policies and inline policies.
  ///
  /// An inline policy stays, whatever create-policy and attach-role-policy add, so that it counts beside files.
  mutating func assignAccountRoles(_ parts: [Document]) {
    for part in parts {
      guard let side = configuration.side(ofRole: part.roleARN?.text) else { continue }
      if part.kind == .rolePolicy { put(part, .permissions, [side], .roleARN) }
      if part.kind != .role || role(side) != nil { continue }
      put(part, .role, [side], .roleARN)
      if part.policy != nil { put(part, .trust, [side], .roleARN) }
    }
  }

  /// Takes the policies that are attached to the roles out of what get-account-authorization-details answered.
  ///
  /// Policies in files are what will be put, so that those of the account count only for a side without any.
  mutating func assignAccountPolicies(_ parts: [Document]) {
    for side in Side.allCases where documents(.permissions, side).allSatisfy({ $0.kind == .rolePolicy }) {
      let role = parts.first { $0.kind == .role && configuration.side(ofRole: $0.roleARN?.text) == side }
      let lists = [role, site(side).attachedPolicies].compactMap { $0 }
      let attached = Set(lists.flatMap { $0.attachedPolicyARNs }.map { $0.text })
      for part in parts where part.kind == .policyVersion {
        if part.policyARN.map({ attached.contains($0.text) }) == true { put(part, .permissions, [side], .attached) }
      }
    }
  }
}
