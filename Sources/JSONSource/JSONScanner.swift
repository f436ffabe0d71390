/// Reads bytes into a tape in one pass and goes on after every mistake, so that one reading finds them all.
///
/// INVARIANT: whatever the bytes, the tape is well formed: containers enclose their children, and the children of an
/// object come in pairs of a name and a value.
struct JSONScanner {
  /// The tokens that may appear at the current offset.
  enum Expectation {
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

  struct Open {
    let node: Int
    let isObject: Bool
    /// The number of children so far.
    var children: UInt32 = 0
  }

  let bytes: [UInt8]
  let depthLimit: Int
  var tape = JSONTape()
  var errors = JSONSyntaxErrors()
  var at = 0
  var open: [Open] = []
  var expected = Expectation.value
  /// The comma that was read last, to name it when nothing follows.
  var comma: Int?
  /// The end of the last value or name, to report where a comma or colon is missing.
  var lastEnd = 0

  init(_ bytes: [UInt8], depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    // Policies hold about one node in twelve bytes; growing once is cheaper than growing often.
    tape.nodes.reserveCapacity(bytes.count / 10 + 8)
    open.reserveCapacity(16)
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
    default:
      guard let token = curlyString() else { return unexpectedText(.expectedValue) }
      append(.string, token.range, isRepaired: true)
      valueEnded()
    }
  }

  /// A closer or comma is located where a value is expected: the value is missing, the rest is read as usual.
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
      // The top level is not JSON at all: one error reports it, more would be noise.
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

  mutating func valueEnded() {
    expected = .commaOrEnd
    lastEnd = at
  }

  // MARK: Members

  private mutating func scanKey(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      appendString()
      lastEnd = at
      // Nearly always the colon follows at once.
      if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
        at += 1
        expected = .value
      } else {
        expected = .colon
      }
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
      if let token = curlyString() {
        append(.string, token.range, isRepaired: true)
        lastEnd = at
        expected = .colon
        return
      }
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

  // MARK: The tape

  mutating func append(
    _ kind: JSONTape.Kind, _ range: SourceRange, hasEscapes: Bool = false, isRepaired: Bool = false
  ) {
    let index = tape.nodes.count
    var parent = UInt32(index)
    var ordinal: UInt32 = 0
    if !open.isEmpty {
      let last = open.count - 1
      parent = UInt32(open[last].node)
      ordinal = open[last].children
      open[last].children += 1
    }
    tape.nodes.append(
      JSONTape.Node(
        kind: kind, hasEscapes: hasEscapes, isRepaired: isRepaired, start: UInt32(range.start),
        end: UInt32(range.end), next: UInt32(index + 1), parent: parent, ordinal: ordinal))
  }

  mutating func appendInvalid(_ range: SourceRange) { append(.invalid, range, isRepaired: true) }

  private mutating func appendString() {
    let token = string()
    append(.string, token.range, hasEscapes: token.hasEscapes, isRepaired: token.isRepaired)
  }

  /// The offset after the last byte that is not whitespace.
  func endOfText() -> Int {
    var end = bytes.count
    while end > at, bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }
}
