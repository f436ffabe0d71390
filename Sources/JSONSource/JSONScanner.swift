/// Reads bytes into a tape in one pass and goes on after every mistake, so that one reading finds them all.
///
/// INVARIANT: whatever the bytes, the tape is well formed: containers enclose their children, and the children of an
/// object come in pairs of a name and a value.
struct JSONScanner {
  /// What may stand at the current offset.
  private enum Expectation {
    case value
    /// After `[`.
    case firstElement
    /// After `{`.
    case firstKey
    /// After a comma in an object.
    case key
    /// After a comma in an array.
    case element
    case colon
    case commaOrEnd
    case nothing
  }

  private struct Open {
    let node: Int
    let isObject: Bool
  }

  let bytes: [UInt8]
  let depthLimit: Int
  private(set) var tape = JSONTape()
  var errors = JSONSyntaxErrors()
  var at = 0
  private var open: [Open] = []
  private var expected = Expectation.value
  /// The comma that was read last, to name it when nothing follows.
  private var comma: Int?
  /// Where the last value or name ended, to say where a comma or colon is missing.
  private var lastEnd = 0

  init(_ bytes: [UInt8], depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    // Policies hold about one node in twelve bytes; growing once is cheaper than growing often.
    tape.nodes.reserveCapacity(bytes.count / 10 + 8)
  }

