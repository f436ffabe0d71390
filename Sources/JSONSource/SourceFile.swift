/// The name and the bytes of one input, as they were read.
public struct SourceFile: Sendable {
  /// The name shown to people: a path as the user gave it, or a stand-in for standard input.
  public let name: String
  /// The content, byte for byte.
  public let bytes: [UInt8]

  /// Makes a file from its name and content.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Makes a file whose content is `text` in UTF-8.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The text of `range`, with malformed UTF-8 shown as U+FFFD; a range beyond the end is cut.
  public func text(in range: SourceRange) -> String {
    let end = min(range.end, bytes.count)
    return String(decoding: bytes[min(range.start, end)..<end], as: UTF8.self)
  }
}
