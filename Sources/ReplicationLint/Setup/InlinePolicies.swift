import JSONSource

/// The names of the inline policies of a role, as list-role-policies answers them. An answer without them is nothing to
/// check, and is passed over once setups are known.
extension SiteAssignment {
  /// Leaves the verdict open where such an answer names more policies than are given: one that is not is in force all the
  /// same.
  mutating func doubtInlinePolicies(_ documents: [Document]) {
    let lists = documents.filter { $0.json.isListOfInlinePolicies }
    if lists.isEmpty { return }
    let folders = partFolders
    for list in lists {
      let names = list.json.inlinePolicyNames
      if let (side, _) = byName(list) ?? bySiteFolder(list) {
        if let missing = missing(names, side) {
          doubt("the \(side.rawValue) role has the inline policy \(quoted: missing), which is not given")
        }
      } else if isNear(list) || folders.contains(Folder(of: list)),
        Side.allCases.allSatisfy({ missing(names, $0) != nil })
      {
        doubt("it is not known which role \(quoted: list.path) is about")
      }
    }
  }

  /// The last of `names` that can be none of the policies that are given for a side; nil where each may be given.
  private func missing(_ names: [String], _ side: Side) -> String? {
    let site = site(side)
    // Without any policy nothing is proved.
    if site.permissions.isEmpty { return nil }
    let known = site.permissions.filter { $0.kind == .rolePolicy }.compactMap { $0.inlinePolicyName }
    let missing = names.filter { name in !known.contains { $0.hasSameBytes(as: name) } }
    // A policy in a file may be any of them, unless it is one of those that are attached.
    let files = site.permissions.count { $0.kind != .rolePolicy && $0.kind != .policyVersion }
    let free = site.attachedPolicies == nil ? files : min(files, max(site.givenCount - site.attachedCount, 0))
    return missing.count > free ? missing.last : nil
  }
}

extension Document {
  /// The name of an inline policy.
  fileprivate var inlinePolicyName: String? { (part ?? json.root).member("PolicyName")?.string?.text }
}
