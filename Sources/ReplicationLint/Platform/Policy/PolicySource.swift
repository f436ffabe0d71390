/// The files of the platform that rules about policies refer to.
enum PolicySource {
  /// The reference of most rules about the form of a policy.
  static let schema = "Arsenal lib/policy/userPolicySchema.json"
  /// The reference of rules about the form of a bucket policy.
  static let bucketSchema = "Arsenal lib/policy/resourcePolicySchema.json"
  /// The reference of rules about what put-bucket-policy checks behind the form.
  static let bucketModel = "Arsenal lib/models/BucketPolicy.ts"
  /// The reference of rules about whom a bucket policy reaches and what it does to a call.
  static let bucketChecks = "cloudserver lib/api/apiUtils/authorization/permissionChecks.js"
  /// The reference of rules about what a statement applies to.
  static let evaluator = "Arsenal lib/policyEvaluator/evaluator.ts, evaluatePolicy"
  /// The reference of rules about resources that never match.
  static let arnMatch = "Arsenal lib/policyEvaluator/utils/checkArnMatch.ts"
  /// The reference of rules about who may assume a role.
  static let principal = "Arsenal lib/policyEvaluator/principal.ts, _evaluatePrincipalField"
}
