/// Two versions of a setup with the same documents and facts, between which nothing changes, whatever the server makes of
/// the documents.
extension Setup {
  /// Returns whether the documents, apart from whitespace, and the known facts are those of `other`.
  func hasSameContent(as other: Setup) -> Bool {
    server == other.server && source.hasSameContent(as: other.source) && target.hasSameContent(as: other.target)
      && [replication].hasSameContent(as: [other.replication]) && doubts.count == other.doubts.count
  }
}

extension Site {
  fileprivate func hasSameContent(as other: Site) -> Bool {
    let facts = [bucket, roleARN, owner]
    let flags = [hasNoBucketPolicy, isPolicyListComplete, hasNoPermissions]
    return facts == [other.bucket, other.roleARN, other.owner]
      && flags == [other.hasNoBucketPolicy, other.isPolicyListComplete, other.hasNoPermissions]
      && [role, trust, attachedPolicies, versioning, bucketPolicy].hasSameContent(
        as: [other.role, other.trust, other.attachedPolicies, other.versioning, other.bucketPolicy])
      && permissions.map(Optional.some).hasSameContent(as: other.permissions.map(Optional.some))
      && createdPolicies.map(Optional.some).hasSameContent(as: other.createdPolicies.map(Optional.some))
  }
}

extension [Document?] {
  /// Returns whether both hold the same content in the same order.
  fileprivate func hasSameContent(as other: [Document?]) -> Bool {
    elementsEqual(other) { old, new in
      guard let old, let new else { return old == nil && new == nil }
      return old.kind == new.kind && old.hasSameContent(as: new)
    }
  }
}
