public import JSONSource

/// The kind of a file. The raw values are the names used on the command line and in reports.
@nonexhaustive public enum DocumentKind: String, Sendable, Hashable, CaseIterable {
  /// A trust policy: the document given to create-role.
  case trustPolicy = "trust-policy"
  /// A permission policy: the document given to create-policy.
  case permissionPolicy = "permission-policy"
  /// The document given to put-bucket-replication.
  case replicationConfiguration = "replication-configuration"
  /// The output of create-role and get-role.
  case role
  /// The output of create-policy and get-policy; it holds no document.
  case policy
  /// The output of get-policy-version.
  case policyVersion = "policy-version"
  /// The output of get-role-policy: an inline policy of a role.
  case rolePolicy = "role-policy"
  /// The output of get-bucket-replication.
  case bucketReplication = "bucket-replication"
  /// The output of get-bucket-versioning.
  case bucketVersioning = "bucket-versioning"
  /// The output of head-object.
  case objectHead = "object-head"
  /// The output of list-attached-role-policies.
  case attachedPolicies = "attached-policies"
  /// The output of list-roles, which holds several roles.
  case roles
  /// The output of get-account-authorization-details, which holds several roles and policies.
  case accountDetails = "account-details"
  /// A bucket policy: the document given to put-bucket-policy.
  case bucketPolicy = "bucket-policy"
  /// The output of get-bucket-policy.
  case bucketPolicyOutput = "bucket-policy-output"
  /// The output of `terraform show -json` for a plan or a state, with policies as strings in it.
  case terraformPlan = "terraform-plan"
  /// A foreign file: nothing in it shows one of the above.
  case unknown

  /// Indicates whether the file is the output of an AWS CLI command, as against a document given to one.
  public var isCLIOutput: Bool {
    switch self {
    case .trustPolicy, .permissionPolicy, .replicationConfiguration, .bucketPolicy, .unknown: false
    default: true
    }
  }

  /// Indicates whether a file of this kind holds several documents.
  public var holdsSeveral: Bool { self == .roles || self == .accountDetails || self == .terraformPlan }

  /// Indicates whether the file is a policy, as it is given to a command.
  var isPolicy: Bool { self == .trustPolicy || self == .permissionPolicy || self == .bucketPolicy }

  /// The command that prints such an answer; nil for a document, which is given to a command.
  var command: Message? {
    switch self {
    case .role: "get-role"
    case .policy: "get-policy"
    case .policyVersion: "get-policy-version"
    case .rolePolicy: "get-role-policy"
    case .bucketReplication: "get-bucket-replication"
    case .bucketVersioning: "get-bucket-versioning"
    case .objectHead: "head-object"
    case .attachedPolicies: "list-attached-role-policies"
    case .roles: "list-roles"
    case .accountDetails: "get-account-authorization-details"
    case .bucketPolicyOutput: "get-bucket-policy"
    case .terraformPlan: "`terraform show -json` with policies about replication"
    case .trustPolicy, .permissionPolicy, .replicationConfiguration, .bucketPolicy, .unknown: nil
    }
  }

  /// The kind in words for people, with its article: `a trust policy`, `an answer of get-role`.
  var words: Message {
    if let command { return "an answer of \(command)" }
    let words = rawValue.parts(separatedBy: "-").joined(separator: " ")
    return "a \(words)"
  }

  /// Detects what `json` is by the evidence in it, as far as it could be read.
  public static func detect(_ json: JSONDocument) -> DocumentKind { FileEvidence(json)?.kind ?? .unknown }

  /// The certain kind of `node`, where it cannot be the `stated` document: a replication configuration in place of a
  /// policy, or the reverse.
  static func contradiction(_ stated: DocumentKind, _ node: JSONNode) -> DocumentKind? {
    let table = MemberTable(node)
    let isPolicy = table.has("Statement")
    let isReplication = table.has("Rules") || table.has("Role")
    switch stated {
    case .trustPolicy, .permissionPolicy:
      return isReplication && !isPolicy && !table.has("Version") ? .replicationConfiguration : nil
    case .replicationConfiguration, .bucketReplication:
      guard isPolicy, !isReplication else { return nil }
      return PolicyEvidence(table)?.kind ?? .permissionPolicy
    default: return nil
    }
  }
}
