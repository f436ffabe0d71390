import JSONSource

/// The policies that an account attaches to the roles, where get-account-authorization-details answered them.
extension SiteAssignment {
  /// Leaves the verdict open where the answer attaches more policies to a role than are given: one that is cut out by a
  /// filter, or by the end of a page, is in force all the same.
  mutating func doubtMissingPolicies(_ parts: [Document]) {
    for side in Side.allCases {
      guard let role = parts.first(where: { $0.kind == .role && isOf($0, side) }) else { continue }
      let attached = role.attachedPolicyARNs.map { $0.text }
      let permissions = documents(.permissions, side)
      // Without any policy nothing is proved.
      if permissions.isEmpty { continue }
      let given = permissions.filter { $0.kind != .rolePolicy }
      let known = given.compactMap { $0.part == nil ? nil : $0.policyARN?.text }
      let missing = attached.filter { arn in !known.contains { $0.hasSameBytes(as: arn) } }
      // A policy in a file may be any of them.
      if missing.count <= given.count(where: { $0.part == nil }) { continue }
      doubt("the \(side.rawValue) role has the policy \(quoted: missing[missing.count - 1]), which is not given")
    }
  }

  private func isOf(_ role: Document, _ side: Side) -> Bool {
    configuration.side(ofRole: role.roleARN?.text) == side
  }
}
