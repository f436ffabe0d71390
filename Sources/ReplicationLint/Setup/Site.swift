import JSONSource

/// One side of a replication: its bucket, its role and what the role may do.
package struct Site: Sendable {
  /// The bucket, when it is known from anything but the replication configuration.
  package var bucket: String?
  /// The ARN of the role as create-role answered it, when it is known.
  package var roleARN: String?
  /// The capture that holds the role's ARN.
  package var role: Document?
  /// The trust policy of the role; the role's capture when the document is in there.
  package var trust: Document?
  /// The permission policies attached to the role.
  package var permissions: [Document]
  /// The answers of create-policy for the role's policies.
  package var createdPolicies: [Document]
  /// The list of the policies that are attached to the role.
  package var attachedPolicies: Document?
  /// The versioning of the bucket.
  package var versioning: Document?
  /// The policy of the bucket.
  package var bucketPolicy: Document?
  /// Indicates whether the bucket is stated to have no policy; where it is neither given nor stated, it is not known.
  package var hasNoBucketPolicy: Bool
  /// The account that owns the bucket, where it is stated.
  package var owner: String?
  /// Indicates whether the given policies are stated to be all that are attached to the role, as a manifest states it.
  package var isPolicyListComplete = false
  /// Indicates whether the role is stated to have no permission policy, as a manifest states it.
  package var hasNoPermissions = false

  /// Indicates whether it is known what the role may do: a permission policy is given, or it is stated that there is none.
  package var knowsPermissions: Bool { hasNoPermissions || !permissions.isEmpty }

  /// Makes a site; whatever is left out is not known.
  package init(
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

  /// The documents of the site.
  package var documents: [Document] {
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
