import JSONSource

/// The inline policies of a Terraform plan, which name their role.
extension SiteAssignment {
  /// Gives each inline policy of a plan to the side whose role it names, and returns what is settled by that.
  ///
  /// A plan may call its roles otherwise than `Role` does, so that a name that fits neither of them shows something only
  /// where the plan has policies of both.
  mutating func assignPlanPolicies(_ all: [Document]) -> Set<Document.ID> {
    let named = all.filter { $0.planRoleName != nil }
    if named.isEmpty { return [] }
    let roles = configuration.roleNames.compactMap { $0 }
    let isCertain = roles.allSatisfy { role in named.contains { $0.planRoleName?.hasSameBytes(as: role) == true } }
    var settled: Set<Document.ID> = []
    for document in named {
      guard let name = document.planRoleName else { continue }
      if let (side, evidence) = ofRoleName(document) {
        put(document, .permissions, [side], evidence)
      } else if isCertain, !isSharedRoleName(name) {
        leave(document, "neither role is called \(quoted: name)")
      } else {
        continue
      }
      settled.insert(document.id)
    }
    return settled
  }
}
