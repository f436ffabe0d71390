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
  /// The answers of create-policy for the role's policies.
  public var createdPolicies: [Document]
  /// Which policies are attached to the role.
  public var attachedPolicies: Document?
  /// The versioning of the bucket.
  public var versioning: Document?
  /// The policy of the bucket.
  public var bucketPolicy: Document?
  /// Whether the bucket is stated to have no policy; where it is neither given nor stated, it is not known.
  public var hasNoBucketPolicy: Bool
  /// The account that owns the bucket, where it is stated.
  public var owner: String?
  /// Whether the given policies are stated to be all that are attached to the role, as a manifest states it.
  public var isPolicyListComplete = false

  /// Makes a site; whatever is left out is not known.
  public init(
    bucket: String? = nil, roleARN: String? = nil, role: Document? = nil, trust: Document? = nil,
    permissions: [Document] = [], createdPolicies: [Document] = [], attachedPolicies: Document? = nil,
    versioning: Document? = nil, bucketPolicy: Document? = nil, hasNoBucketPolicy: Bool = false, owner: String? = nil
  ) {
    self.bucket = bucket
    self.roleARN = roleARN
    self.role = role
    self.trust = trust
    self.permissions = permissions
    self.createdPolicies = createdPolicies
    self.attachedPolicies = attachedPolicies
    self.versioning = versioning
    self.bucketPolicy = bucketPolicy
    self.hasNoBucketPolicy = hasNoBucketPolicy
    self.owner = owner
  }

  /// Whether a policy that was created for the role is known not to be attached to it.
  public var hasUnattachedPolicy: Bool {
    guard let attachedPolicies, attachedPolicies.isReadable else { return false }
    let arns = attachedPolicies.attachedPolicyARNs
    return createdPolicies.contains { created in created.policyARN.map { !arns.contains($0) } ?? false }
  }

  /// The documents of the site.
  public var documents: [Document] {
    [role, trust].compactMap { $0 } + permissions + createdPolicies
      + [attachedPolicies, versioning, bucketPolicy].compactMap { $0 }
  }

  /// The documents with their parts, as a manifest declares them.
  func members(_ side: Side) -> [SetupMember] {
    let parts: [(SetupMember.Part, [Document])] = [
      (.role, [role].compactMap { $0 }), (.trust, [trust].compactMap { $0 }), (.permissions, permissions),
      (.createdPolicy, createdPolicies), (.attachedPolicies, [attachedPolicies].compactMap { $0 }),
      (.versioning, [versioning].compactMap { $0 }), (.bucketPolicy, [bucketPolicy].compactMap { $0 }),
    ]
    return parts.flatMap { part, documents in
      documents.map { SetupMember(document: $0, part: part, sides: [side], evidence: .manifest) }
    }
  }
}
