import JSONSource

/// Takes the messages out of a stream of bytes: header fields, an empty line, and as many bytes as `Content-Length`
/// states (Language Server Protocol 3.17, base protocol).
struct MessageFrames {
  /// A stream cannot be read on: where the next message begins is not known.
  struct Broken: Error, Equatable {
    let reason: String
  }

  /// The longest message in bytes.
  static let messageLimit = JSONDocument.sizeLimit
  /// The longest header in bytes.
  private static let headerLimit = 1 << 14
  private var bytes: [UInt8] = []
  /// The number of bytes at the front that are done with.
  private var start = 0
  /// The content of the next message's header.
  private var length: Int?

  /// Adds what has come.
  mutating func append(_ more: [UInt8]) {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += more
  }

  /// Indicates whether nothing of another message has come.
  var isEmpty: Bool { start == bytes.count && length == nil }

  /// `content` as one message of a stream.
  static func frame(_ content: [UInt8]) -> [UInt8] {
    Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
  }

  /// The content of the next message that is there as a whole; nil where more has to come first.
  mutating func next() throws(Broken) -> [UInt8]? {
    if length == nil { length = try header() }
    guard let length, bytes.count - start >= length else { return nil }
    let content = Array(bytes[start..<start + length])
    start += length
    self.length = nil
    return content
  }

  /// The length that the header names; nil where it is not there as a whole.
  private mutating func header() throws(Broken) -> Int? {
    var length: Int?
    var at = start
    while let end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) {
      var line = bytes[at..<end]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      at = end + 1
      if at - start > Self.headerLimit { throw Self.endless }
      if line.isEmpty {
        guard let length else { throw Broken(reason: "a message without Content-Length") }
        start = at
        return length
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
        throw Broken(reason: "a header without a colon")
      }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      guard name.lowercased() == "content-length" else { continue }
      guard let value = Self.number(line[(colon + 1)...]), value <= Self.messageLimit else {
        throw Broken(reason: "a Content-Length that is not a number up to \(Self.messageLimit)")
      }
      if let length, length != value { throw Broken(reason: "two different values of Content-Length") }
      length = value
    }
    if bytes.count - start > Self.headerLimit { throw Self.endless }
    return nil
  }

  private static let endless = Broken(reason: "a header longer than \(headerLimit) bytes")

  /// The number that a field's value is: digits between whitespace.
  private static func number(_ value: ArraySlice<UInt8>) -> Int? {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let front = value.drop(while: isSpace)
    guard let last = front.lastIndex(where: { !isSpace($0) }) else { return nil }
    let digits = front[...last]
    let isNumber = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isNumber ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }
}
