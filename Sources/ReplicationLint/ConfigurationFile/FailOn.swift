/// The minimum severity that makes a run fail.
@nonexhaustive public enum FailOn: String, Sendable, Hashable, CaseIterable {
  /// Errors.
  case error
  /// Errors and warnings.
  case warning
  /// Any finding.
  case note
  /// Nothing.
  case never
  /// Errors, and setups of which it is not proved that all objects replicate.
  case unknown

  /// Returns whether a finding of `severity` makes a run fail.
  public func isReached(by severity: Severity) -> Bool {
    self == .unknown ? severity == .error : Severity(rawValue: rawValue).map { severity >= $0 } ?? false
  }

  /// Returns whether a report makes a run fail. Where proof is required, documents without a setup prove nothing.
  public func isReached(by report: Report) -> Bool {
    if let worst = report.worst, isReached(by: worst) { return true }
    guard self == .unknown else { return false }
    let isAlone = report.setups.isEmpty && report.files.contains { $0.kind != .unknown }
    return isAlone || report.setups.contains { $0.replicates != true }
  }
}
