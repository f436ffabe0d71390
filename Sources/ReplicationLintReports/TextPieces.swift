/// Text on its way out in pieces, so that a long report is never held as a whole.
struct TextPieces {
  /// About how many bytes a piece has, but for the last.
  private static let size = 1 << 16
  private let write: ([UInt8]) -> Void
  private var text = ""

  /// Starts empty; `write` gets the pieces in order.
  init(_ write: @escaping ([UInt8]) -> Void) { self.write = write }

  static func += (pieces: inout TextPieces, more: String) {
    pieces.text += more
    if pieces.text.utf8.count >= size { pieces.end() }
  }

  /// Writes what is held; called after the last text too.
  mutating func end() {
    if text.isEmpty { return }
    write(Array(text.utf8))
    text = ""
  }
}
