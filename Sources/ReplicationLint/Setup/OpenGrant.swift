import JSONSource

/// The rights that the policy of a bucket may grant to Backbeat where it is not known.
///
/// The table of cloudserver lib/api/apiUtils/authorization/permissionChecks.js decides, asked once more with a policy
/// that allows everything: it grants what the policies of a role lack in the account that owns the bucket, and to another
/// account what they allow already.
extension ReplicationPlan {
  /// The most that a bucket policy can grant.
  private static let everything = PolicyDocument(
    JSONDocument(
      SourceFile(
        name: "",
        text: """
          {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
          """)
    ).root, purpose: .bucket)

  /// Returns whether the policy of a call's bucket may grant the call on a resource, which the policies of the role
  /// do not allow.
  func mayBeGrantedByBucketPolicy(_ call: BackbeatCall, _ rule: ReplicationRule, resource: String?) -> Bool {
    guard isBucketPolicyOpen(call, rule) else { return false }
    guard var access = access(call, rule) ?? accessOfUnknownRole(call, rule) else { return true }
    if site(call.side).hasUnattachedPolicy { access.policies = [] }
    access.bucketPolicy = Self.everything
    let units = resource.map { Array($0.utf16) } ?? KeySearch.anyObject
    return possibleServers.contains { server in
      access.server = server
      return !access.decide(call.request, resource: units).isRefused
    }
  }

  /// Returns whether the policy of a call's bucket is not known, and the server reads it.
  private func isBucketPolicyOpen(_ call: BackbeatCall, _ rule: ReplicationRule) -> Bool {
    guard setup.server.readsBucketPolicies else { return false }
    if call.target == .targetObject, isOtherDestination(rule) { return true }
    return site(call.side).bucketPolicy == nil && !site(call.side).hasNoBucketPolicy
  }

  /// The server, and one of 2024 where its version leaves open which of them it is: only the older one grants another
  /// account what the policies of the role do not allow.
  private var possibleServers: [ServerProfile] {
    let server = setup.server
    guard server.statedReading == nil, server.has(.crossAccountAllowNeedsIAM) == nil else { return [server] }
    var older = server
    older.version = ServerChange.crossAccountAllowNeedsIAM.absentUpTo
    return [server, older]
  }
}
