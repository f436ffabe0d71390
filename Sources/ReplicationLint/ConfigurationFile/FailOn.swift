/// From which severity on a run counts as failed.
public enum FailOn: String, Sendable, Hashable, CaseIterable {
  case error, warning, note, never

  /// Whether a finding of `severity` makes a run fail.
  public func isReached(by severity: Severity) -> Bool {
    Severity(rawValue: rawValue).map { severity >= $0 } ?? false
  }
}
