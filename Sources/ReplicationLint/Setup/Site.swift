/// One side of a replication: its bucket, its role and what the role may do.
public struct Site: Sendable {
  /// The bucket, when it is known from anything but the replication configuration.
  public var bucket: String?
  /// The ARN of the role as create-role answered it, when it is known.
  public var roleARN: String?
  /// The capture that holds the role's ARN.
  public var role: Document?
  /// The trust policy of the role; the role's capture when the document is in there.
  public var trust: Document?
  /// The permission policies attached to the role.
  public var permissions: [Document]
  /// The versioning of the bucket.
  public var versioning: Document?

  /// Makes a site; whatever is left out is not known.
  public init(
    bucket: String? = nil, roleARN: String? = nil, role: Document? = nil, trust: Document? = nil,
    permissions: [Document] = [], versioning: Document? = nil
  ) {
    self.bucket = bucket
    self.roleARN = roleARN
    self.role = role
    self.trust = trust
    self.permissions = permissions
    self.versioning = versioning
  }

  /// The documents of the site.
  public var documents: [Document] {
    [role, trust].compactMap { $0 } + permissions + [versioning].compactMap { $0 }
  }
}
