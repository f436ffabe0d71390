import JSONSource

/// A setup as the manifest declares it; paths are the names of inputs.
public struct SetupDeclaration: Sendable, Hashable {
  /// One site of a declared setup.
  public struct SiteDeclaration: Sendable, Hashable {
    /// The bucket.
    public var bucket: String?
    /// The role's ARN as create-role answered it.
    public var roleARN: String?
    /// A capture of create-role or get-role.
    public var role: String?
    /// The trust policy.
    public var trust: String?
    /// The permission policies attached to the role.
    public var permissions: [String]
    /// Indicates whether the role is stated to have no permission policy.
    public var hasNoPermissions = false
    /// A capture of get-bucket-versioning.
    public var versioning: String?
    /// The bucket policy, or what get-bucket-policy printed.
    public var bucketPolicy: String?
    /// Indicates whether the bucket is stated to have no policy.
    public var hasNoBucketPolicy: Bool
    /// The account that owns the bucket.
    public var owner: String?

    /// Makes a site.
    public init(
      bucket: String? = nil, roleARN: String? = nil, role: String? = nil, trust: String? = nil,
      permissions: [String] = [], versioning: String? = nil, bucketPolicy: String? = nil,
      hasNoBucketPolicy: Bool = false, owner: String? = nil
    ) {
      self.bucket = bucket
      self.roleARN = roleARN
      self.role = role
      self.trust = trust
      self.permissions = permissions
      self.versioning = versioning
      self.bucketPolicy = bucketPolicy
      self.hasNoBucketPolicy = hasNoBucketPolicy
      self.owner = owner
    }

    /// States that the bucket has no policy where its policy is one of `files`.
    mutating func removeBucketPolicy(in files: Set<ExactString>) {
      guard let path = bucketPolicy, files.contains(ExactString(path)) else { return }
      bucketPolicy = nil
      hasNoBucketPolicy = true
    }
  }

  /// The setup's name.
  public var name: String
  /// The replication configuration.
  public var replication: String?
  /// The site of the bucket that is replicated.
  public var source: SiteDeclaration
  /// The site that receives the objects.
  public var target: SiteDeclaration

  /// Makes a declaration.
  public init(name: String, replication: String?, source: SiteDeclaration, target: SiteDeclaration) {
    self.name = name
    self.replication = replication
    self.source = source
    self.target = target
  }

  /// The declared kind of the file at `path`, where its content does not show a capture of the same.
  public func kind(of path: String, detected: DocumentKind) -> DocumentKind? {
    if path == replication { return detected == .bucketReplication ? detected : .replicationConfiguration }
    for site in [source, target] {
      if path == site.versioning { return .bucketVersioning }
      if path == site.role { return detected.holdsSeveral ? detected : .role }
      if path == site.bucketPolicy { return detected == .bucketPolicyOutput ? detected : .bucketPolicy }
      if path == site.trust { return detected == .role || detected.holdsSeveral ? detected : .trustPolicy }
      if site.permissions.contains(path) {
        let isCLIOutput = [.policyVersion, .rolePolicy].contains(detected) || detected.holdsSeveral
        return isCLIOutput ? detected : .permissionPolicy
      }
    }
    return nil
  }

  /// The bucket that the bucket policy at `path` is for, where the declaration names it.
  func bucket(ofPolicy path: String) -> String? { [source, target].first { $0.bucketPolicy == path }?.bucket }

  /// The paths of all its documents.
  public var paths: [String] {
    [replication].compactMap { $0 }
      + [source, target].flatMap {
        [$0.role, $0.trust, $0.versioning, $0.bucketPolicy].compactMap { $0 } + $0.permissions
      }
  }
}
