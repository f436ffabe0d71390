import JSONSource

/// The messages that the server gives for some causes of `MalformedPolicyDocument`; all others get `malformedPolicy`.
///
/// Source: Arsenal `lib/policy/policyValidator.ts`, `errDict` and `_parseErrors`.
extension PlatformAnswer {
  /// There is no `Version`.
  static let policyWithoutVersion = malformedPolicy("Policy document must be version 2012-10-17 or greater.")
  /// A statement has no `Action`.
  static let statementWithoutActions = malformedPolicy("Policy statement must contain actions.")
  /// An action does not name its service. Answered only where the action is not an element of a list.
  static let actionWithoutVendor = malformedPolicy(
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
  /// A resource is not an ARN.
  static let resourceIsNoARN = malformedPolicy("Resource must be in ARN format or \"*\".")
  /// A list of resources is empty.
  static let statementWithoutResources = malformedPolicy("Policy statement must contain resources.")
}

extension PlatformAnswer {
  /// A bucket policy is refused in a way that the server does not name.
  static let malformedBucketPolicy = malformedBucketPolicy("This policy contains invalid Json")

  /// A bucket policy is empty.
  static let emptyBucketPolicy = malformedBucketPolicy("request json is empty or undefined")

  /// A bucket policy is refused (Arsenal `lib/models/BucketPolicy.ts`, cloudserver `lib/api/bucketPutPolicy.js`).
  static func malformedBucketPolicy(_ message: String) -> PlatformAnswer {
    PlatformAnswer(by: .server, "MalformedPolicy", message)
  }

  /// The same answer as put-bucket-policy gives it: one grammar, with a code and a general text of its own.
  var forBucketPolicy: PlatformAnswer {
    guard by == .server, code.hasSameBytes(as: "MalformedPolicyDocument") else { return self }
    return self == .malformedPolicy ? .malformedBucketPolicy : .malformedBucketPolicy(message)
  }
}

/// Where rules find the grammar of policies.
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
