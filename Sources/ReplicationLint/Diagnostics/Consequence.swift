/// The effect of deploying the document as it is. This is the contract; the severity follows from it.
@nonexhaustive public enum Consequence: String, Sendable, Hashable, CaseIterable {
  /// AWS CLI, CloudServer or Vault rejects the document.
  case refused
  /// It is accepted, and the element can never have an effect, or objects do not replicate.
  case fails
  /// It works, and grants access to unintended principals.
  case exposed
  /// It works today; it is fragile, broader than needed, depends on the version, or is very likely not meant.
  case risk
  /// It works; it could be clearer or narrower.
  case style

  /// The severity that the consequence has unless a rule raises it.
  public var severity: Severity {
    switch self {
    case .refused, .fails, .exposed: .error
    case .risk: .warning
    case .style: .note
    }
  }
}
