/// What a rule looks at.
public enum RuleGroup: String, Sendable, Hashable, CaseIterable {
  case syntax, policy, trust, permission
  case bucketPolicy = "bucket-policy"
  case replication, setup, security, style
}
