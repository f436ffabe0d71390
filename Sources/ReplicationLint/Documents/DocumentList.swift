package import JSONSource

extension Document {
  /// All documents in one file: the file's own first, then those in it where a command printed several.
  ///
  /// list-roles yields a `role` for each role. get-account-authorization-details yields a `role` for each role, a
  /// `role-policy` for each of its inline policies, and a `policy-version` for the default version of each policy. A
  /// Terraform plan yields the policies about replication in it.
  package static func documents(in source: SourceFile, kind: DocumentKind? = nil) -> [Document] {
    documents(in: DetectedFile(source, kind: kind))
  }

  /// The same, where it is known what the file is.
  static func documents(in file: DetectedFile) -> [Document] {
    let file = Document(file)
    let root = file.json.root
    switch file.kind {
    case .roles: return [file] + roles(in: root.member("Roles") ?? root)
    case .accountDetails:
      return [file] + roles(in: root.member("RoleDetailList")) + policies(in: root.member("Policies"))
    case .terraformPlan:
      let entries = TerraformPlan(MemberTable(root))?.entries ?? []
      return [file] + entries.compactMap { Document(text: $0.text, owner: $0.resource, kind: $0.kind) }
    default: return [file]
    }
  }

  private static func roles(in list: JSONNode?) -> [Document] {
    (list?.elements ?? []).flatMap { role in
      let inline = role.member("RolePolicyList")?.elements ?? []
      return [Document(part: role, kind: .role)]
        + inline.map { Document(part: $0, owner: role, kind: .rolePolicy) }
    }
  }

  private static func policies(in list: JSONNode?) -> [Document] {
    (list?.elements ?? []).compactMap { policy in
      let versions = policy.member("PolicyVersionList")?.elements ?? []
      guard let version = versions.first(where: { $0.member("IsDefaultVersion")?.boolean == true }) else { return nil }
      return Document(part: version, owner: policy, kind: .policyVersion)
    }
  }
}