  mutating func scan() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      errors.report(.byteOrderMark, SourceRange(0, 3), in: bytes)
      at = 3
    }
    skipBlanks()
    if at >= bytes.count, tape.nodes.isEmpty {
      if errors.isEmpty { errors.report(.empty, SourceRange(0, 0), in: bytes) }
      appendInvalid(SourceRange(at, at))
      return
    }
    while expected != .nothing {
      skipBlanks()
      guard at < bytes.count else {
        finishAtEnd()
        return
      }
      step(bytes[at])
    }
  }

  private mutating func step(_ byte: UInt8) {
    switch expected {
    case .value, .firstElement, .element: scanValue(byte)
    case .firstKey, .key: scanKey(byte)
    case .colon: scanColon(byte)
    case .commaOrEnd: scanCommaOrEnd(byte)
    case .nothing: break
    }
  }

  // MARK: Values

  private mutating func scanValue(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): openContainer(byte)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      appendString()
      valueEnded()
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let token = number()
      append(token.isValid ? .number : .invalid, token.range)
      valueEnded()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "$"):
      let word = literal()
      append(word.kind, word.range)
      valueEnded()
    case UInt8(ascii: "]") where expected == .firstElement: close()
    case UInt8(ascii: "]") where expected == .element: closeAfterComma()
    case UInt8(ascii: ",") where expected == .firstElement || expected == .element:
      errors.report(.extraComma, SourceRange(at, at + 1), in: bytes)
      comma = nil
      at += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","): missingValue()
    default: unexpectedText(.expectedValue)
    }
  }

  /// A closer or comma stands where a value must: the value is missing, the rest is read as usual.
  private mutating func missingValue() {
    if open.isEmpty {
      unexpectedText(.expectedValue)
    } else if expected == .value {
      errors.report(.expectedValue, SourceRange(at, at + 1), in: bytes)
      appendInvalid(SourceRange(at, at))
      valueEnded()
    } else {
      mismatchedCloser(bytes[at])
    }
  }

  /// Reports text that fits nowhere and passes over it, up to the next byte that could continue the document.
  private mutating func unexpectedText(_ kind: JSONSyntaxError.Kind) {
    let start = at
    at += 1
    while at < bytes.count, !isDelimiter(bytes[at]) { at += 1 }
    let range = SourceRange(start, at)
    errors.report(kind, range, in: bytes)
    if kind == .expectedKey { return }
    appendInvalid(range)
    if open.isEmpty {
      // What stands at the top is no JSON at all: one error says so, more would be noise.
      expected = .nothing
    } else {
      valueEnded()
    }
  }

  private func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "{"),
      UInt8(ascii: "\""), 0x0A, 0x0D:
      true
    default: false
    }
  }

  private mutating func valueEnded() {
    expected = .commaOrEnd
    lastEnd = at
  }

  // MARK: Members

  private mutating func scanKey(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      appendString()
      expected = .colon
      lastEnd = at
    case UInt8(ascii: "}") where expected == .firstKey: close()
    case UInt8(ascii: "}"): closeAfterComma()
    case UInt8(ascii: "]"): mismatchedCloser(byte)
    case UInt8(ascii: ","):
      errors.report(.extraComma, SourceRange(at, at + 1), in: bytes)
      comma = nil
      at += 1
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"):
      errors.report(.expectedKey, SourceRange(at, at + 1), in: bytes)
      appendInvalid(SourceRange(at, at))
      if byte == UInt8(ascii: ":") { at += 1 }
      expected = .value
    default:
      let start = at
      while at < bytes.count, isBareKey(bytes[at]) { at += 1 }
      guard at > start else { return unexpectedText(.expectedKey) }
      errors.report(.unquotedKey, SourceRange(start, at), in: bytes)
      append(.string, SourceRange(start, at), isRepaired: true)
      expected = .colon
      lastEnd = at
    }
  }

  private func isBareKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func scanColon(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: ":"):
      at += 1
      expected = .value
    case UInt8(ascii: "="):
      errors.report(.missingColon, SourceRange(at, at + 1), in: bytes)
      at += 1
      expected = .value
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
      errors.report(.missingColon, SourceRange(lastEnd, lastEnd), in: bytes)
      appendInvalid(SourceRange(lastEnd, lastEnd))
      expected = .commaOrEnd
    default:
      errors.report(.missingColon, SourceRange(lastEnd, lastEnd), in: bytes)
      expected = .value
    }
  }

  // MARK: Containers

  private mutating func openContainer(_ byte: UInt8) {
    guard open.count < depthLimit else {
      errors.report(.tooDeep, SourceRange(at, at + 1), in: bytes)
      appendInvalid(SourceRange(at, at))
      closeAll()
      return
    }
    let isObject = byte == UInt8(ascii: "{")
    open.append(Open(node: tape.nodes.count, isObject: isObject))
    append(isObject ? .object : .array, SourceRange(at, at + 1))
    at += 1
    expected = isObject ? .firstKey : .firstElement
    comma = nil
  }

  private mutating func scanCommaOrEnd(_ byte: UInt8) {
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

  private mutating func closeAfterComma() {
    if let comma { errors.report(.trailingComma, SourceRange(comma, comma + 1), in: bytes) }
    close()
  }

  private mutating func close() {
    at += 1
    end(open.removeLast(), at: at)
    valueEnded()
  }

  private mutating func end(_ container: Open, at offset: Int, isRepaired: Bool = false) {
    tape.nodes[container.node].end = UInt32(offset)
    tape.nodes[container.node].next = UInt32(tape.nodes.count)
    tape.nodes[container.node].isRepaired = isRepaired
  }

  private mutating func mismatchedCloser(_ byte: UInt8) {
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

  private mutating func finishAtEnd() {
    if expected == .value, open.isEmpty { appendInvalid(SourceRange(at, at)) }
    if let innermost = open.last { reportUnclosed(innermost) }
    closeAll()
  }

  private mutating func closeAll() {
    // A name without its value keeps the pairs of an object whole.
    if let innermost = open.last, innermost.isObject, expected == .colon || expected == .value {
      if expected == .colon || isNameLast(in: innermost) { appendInvalid(SourceRange(at, at)) }
    }
    while let container = open.popLast() { end(container, at: bytes.count, isRepaired: true) }
    at = bytes.count
    expected = .nothing
  }

  /// Whether the last child of an object is a name that still lacks its value.
  private func isNameLast(in object: Open) -> Bool {
    var children = 0
    var node = object.node + 1
    while node < tape.nodes.count {
      children += 1
      node = Int(tape.nodes[node].next)
    }
    return children % 2 == 1
  }

  // MARK: The tape

  private mutating func append(
    _ kind: JSONTape.Kind, _ range: SourceRange, hasEscapes: Bool = false, isRepaired: Bool = false
  ) {
    tape.nodes.append(
      JSONTape.Node(
        kind: kind, hasEscapes: hasEscapes, isRepaired: isRepaired, start: UInt32(range.start),
        end: UInt32(range.end), next: UInt32(tape.nodes.count + 1)))
  }

  private mutating func appendInvalid(_ range: SourceRange) { append(.invalid, range, isRepaired: true) }

  private mutating func appendString() {
    let token = string()
    append(.string, token.range, hasEscapes: token.hasEscapes, isRepaired: token.isRepaired)
  }

  /// The offset after the last byte that is not white space.
  private func endOfText() -> Int {
    var end = bytes.count
    while end > at, bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }
}
