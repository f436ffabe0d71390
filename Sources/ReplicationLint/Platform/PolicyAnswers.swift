/// The texts that the server gives for some causes of `MalformedPolicyDocument`; all others get `malformedPolicy`.
///
/// Source: Arsenal `lib/policy/policyValidator.ts`, `errDict` and `_parseErrors`.
extension PlatformAnswer {
  /// There is no `Version`.
  static let policyWithoutVersion = malformedPolicy("Policy document must be version 2012-10-17 or greater.")
  /// A statement has no `Action`.
  static let statementWithoutActions = malformedPolicy("Policy statement must contain actions.")
  /// An action does not name its service. Said only where the action is no element of a list.
  static let actionWithoutVendor = malformedPolicy(
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
  /// A resource is no ARN.
  static let resourceIsNoARN = malformedPolicy("Resource must be in ARN format or \"*\".")
  /// A list of resources is empty.
  static let statementWithoutResources = malformedPolicy("Policy statement must contain resources.")
}

/// Where rules find the grammar of policies.
enum PolicySource {
  /// The reference of most rules about the form of a policy.
  static let schema = "Arsenal lib/policy/userPolicySchema.json"
  /// The reference of rules about what a statement applies to.
  static let evaluator = "Arsenal lib/policyEvaluator/evaluator.ts, evaluatePolicy"
  /// The reference of rules about resources that never match.
  static let arnMatch = "Arsenal lib/policyEvaluator/utils/checkArnMatch.ts"
  /// The reference of rules about who may assume a role.
  static let principal = "Arsenal lib/policyEvaluator/principal.ts, _evaluatePrincipalField"
}
