import Foundation

/// How much of what could be tried a test tries.
///
/// A debug build makes a quick round, so that a change is answered within a minute; a release build tries the usual
/// number of cases, and with `REPLLINT_THOROUGH=1` in the environment, as in CI, as many as fit into some minutes.
public enum Effort: Sendable {
  case quick, usual, thorough

  /// The effort of this run.
  public static let current: Effort = {
    if ProcessInfo.processInfo.environment["REPLLINT_THOROUGH"] == "1" { return .thorough }
    #if DEBUG
      return .quick
    #else
      return .usual
    #endif
  }()

  /// Indicates whether the run is to be thorough.
  public static var isThorough: Bool { current == .thorough }

  /// Returns how many cases to try; a thorough run tries the usual number where none is given for it.
  public static func count(quick: Int, usual: Int, thorough: Int? = nil) -> Int {
    switch current {
    case .quick: quick
    case .usual: usual
    case .thorough: thorough ?? usual
    }
  }

  /// Returns all elements, or in a quick run one of each `stride`, never none of several.
  public static func sample<Element>(_ elements: [Element], oneOf stride: Int) -> [Element] {
    guard current == .quick else { return elements }
    return elements.indices.filter { $0 % stride == 0 }.map { elements[$0] }
  }
}
