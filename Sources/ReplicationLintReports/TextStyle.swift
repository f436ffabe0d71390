import ReplicationLint

/// The role of a piece of text, so that a terminal can show it in its own colour.
enum TextStyle: Hashable {
  case plain
  /// The parts about the finding itself.
  case severity(Severity)
  /// The message.
  case strong
  /// Line numbers, arrows and further places.
  case frame

  /// The parameters of the terminal's select-graphic-rendition sequence (ECMA-48, 8.3.117); nil for none.
  private var rendition: String? {
    switch self {
    case .plain: nil
    case .severity(.error): "1;31"
    case .severity(.warning): "1;33"
    case .severity(.note): "1;36"
    case .strong: "1"
    case .frame: "1;34"
    }
  }

  /// `text` in this ink, or as it is when colours are off.
  func paint(_ text: String, usesColor: Bool) -> String {
    guard usesColor, let rendition, !text.isEmpty else { return text }
    return "\u{1B}[\(rendition)m\(text)\u{1B}[0m"
  }
}
