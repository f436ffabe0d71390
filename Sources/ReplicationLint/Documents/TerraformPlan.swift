import JSONSource

/// The policies about replication in what `terraform show -json` prints of a plan or a state.
///
/// `jsonencode(...)` leaves a policy as a string in the values of its resource, in the root module and in modules below
/// it (`planned_values` of a plan, `values` of a state). A plan holds the policies of everything else too: of roles those
/// count that name Backbeat, and of permission policies those that name replication and all that a role which counts
/// has, as each of them decides what the role may do.
struct TerraformPlan {
  /// One policy.
  struct Entry {
    /// The string that holds it.
    let text: JSONNode
    /// Its resource.
    let resource: JSONNode
    let kind: DocumentKind
  }

  /// The policies in file order; at least one.
  let entries: [Entry]

  /// Reads a file; nil where it is no plan, or one without such a policy. O(size of the resources).
  init?(_ file: MemberTable) {
    guard file.has("format_version", .string), let values = file["planned_values"] ?? file["values"] else { return nil }
    var resources: [Resource] = []
    // Modules in file order, each before those inside it.
    var modules = [values.member("root_module")].compactMap { $0 }
    while let module = modules.popLast() {
      resources += (module.member("resources")?.elements ?? []).compactMap { Resource($0) }
      modules += (module.member("child_modules")?.elements ?? []).reversed()
    }
    let references = TerraformReferences(file)
    let named = Set(resources.filter { $0.isAboutReplication }.flatMap { $0.roles(references) })
    let attached = Set(resources.filter { $0.isAttachment(to: named, references) }.flatMap { $0.policies(references) })
    entries = resources.compactMap { resource in
      resource.isAboutReplication || resource.isPolicy(ofRoles: named, orAttached: attached, references)
        ? resource.entry : nil
    }
    if entries.isEmpty { return nil }
  }
}

extension TerraformPlan {
  /// A resource that holds a policy, or that attaches one to a role.
  fileprivate struct Resource {
    private let type: ResourceType
    private let values: JSONNode
    private let address: String?
    /// The policy; nil for an attachment.
    let entry: Entry?
    /// Indicates whether the policy itself shows that it is about replication.
    let isAboutReplication: Bool

    private enum ResourceType: String {
      case role = "aws_iam_role"
      case policy = "aws_iam_policy"
      case inlinePolicy = "aws_iam_role_policy"
      case bucketPolicy = "aws_s3_bucket_policy"
      case attachment = "aws_iam_role_policy_attachment"
    }

    init?(_ resource: JSONNode) {
      guard let name = resource.member("type")?.string?.text, let type = ResourceType(rawValue: name),
        let values = resource.member("values")
      else { return nil }
      (self.type, self.values) = (type, values)
      address = resource.member("address")?.string.map { TerraformReferences.withoutKey($0.text) }
      let (member, kind): (String, DocumentKind)
      switch type {
      case .role: (member, kind) = ("assume_role_policy", .trustPolicy)
      case .policy, .inlinePolicy: (member, kind) = ("policy", .permissionPolicy)
      case .bucketPolicy: (member, kind) = ("policy", .bucketPolicy)
      case .attachment:
        (entry, isAboutReplication) = (nil, false)
        return
      }
      guard let text = values.member(member), let content = text.string?.text else { return nil }
      entry = Entry(text: text, resource: resource, kind: kind)
      isAboutReplication =
        switch type {
        case .role: content.lowercased().hasPart("backbeat")
        case .bucketPolicy: true
        default: content.lowercased().hasPart("replica")
        }
    }

    private func text(_ name: String) -> String? { values.member(name)?.string?.text }

    /// The role that the resource is or belongs to, by the names and addresses that others may give it.
    func roles(_ references: TerraformReferences) -> [String] {
      switch type {
      case .role: [text("name"), text("id"), address].compactMap { $0 }
      case .inlinePolicy, .attachment:
        [text("role")].compactMap { $0 } + references.resources(of: "role", at: address ?? "")
      case .policy, .bucketPolicy: []
      }
    }

    /// The policy that is attached, or the policy itself, by its ARN where that is known, and by its address.
    func policies(_ references: TerraformReferences) -> [String] {
      type == .attachment
        ? [text("policy_arn")].compactMap { $0 } + references.resources(of: "policy_arn", at: address ?? "")
        : [text("arn"), address].compactMap { $0 }
    }

    func isAttachment(to roles: Set<String>, _ references: TerraformReferences) -> Bool {
      type == .attachment && self.roles(references).contains(where: roles.contains)
    }

    func isPolicy(ofRoles roles: Set<String>, orAttached policies: Set<String>, _ references: TerraformReferences)
      -> Bool
    {
      switch type {
      case .inlinePolicy: self.roles(references).contains(where: roles.contains)
      case .policy: self.policies(references).contains(where: policies.contains)
      case .role, .bucketPolicy, .attachment: false
      }
    }
  }
}
