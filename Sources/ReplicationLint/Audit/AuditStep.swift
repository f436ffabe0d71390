/// An answer of AWS CLI that an audit needs. The raw value is the operation.
///
/// The script that reads a setup and the run that does so itself share this description, so that both ask the same
/// questions and leave the same folder.
enum AuditStep: String, Sendable, CaseIterable {
  case configuration = "get-bucket-replication"
  case role = "get-role"
  case attachedPolicies = "list-attached-role-policies"
  case inlinePolicies = "list-role-policies"
  case policy = "get-policy"
  case policyVersion = "get-policy-version"
  case inlinePolicy = "get-role-policy"
  case versioning = "get-bucket-versioning"
  case bucketPolicy = "get-bucket-policy"
  case location = "get-bucket-location"
  case object = "head-object"

  /// A service, as the endpoints of a site distinguish them. The raw value is the name in the functions of the script.
  enum Service: String, Sendable {
    case s3, iam

    /// The command of AWS CLI.
    var command: String { self == .s3 ? "s3api" : "iam" }
  }

  /// The service that answers.
  var service: Service {
    switch self {
    case .configuration, .versioning, .bucketPolicy, .location, .object: .s3
    case .role, .attachedPolicies, .inlinePolicies, .policy, .policyVersion, .inlinePolicy: .iam
    }
  }

  /// The options, each with its value. A value is joined to its option, since it may begin with a hyphen.
  func options(_ names: AuditNames) -> [(name: String, value: String)] {
    switch self {
    case .configuration, .versioning, .bucketPolicy, .location: [("--bucket", names.bucket)]
    case .object: [("--bucket", names.bucket), ("--key", names.key)]
    case .role, .attachedPolicies, .inlinePolicies: [("--role-name", names.role)]
    case .policy: [("--policy-arn", names.policy)]
    case .policyVersion: [("--policy-arn", names.policy), ("--version-id", names.version)]
    case .inlinePolicy: [("--role-name", names.role), ("--policy-name", names.policy)]
    }
  }

  /// The name of the file that keeps the answer.
  func file(_ names: AuditNames) -> String {
    switch self {
    case .configuration: AuditManifest.configuration
    case .role: "\(names.side)-role.json"
    case .attachedPolicies: "\(names.side)-attached-policies.json"
    case .inlinePolicies: "\(names.side)-inline-policies.json"
    case .policy, .policyVersion, .inlinePolicy: "\(names.side)-policy-\(names.count).json"
    case .versioning: "\(names.side)-versioning.json"
    case .bucketPolicy: "\(names.side)-bucket-policy.json"
    case .location: "\(names.side)-bucket-location.json"
    case .object: "\(names.side)-head-object.json"
    }
  }

  /// The facts that are unknown without the answer.
  func subject(_ names: AuditNames) -> String {
    switch self {
    case .configuration: "the replication configuration"
    case .role: "the \(names.side) role \(names.role)"
    case .attachedPolicies: "the policies attached to the \(names.side) role"
    case .inlinePolicies: "the inline policies of the \(names.side) role"
    case .policy, .policyVersion, .inlinePolicy: "a policy of the \(names.side) role"
    case .versioning: "versioning of the \(names.side) bucket"
    case .bucketPolicy: "the policy of the \(names.side) bucket"
    case .location: "the location of the \(names.side) bucket"
    case .object: "the object in the \(names.side) bucket"
    }
  }

  /// The error code by which the server answers that a bucket has no policy.
  static let noBucketPolicy = "NoSuchBucketPolicy"
}

/// The subjects of an audit's steps: values, or the variables of a script that hold them.
struct AuditNames: Sendable {
  var side: String
  var bucket: String
  var key = ""
  var role = ""
  /// The ARN of an attached policy, or the name of an inline one.
  var policy = ""
  var version = ""
  /// The number of the policy at its site, from 1.
  var count = ""

  /// The variables of the script.
  static let script = AuditNames(
    side: "$side", bucket: "$bucket", key: "$key", role: "$role", policy: "$policy", version: "$version",
    count: "$count")
}
