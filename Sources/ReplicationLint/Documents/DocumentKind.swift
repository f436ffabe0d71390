public import JSONSource

/// What a file is. The raw values are the names used on the command line and in reports.
public enum DocumentKind: String, Sendable, Hashable, CaseIterable {
  /// Who may assume a role: the document given to create-role.
  case trustPolicy = "trust-policy"
  /// What a role may do: the document given to create-policy.
  case permissionPolicy = "permission-policy"
  /// The document given to put-bucket-replication.
  case replicationConfiguration = "replication-configuration"
  /// The output of create-role and get-role.
  case role
  /// The output of create-policy and get-policy; it holds no document.
  case policy
  /// The output of get-policy-version.
  case policyVersion = "policy-version"
  /// The output of get-bucket-replication.
  case bucketReplication = "bucket-replication"
  /// The output of get-bucket-versioning.
  case bucketVersioning = "bucket-versioning"
  /// The output of head-object.
  case objectHead = "object-head"
  /// The output of list-attached-role-policies.
  case attachedPolicies = "attached-policies"
  /// Who may do what in a bucket: the document given to put-bucket-policy.
  case bucketPolicy = "bucket-policy"
  /// The output of get-bucket-policy.
  case bucketPolicyOutput = "bucket-policy-output"
  /// None of the above that content could tell.
  case unknown

  /// Whether the file is the output of an AWS CLI command, as against a document given to one.
  public var isCapture: Bool {
    switch self {
    case .trustPolicy, .permissionPolicy, .replicationConfiguration, .bucketPolicy, .unknown: false
    default: true
    }
  }

  /// The kind in words for people: `trust policy`.
  var words: String { rawValue.replacing("-", with: " ") }

  /// Tells what `json` is by its content; a few misspelt names do not hide it.
  public static func detect(_ json: JSONDocument) -> DocumentKind {
    if let kind = detectCapture(json.root) { return kind }
    let kind = detectDocument(json.root)
    return kind == .unknown && !json.isValid ? guess(json.source.bytes) : kind
  }

  /// Tells what a file that is no JSON was meant to be, by words that only one of the documents has.
  ///
  /// URL-encoded policies, as IAM itself answers them, hold these words too.
  private static func guess(_ bytes: [UInt8]) -> DocumentKind {
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
    func holds(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    if holds("AssumeRole", "Principal") { return .trustPolicy }
    if holds("Statement", "Effect") { return .permissionPolicy }
    return holds("Rules", "Destination", "ReplicationConfiguration") ? .replicationConfiguration : .unknown
  }

  private static func detectCapture(_ root: JSONNode) -> DocumentKind? {
    let names = Set(root.members.compactMap { $0.name.string?.text })
    func kind(_ name: String) -> JSONNode.Kind? { root.member(name)?.kind }
    if kind("Role") == .object { return .role }
    if kind("PolicyVersion") == .object { return .policyVersion }
    if kind("Policy") == .object { return .policy }
    if names == ["Policy"], let text = root.member("Policy")?.string?.text, isPolicy(text) {
      return .bucketPolicyOutput
    }
    if kind("ReplicationConfiguration") == .object { return .bucketReplication }
    if kind("AttachedPolicies") == .array { return .attachedPolicies }
    if names.contains("ReplicationStatus") || (names.contains("ETag") && names.contains("LastModified")) {
      return .objectHead
    }
    if let status = root.member("Status")?.string?.text, ["Enabled", "Suspended"].contains(status),
      names.subtracting(["Status", "MFADelete"]).isEmpty
    {
      return .bucketVersioning
    }
    return nil
  }

  /// What `node` is beyond doubt, where it cannot be the `stated` document: a replication configuration in place of a
  /// policy, or the reverse.
  static func contradiction(_ stated: DocumentKind, _ node: JSONNode) -> DocumentKind? {
    let names = Set(node.members.compactMap { $0.name.string?.text })
    let isPolicy = names.contains("Statement")
    let isReplication = names.contains("Rules") || names.contains("Role")
    switch stated {
    case .trustPolicy, .permissionPolicy, .role, .policyVersion:
      return isReplication && !isPolicy && !names.contains("Version") ? .replicationConfiguration : nil
    case .replicationConfiguration, .bucketReplication:
      return isPolicy && !isReplication ? purpose(node) : nil
    default: return nil
    }
  }

  /// Tells which of the three documents an object is.
  static func detectDocument(_ node: JSONNode) -> DocumentKind {
    let names = node.members.compactMap { $0.name.string?.text }
    func has(_ name: String) -> Bool {
      names.contains { $0 == name || suggestion(for: $0, among: [name]) == name }
    }
    if has("Statement") { return purpose(node) }
    if has("Rules") || has("Role") { return .replicationConfiguration }
    if has("Version") { return .permissionPolicy }
    return .unknown
  }

  /// Whether `text` is a policy, as get-bucket-policy prints it in a string.
  private static func isPolicy(_ text: String) -> Bool {
    let root = JSONDocument(SourceFile(name: "", text: text)).root
    return root.kind == .object && detectDocument(root) != .unknown && root.member("Statement") != nil
  }

  private static func purpose(_ node: JSONNode) -> DocumentKind {
    let policy = PolicyDocument(node, purpose: .permission)
    var statementsOfBucket = 0
    var buckets: Set<String> = []
    for statement in policy.readableStatements {
      let actions = (statement.action.value?.items ?? []) + (statement.notAction.value?.items ?? [])
      if actions.contains(where: { $0.text.lowercased().hasPrefix("sts") }) { return .trustPolicy }
      let names = statement.unknownMembers.map(\.name.text)
      let hasPrincipal =
        statement.principal.isThere || statement.notPrincipal.isThere
        || names.contains { suggestion(for: $0, among: ["Principal"]) != nil }
      let hasResource = statement.resource.isThere || statement.notResource.isThere
      if hasPrincipal, !hasResource { return .trustPolicy }
      if hasPrincipal { statementsOfBucket += 1 }
      let resources = (statement.resource.value?.items ?? []) + (statement.notResource.value?.items ?? [])
      buckets.formUnion(resources.compactMap { ARN($0).bucket?.text })
    }
    // The resources of a bucket policy are all in one bucket; a policy of a role about several, in which not every
    // statement has a principal, has a principal too many.
    if statementsOfBucket == 0 || (statementsOfBucket < policy.readableStatements.count && buckets.count > 1) {
      return .permissionPolicy
    }
    return .bucketPolicy
  }
}
