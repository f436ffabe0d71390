import JSONSource

/// An action as a policy writes it, with `*` and `?`, in a form that can be compared with the names of actions.
package struct ActionPattern: Sendable, Hashable {
  /// The reason why an action that the server accepts can never match.
  package enum Oddity: Sendable, Hashable {
    /// No action has more than one colon.
    case secondColon
    /// No action contains a space or a control character.
    case blank
  }

  /// The action as written.
  package let text: String
  /// The pattern; nil for a plain name, which needs none.
  private let glob: Glob?

  /// Reads an action.
  package init(_ text: String) {
    self.text = text
    glob = text.utf8.contains { "*?$".utf8.contains($0) } ? Glob(text) : nil
  }

  /// The string before the first colon, in lowercase; the whole string when there is none.
  package var service: String {
    asciiLowercased(String(decoding: text.utf8.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self))
  }

  /// Indicates whether it stands for more than one name.
  package var hasWildcard: Bool { glob?.isLiteral == false }

  /// Returns whether the server would take the action `name` for it. Names are not case-sensitive (Arsenal
  /// `lib/policyEvaluator/evaluator.ts`, `isActionApplicable`).
  package func matches(_ name: String) -> Bool {
    if let glob { return glob.matchesIgnoringASCIICase(name.utf16) }
    if text.hasSameBytes(as: name) { return true }
    return text.utf8.count == name.utf8.count
      && zip(text.utf8, name.utf8).allSatisfy { asciiLowercased($0) == asciiLowercased($1) }
  }

  /// The reason why the action never matches, apart from its name.
  package var oddity: Oddity? {
    if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) || text.hasWhiteSpace { return .blank }
    let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
    return colons > 1 && !text.hasPart("${") ? .secondColon : nil
  }
}
