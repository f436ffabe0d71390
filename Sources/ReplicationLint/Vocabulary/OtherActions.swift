/// The actions of the platform outside S3: those over identities, metrics and metadata.
package enum OtherActions {
  /// The services whose actions the server has, S3 aside; actions of others, such as `kms`, grant nothing.
  package static let services = ["sts", "iam", "scality", "sso", "metadata", "scuba", "utapi", "ring", "vaultadmin"]

  /// Returns whether a service as a policy writes it may be one of `services`; a `?` may stand for a letter.
  package static func mayBe(_ service: String, of services: [String]) -> Bool {
    if services.contains(service) { return true }
    guard service.utf8.contains(UInt8(ascii: "?")) else { return false }
    let pattern = Glob(service)
    return services.contains { pattern.matches($0.utf16) }
  }

  /// The actions that are known by name.
  ///
  /// Source: Arsenal `lib/policyEvaluator/utils/actionMaps.ts`, `actionMapIAM`, `actionMapSTS`, `actionMapSSO`,
  /// `actionMapMetadata`, `actionMapScuba` and `actionMapAccountQuotas`; the roles' actions are Vault's.
  package static let known =
    names("iam", iam) + names("sts", ["AssumeRole"]) + names("sso", ["Authorize"])
    + names("metadata", ["admin", "bucketd"])
    + names("scuba", ["AdminReadRaftCseq", "AdminStartIngest", "AdminStopIngest", "AdminTriggerRepair", "GetMetrics"])
    + names("scality", ["DeleteAccountQuota", "GetAccountQuota", "UpdateAccountQuota"])
    + names("utapi", ["ListMetrics"])

  private static let iam = [
    "AddUserToGroup", "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy", "CreateAccessKey", "CreateGroup",
    "CreatePolicy", "CreatePolicyVersion", "CreateRole", "CreateUser", "DeleteAccessKey", "DeleteGroup",
    "DeleteGroupPolicy", "DeletePolicy", "DeletePolicyVersion", "DeleteRole", "DeleteUser", "DetachGroupPolicy",
    "DetachRolePolicy", "DetachUserPolicy", "GenerateCredentialReport", "GetAccessKeyLastUsed", "GetCredentialReport",
    "GetGroup", "GetGroupPolicy", "GetPolicy", "GetPolicyVersion", "GetRole", "GetUser", "ListAccessKeys",
    "ListAttachedRolePolicies", "ListEntitiesForPolicy", "ListGroupPolicies", "ListGroups", "ListGroupsForUser",
    "ListPolicies", "ListPolicyVersions", "ListRoles", "ListUserTags", "ListUsers", "PutGroupPolicy",
    "RemoveUserFromGroup", "TagUser", "UntagUser", "UpdateAccessKey", "UpdateAssumeRolePolicy", "UpdateGroup",
    "UpdateRole", "UpdateUser",
  ]

  private static func names(_ service: String, _ names: [String]) -> [String] { names.map { "\(service):\($0)" } }
}
