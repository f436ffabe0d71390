/// Indicates whether bytes are a well-formed XML document (XML 1.0, section 2) of elements, attributes and text: the
/// part of XML that reports use. Comments, sections and document types are taken for mistakes.
struct XMLChecker {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func isWellFormed() -> Bool {
    if take("<?xml ") {
      while at < bytes.count, !take("?>") { at += 1 }
    }
    skipSpace()
    var open: [[UInt8]] = []
    repeat {
      guard let tag = tag(&open) else { return false }
      if tag == .text && !text() { return false }
    } while !open.isEmpty
    skipSpace()
    return at == bytes.count
  }

  private enum Tag { case start, end, text }

  /// Reads a tag; nil where it is malformed or closes another element.
  private mutating func tag(_ open: inout [[UInt8]]) -> Tag? {
    if take("</") {
      guard let name = name(), open.popLast() == name else { return nil }
      skipSpace()
      return take(">") ? .end : nil
    }
    guard take("<") else { return open.isEmpty ? nil : .text }
    guard let name = name() else { return nil }
    var attributes: Set<[UInt8]> = []
    while true {
      let start = at
      skipSpace()
      if take("/>") { return .end }
      if take(">") {
        open.append(name)
        return .start
      }
      guard at > start, let attribute = self.name(), attributes.insert(attribute).inserted, take("=\"") else {
        return nil
      }
      while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
        if !character() { return nil }
      }
      if !take("\"") { return nil }
    }
  }

  /// Reads text up to the next tag; false where it holds what XML does not allow.
  private mutating func text() -> Bool {
    while at < bytes.count, bytes[at] != UInt8(ascii: "<") {
      if !character() { return false }
    }
    return at < bytes.count
  }

  /// Reads one byte of character data, or a reference.
  private mutating func character() -> Bool {
    let byte = bytes[at]
    if byte == UInt8(ascii: "&") { return ["&amp;", "&lt;", "&gt;", "&quot;"].contains { take($0) } }
    at += 1
    return byte != UInt8(ascii: "<") && (byte >= 0x20 || byte == 0x0A || byte == 0x09)
  }

  private mutating func name() -> [UInt8]? {
    let start = at
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    return at > start ? Array(bytes[start..<at]) : nil
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "-")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A { at += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[at...].starts(with: text.utf8) else { return false }
    at += text.utf8.count
    return true
  }
}
