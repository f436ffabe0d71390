/// An action as a policy writes it, with `*` and `?`, in a form that can be compared with the names of actions.
public struct ActionPattern: Sendable, Hashable {
  /// Why an action that the server accepts can never match.
  public enum Oddity: Sendable, Hashable {
    /// No action has more than one colon.
    case secondColon
    /// No action has a blank or a control character.
    case blank
  }

  /// The action as written.
  public let text: String
  private let symbols: [WildcardText.Symbol]

  /// Reads an action.
  public init(_ text: String) {
    self.text = text
    symbols = WildcardText.symbols(asciiLowercased(text))
  }

  /// The text before the first colon, in lower case; the whole text when there is none.
  public var service: String {
    asciiLowercased(String(decoding: text.utf8.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self))
  }

  /// Whether it stands for more than one name.
  public var hasWildcard: Bool { symbols.contains { $0 == .run || $0 == .one } }

  /// Whether the server would take the action `name` for it, in O(pattern x name). Case does not count (Arsenal
  /// `lib/policyEvaluator/evaluator.ts`, `isActionApplicable`).
  public func matches(_ name: String) -> Bool { WildcardText.matches(symbols, asciiLowercased(name)) }

  /// What keeps the action from ever matching, beside its name.
  public var oddity: Oddity? {
    let isBlank = { (scalar: Unicode.Scalar) in
      scalar.value <= 0x20 || scalar.value == 0x7F || scalar.properties.isWhitespace
    }
    if text.unicodeScalars.contains(where: isBlank) { return .blank }
    let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
    return colons > 1 && !text.contains("${") ? .secondColon : nil
  }
}
