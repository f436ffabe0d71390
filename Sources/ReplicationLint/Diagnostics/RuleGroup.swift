/// What a rule looks at.
public enum RuleGroup: String, Sendable, Hashable, CaseIterable {
  case syntax, policy, trust, permission, replication, setup, security, style
}
