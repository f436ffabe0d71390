import JSONSource

extension SiteAssignment {
  /// Returns whether a document of another folder is about this setup.
  ///
  /// Where both roles have policies without it, what else the account holds, and policies for people or services that
  /// use the bucket, are none of the setup.
  func isRelevant(_ document: Document) -> Bool {
    if document.part != nil, !document.isEmbeddedPart { return true }
    if policyOfTargetRole?.side(of: document) != nil { return true }
    let addsOnly = isBeside(.permissions, document)
    if document.showsRole { return isOfRole(document, addsOnly: addsOnly) }
    switch document.kind {
    case .policy: return !addsOnly && ofAccount(document.policyARN) != nil
    case .rolePolicy where document.inlineRoleName.map(isSharedRoleName) == false: return ofRoleName(document) != nil
    case .attachedPolicies: return !addsOnly && ofAttachedPolicies(document) != nil
    case .bucketVersioning: return !addsOnly && isOfOne(document) && byName(document) != nil
    default: break
    }
    if document.planRoleName != nil, ofRoleName(document) != nil { return true }
    guard let policy = document.policy else { return false }
    // Whether one of these is about the setup is decided when the buckets and the sides of folders are known.
    if policy.purpose != .permission { return true }
    guard addsOnly, !isOfOtherBuckets else {
      return configuration.isNamed(in: policy)
        || isOfOne(document) && (policy.asksForReplication || isBesideTrustInBackbeat(document))
    }
    if isTargetShared, isOfOne(document), trust(beside: document)?.policy?.namesBackbeat == true { return true }
    guard policy.asksForReplication || policy.hasDeny else { return false }
    return configuration.isNamed(in: policy) || !isSourceKnown && SourceBucket.named(in: [document]) != nil
  }

  /// Returns whether a document of another folder shows a role of the setup. One with the account or the name of a role counts
  /// where policies are missing, and beside a policy that names the destination: `Role` may have a mistake.
  private func isOfRole(_ document: Document, addsOnly: Bool) -> Bool {
    if configuration.side(ofRole: document.roleARN?.text) != nil { return true }
    let isKnown = ofAccount(document.roleARN) != nil || isSole(document) && byName(document) != nil
    if !addsOnly, isKnown { return true }
    return targetFolders.contains(Folder(of: document)) && isSole(document)
      && (isKnown || ofCreatedName(document) != nil)
  }

  /// Returns whether a policy that may concern replication, as one on `*` does, is that of a role which Backbeat may
  /// assume: the trust policy lies beside it.
  private func isBesideTrustInBackbeat(_ document: Document) -> Bool {
    guard let policy = document.policy, policy.touchesReplication, !policy.isDenyOnly else { return false }
    return trust(beside: document)?.policy?.namesBackbeat == true
  }
}
