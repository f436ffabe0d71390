/// Opening and closing brackets, and the separators between the values in them.
extension JSONScanner {
  mutating func openContainer(_ byte: UInt8) {
    guard open.count < depthLimit else {
      errors.report(.tooDeep, SourceRange(at, at + 1), in: bytes)
      appendInvalid(SourceRange(at, at))
      closeAll()
      return
    }
    let isObject = byte == UInt8(ascii: "{")
    let node = tape.nodes.count
    append(isObject ? .object : .array, SourceRange(at, at + 1))
    open.append(Open(node: node, isObject: isObject))
    at += 1
    expected = isObject ? .firstKey : .firstElement
    comma = nil
  }

  mutating func scanCommaOrEnd(_ byte: UInt8) {
    guard let container = open.last else {
      errors.report(.textAfterEnd, SourceRange(at, endOfText()), in: bytes)
      expected = .nothing
      return
    }
    switch byte {
    case UInt8(ascii: ","):
      comma = at
      at += 1
      expected = container.isObject ? .key : .element
    case UInt8(ascii: "}") where container.isObject, UInt8(ascii: "]") where !container.isObject: close()
    case UInt8(ascii: "}"), UInt8(ascii: "]"): mismatchedCloser(byte)
    default:
      errors.report(.missingComma, SourceRange(lastEnd, lastEnd), in: bytes)
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: ";") { at += 1 }
      comma = nil
      expected = container.isObject ? .key : .element
    }
  }

  mutating func closeAfterComma() {
    if let comma { errors.report(.trailingComma, SourceRange(comma, comma + 1), in: bytes) }
    close()
  }

  mutating func close() {
    at += 1
    end(open.removeLast(), at: at)
    valueEnded()
  }

  private mutating func end(_ container: Open, at offset: Int, isRepaired: Bool = false) {
    tape.nodes[container.node].end = UInt32(offset)
    tape.nodes[container.node].next = UInt32(tape.nodes.count)
    tape.nodes[container.node].isRepaired = isRepaired
  }

  mutating func mismatchedCloser(_ byte: UInt8) {
    let isObject = byte == UInt8(ascii: "}")
    guard let innermost = open.last, let match = open.lastIndex(where: { $0.isObject == isObject }) else {
      errors.report(.unexpectedCloser(byte), SourceRange(at, at + 1), in: bytes)
      at += 1
      return
    }
    reportUnclosed(innermost)
    while open.count > match + 1 { end(open.removeLast(), at: at, isRepaired: true) }
    close()
  }

  private mutating func reportUnclosed(_ container: Open) {
    let start = Int(tape.nodes[container.node].start)
    errors.report(
      .unclosed(bytes[start]), SourceRange(start, start + 1), related: SourceRange(lastEnd, lastEnd), in: bytes)
  }

  mutating func finishAtEnd() {
    if expected == .value, open.isEmpty { appendInvalid(SourceRange(at, at)) }
    if let innermost = open.last { reportUnclosed(innermost) }
    closeAll()
  }

  private mutating func closeAll() {
    // A name without its value keeps the pairs of an object whole.
    if let innermost = open.last, innermost.isObject, expected == .colon || expected == .value {
      if expected == .colon || innermost.children % 2 == 1 { appendInvalid(SourceRange(at, at)) }
    }
    while let container = open.popLast() { end(container, at: bytes.count, isRepaired: true) }
    at = bytes.count
    expected = .nothing
  }
}
