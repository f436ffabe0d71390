/// The sizes at which the platform stops.
package enum Limits {
  /// Rules in a configuration (Arsenal lib/models/ReplicationConfiguration.ts, `MAX_RULES`).
  package static let rules = 1000
  /// A rule's prefix in UTF-16 units (Arsenal `_parsePrefix`).
  package static let prefix = 1024
  /// A rule's ID in UTF-16 units (Arsenal `RULE_ID_LIMIT`).
  package static let ruleID = 255
  /// The body of a request that puts a configuration, in bytes (cloudserver lib/api/api.js).
  package static let body = 512 * 1024
  /// The name of an IAM role in characters (Arsenal lib/policy/userPolicySchema.json, `principalAWSRoleArn`).
  package static let roleName = 64
}
