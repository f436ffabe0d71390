/// A text that equals another only when their bytes do; Swift's own comparison takes different spellings for equal.
struct ExactText: Hashable, Sendable {
  /// The text.
  let text: String

  /// Makes a key of a text.
  init(_ text: String) { self.text = text }

  static func == (a: ExactText, b: ExactText) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    // No byte of UTF-8: it ends the text.
    hasher.combine(UInt8.max)
  }
}
