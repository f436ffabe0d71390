/// What changed on the server from some version on. The one table of facts by version.
public enum ServerChange: Sendable, Hashable, CaseIterable {
  /// Backbeat's own routes obey IAM policies, so that the source role needs `s3:ReplicateObject` on the source objects
  /// (scality/cloudserver pull requests 5911 and 5917, scality/backbeat pull requests 2690 and 2701).
  case backbeatRoutesObeyPolicies

  /// The first version that has the change.
  public var since: ServerVersion {
    switch self {
    case .backbeatRoutesObeyPolicies: ServerVersion(9, 5, 2)
    }
  }
}
