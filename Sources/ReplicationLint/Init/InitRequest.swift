/// The request for a new setup: the names and accounts from which its documents are written.
///
/// The defaults are the names of Scality's guide to manual replication setup.
public struct InitRequest: Sendable, Hashable {
  /// A part of a request. The raw value is how the command line calls it.
  @nonexhaustive public enum Parameter: String, Sendable, Hashable, CaseIterable {
    /// The bucket whose objects are replicated.
    case sourceBucket = "source-bucket"
    /// The bucket that gets the copies.
    case targetBucket = "target-bucket"
    /// The account of the source role.
    case sourceAccount = "source-account"
    /// The account of the target role.
    case targetAccount = "target-account"
    /// The name of the source role.
    case sourceRole = "source-role"
    /// The name of the target role.
    case targetRole = "target-role"
    /// The name of the policy of the source role.
    case sourcePolicy = "source-policy"
    /// The name of the policy of the target role.
    case targetPolicy = "target-policy"
    /// The beginning of the keys that are replicated.
    case prefix
    /// The name of the site, written as `StorageClass`.
    case site
    /// The kind of an external location, which has no target role.
    case externalType = "external-type"
    /// The address of S3 at the source.
    case sourceEndpoint = "source-endpoint"
    /// The address of S3 at the target.
    case targetEndpoint = "target-endpoint"
    /// The address of IAM at the source.
    case sourceIAMEndpoint = "source-iam-endpoint"
    /// The address of IAM at the target.
    case targetIAMEndpoint = "target-iam-endpoint"
    /// The AWS CLI profile for the source.
    case sourceProfile = "source-profile"
    /// The AWS CLI profile for the target.
    case targetProfile = "target-profile"
  }

  /// The options with which the printed commands reach one side.
  public struct Connection: Sendable, Hashable {
    /// The address of S3.
    public var endpoint: String
    /// The address of IAM; nil for port 8600 of the host of `endpoint`, as in the guide.
    public var iamEndpoint: String?
    /// The profile of AWS CLI.
    public var profile: String

    /// Makes a connection.
    public init(endpoint: String, iamEndpoint: String? = nil, profile: String) {
      self.endpoint = endpoint
      self.iamEndpoint = iamEndpoint
      self.profile = profile
    }

    /// The guide's source environment.
    public static let guideSource = Connection(endpoint: "http://node1", profile: "backbeat-source")
    /// The guide's target environment.
    public static let guideTarget = Connection(endpoint: "http://node6", profile: "backbeat-target")
  }

  /// The bucket that is replicated.
  public var sourceBucket: String
  /// The bucket that receives the objects.
  public var targetBucket: String
  /// The twelve digits of the account that owns the source bucket.
  public var sourceAccount: String
  /// The twelve digits of the account that owns the target bucket; nil only for an external location.
  public var targetAccount: String?
  /// The name of the role to create at the source.
  public var sourceRole = "SourceRoleForS3Replication"
  /// The name of the role to create at the target.
  public var targetRole = "TargetRoleForS3Replication"
  /// The name of the policy to create at the source.
  public var sourcePolicy = "SourcePolicyForS3Replication"
  /// The name of the policy to create at the target.
  public var targetPolicy = "TargetPolicyForS3Replication"
  /// The prefixes of the keys to replicate, one rule for each; the empty string stands for all keys.
  public var prefixes = [""]
  /// The version of CloudServer and Backbeat, where it is known.
  public var serverVersion: ServerVersion?
  /// The site to replicate to, as `StorageClass` names it; nil for the server's default.
  public var site: String?
  /// Indicates whether the site is an external location, so that there is no role at the target.
  public var isExternal = false
  /// The kind of the external location, as the server's configuration calls it.
  public var externalType = "aws_s3"
  /// The connection of the printed commands to the source.
  public var source = Connection.guideSource
  /// The connection of the printed commands to the target.
  public var target = Connection.guideTarget

  /// Makes a request; everything else has a default and can be set.
  public init(sourceBucket: String, targetBucket: String, sourceAccount: String, targetAccount: String?) {
    self.sourceBucket = sourceBucket
    self.targetBucket = targetBucket
    self.sourceAccount = sourceAccount
    self.targetAccount = targetAccount
  }

  /// The ARN that create-role will answer at a side; nil where no role is made.
  public func roleARN(_ side: Side) -> String? { arn(side, "role", side == .source ? sourceRole : targetRole) }

  /// The ARN that create-policy will answer at a side; nil where no policy is made.
  public func policyARN(_ side: Side) -> String? { arn(side, "policy", side == .source ? sourcePolicy : targetPolicy) }

  /// The sides that get a role.
  public var sides: [Side] { isExternal ? [.source] : [.source, .target] }

  private func arn(_ side: Side, _ kind: String, _ name: String) -> String? {
    guard sides.contains(side), let account = side == .source ? sourceAccount : targetAccount else { return nil }
    return "arn:aws:iam::\(account):\(kind)/\(name)"
  }
}
