/// A change of the server from some version on. The one table of facts by version.
@nonexhaustive public enum ServerChange: Sendable, Hashable, CaseIterable {
  /// Backbeat's own routes obey IAM policies, so that the source role needs `s3:ReplicateObject` on the source objects
  /// (scality/cloudserver pull requests 5911 and 5917, scality/backbeat pull requests 2690 and 2701).
  case backbeatRoutesObeyPolicies
  /// A second port on which CloudServer ignores bucket policies (scality/cloudserver pull requests 5807 and 5938).
  case internalPort
  /// A bucket policy's Allow for a caller of another account counts only beside an IAM Allow, and only ARNs that end in
  /// `:root` name an account (CLDSRV-674: scality/cloudserver pull requests 5855, 5884 and 5885, July 2025).
  case crossAccountAllowNeedsIAM
  /// Statements of bucket policies are read on Backbeat's own routes. Before, the request's type is missing from the
  /// action map, so that no bucket policy can allow a role of another account (cloudserver 8.8.35 and 9.4.4
  /// `lib/routes/routeBackbeat.js` and `lib/api/apiUtils/authorization/permissionChecks.js`).
  case backbeatRoutesReadBucketPolicies
  /// A Deny of `s3:GetObjectVersionTagging` hides the number of tags and no longer blocks the read of the object
  /// (cloudserver 9.4.4 `lib/api/objectGet.js`).
  case readsIgnoreTagging
  /// A server without replication endpoints answers `InvalidRequest` to a configuration, in place of an exception
  /// (scality/Arsenal pull request 2382, May 2025).
  case noEndpointIsAnswered
  /// Writes to a target bucket whose versioning is not enabled are refused with `InvalidBucketState`, where Backbeat
  /// asks for it, as it does since it reads version 2 rules (CLDSRV-584: scality/cloudserver pull request 5707;
  /// scality/backbeat pull request 2743).
  case targetVersioningIsChecked

  /// The first version that is known to have the change.
  public var since: ServerVersion {
    switch self {
    case .backbeatRoutesObeyPolicies: ServerVersion(9, 5, 2)
    case .internalPort: ServerVersion(9, 0, 0)
    case .crossAccountAllowNeedsIAM, .backbeatRoutesReadBucketPolicies, .readsIgnoreTagging, .noEndpointIsAnswered,
      .targetVersioningIsChecked:
      ServerVersion(9, 4, 4)
    }
  }

  /// The last version that is known not to have the change; nil where `since` is its first release.
  public var absentUpTo: ServerVersion? {
    switch self {
    case .backbeatRoutesObeyPolicies: nil
    case .internalPort, .crossAccountAllowNeedsIAM, .backbeatRoutesReadBucketPolicies, .readsIgnoreTagging,
      .noEndpointIsAnswered, .targetVersioningIsChecked:
      ServerVersion(8, 8, 35)
    }
  }

  /// Returns whether `version` has the change; nil between the last version without it and the first one with it.
  public func isIn(_ version: ServerVersion) -> Bool? {
    if version >= since { return true }
    guard let absentUpTo else { return false }
    return version <= absentUpTo ? false : nil
  }
}
