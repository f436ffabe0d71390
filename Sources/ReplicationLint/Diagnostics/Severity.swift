/// The severity of a diagnostic; ordered from the least to the worst.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Worth knowing; nothing breaks.
  case note
  /// Riskier than it looks.
  case warning
  /// Refused, ineffective, or open to unintended principals.
  case error

  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}
