/// Strings, numbers, words, whitespace and comments.
extension JSONScanner {
  /// A string as written, its quotes included.
  struct StringToken {
    let range: SourceRange
    let hasEscapes: Bool
    let isRepaired: Bool
  }

  /// Reads the string whose opening quote (`"` or `'`) is at the current offset.
  mutating func string() -> StringToken {
    let start = at
    let quote = bytes[at]
    if quote == UInt8(ascii: "'") { reportSingleQuotes() }
    var hasEscapes = false
    at += 1
    while true {
      skipPlain(quote)
      guard at < bytes.count else { break }
      let byte = bytes[at]
      if byte == quote {
        at += 1
        return StringToken(
          range: SourceRange(start, at), hasEscapes: hasEscapes, isRepaired: quote == UInt8(ascii: "'"))
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        escape()
      } else if byte < 0x20 {
        if byte == 0x0A || byte == 0x0D, !isStringClosedLater(quote) { break }
        let isCRLF = byte == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
        let end = at + (isCRLF ? 2 : 1)
        errors.report(.controlCharacter(byte), SourceRange(at, end), in: bytes)
        at = end
      } else {
        character()
      }
    }
    return unterminatedString(from: start, hasEscapes: hasEscapes)
  }

  /// Passes over the characters of a string that need no thought. Most of a document goes through here, so the offset
  /// is kept in a local variable: one in the scanner would be written back for each byte.
  private mutating func skipPlain(_ quote: UInt8) {
    var offset = at
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == quote || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80 { break }
      offset += 1
    }
    at = offset
  }

  /// Reads a string between typographic quotes that ends on its line; nil when there is none at the current offset.
  mutating func curlyString() -> StringToken? {
    guard isCurlyQuote(bytes[at..<min(at + 3, bytes.count)]) else { return nil }
    let start = at
    var end = at + 3
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      let isASCIIQuote = bytes[end] == UInt8(ascii: "\"")
      if isASCIIQuote || isCurlyQuote(bytes[end..<min(end + 3, bytes.count)]) {
        at = end + (isASCIIQuote ? 1 : 3)
        let range = SourceRange(start, at)
        errors.report(.curlyQuotes, range, in: bytes)
        return StringToken(range: range, hasEscapes: false, isRepaired: true)
      }
      // The meaning of a backslash between such quotes is not defined.
      guard bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\\"), let length = utf8Length(bytes, end) else {
        return nil
      }
      end += length
    }
    return nil
  }

  private mutating func reportSingleQuotes() {
    var end = at + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "'"), bytes[end] != 0x0A { end += 1 }
    errors.report(.singleQuotes, SourceRange(at, min(end + 1, bytes.count)), in: bytes)
  }

  /// A line break inside a string is a raw control character when the next quote closes the string, and the sign of
  /// a forgotten quote when the next quote opens another one.
  private func isStringClosedLater(_ quote: UInt8) -> Bool {
    guard var next = bytes[at...].firstIndex(of: quote) else { return false }
    next += 1
    while next < bytes.count, isBlank(bytes[next]) { next += 1 }
    guard next < bytes.count else { return true }
    switch bytes[next] {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"): return true
    default: return false
    }
  }

  private mutating func unterminatedString(from start: Int, hasEscapes: Bool) -> StringToken {
    // Closing brackets and commas at the end of the line are most likely not part of the string.
    while at > start + 1, isBlank(bytes[at - 1]) || bytes[at - 1] == UInt8(ascii: ",") || isCloser(bytes[at - 1]) {
      at -= 1
    }
    let range = SourceRange(start, at)
    errors.report(.unterminatedString, range, in: bytes)
    return StringToken(range: range, hasEscapes: hasEscapes, isRepaired: true)
  }

  private func isCloser(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") }

  private mutating func escape() {
    let start = at
    guard at + 1 < bytes.count else {
      at += 1
      return
    }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
    case UInt8(ascii: "u"):
      at += 2
      var digits = 0
      while digits < 4, at < bytes.count, hexDigit(bytes[at]) != nil {
        digits += 1
        at += 1
      }
      if digits < 4 { errors.report(.invalidEscape, SourceRange(start, at), in: bytes) }
    default:
      at += 1
      if bytes[at] >= 0x20 {
        if bytes[at] < 0x80 { at += 1 } else { character() }
      }
      errors.report(.invalidEscape, SourceRange(start, at), in: bytes)
    }
  }

  /// Passes over one character of more than one byte, or reports the bytes that are none.
  mutating func character() {
    if let length = utf8Length(bytes, at) {
      at += length
      return
    }
    let start = at
    at += 1
    while at < bytes.count, bytes[at] & 0xC0 == 0x80 { at += 1 }
    errors.report(.invalidUTF8, SourceRange(start, at), in: bytes)
  }

  /// Reads a run that begins like a number.
  mutating func number() -> (range: SourceRange, isValid: Bool) {
    let start = at
    while at < bytes.count, isNumberByte(bytes[at]) { at += 1 }
    let range = SourceRange(start, at)
    if isJSONNumber(bytes[start..<at]) { return (range, true) }
    let word = bytes[start..<at]
    let isNonFinite = word.elementsEqual("-Infinity".utf8) || word.elementsEqual("+Infinity".utf8)
    errors.report(isNonFinite ? .nonFiniteNumber : .invalidNumber, range, in: bytes)
    return (range, false)
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }

  /// Reads a bare word: `true`, `false`, `null` or something that should have been quoted.
  mutating func literal() -> (range: SourceRange, kind: JSONTape.Kind) {
    let start = at
    while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
    let word = bytes[start..<at]
    if word.elementsEqual("true".utf8) { return (SourceRange(start, at), .true) }
    if word.elementsEqual("false".utf8) { return (SourceRange(start, at), .false) }
    if word.elementsEqual("null".utf8) { return (SourceRange(start, at), .null) }
    let isNonFinite = word.elementsEqual("NaN".utf8) || word.elementsEqual("Infinity".utf8)
    errors.report(isNonFinite ? .nonFiniteNumber : .invalidLiteral, SourceRange(start, at), in: bytes)
    return (SourceRange(start, at), .invalid)
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "{"),
      UInt8(ascii: "\""), 0...0x20:
      false
    default: true
    }
  }

  // MARK: Between tokens

  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  /// Skips whitespace; comments and characters that only look like spaces are reported and skipped too.
  mutating func skipBlanks() {
    while true {
      var offset = at
      while offset < bytes.count, isBlank(bytes[offset]) { offset += 1 }
      at = offset
      guard at < bytes.count else { return }
      let byte = bytes[at]
      if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "/") {
        guard comment() else { return }
      } else if byte >= 0x80 {
        guard strayCharacter() else { return }
      } else {
        return
      }
    }
  }

  private mutating func comment() -> Bool {
    let start = at
    if bytes[at] == UInt8(ascii: "/") {
      guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "/") || bytes[at + 1] == UInt8(ascii: "*") else {
        return false
      }
    }
    if bytes[at] == UInt8(ascii: "/"), bytes[at + 1] == UInt8(ascii: "*") {
      at += 2
      while at < bytes.count, !(bytes[at - 1] == UInt8(ascii: "*") && bytes[at] == UInt8(ascii: "/") && at > start + 2)
      {
        at += 1
      }
      at = min(at + 1, bytes.count)
    } else {
      while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    }
    errors.report(.comment, SourceRange(start, at), in: bytes)
    return true
  }

  /// A space that JSON does not accept as one (no-break space, zero-width space...) comes from a word processor or a
  /// web page.
  private mutating func strayCharacter() -> Bool {
    let start = at
    while at < bytes.count, bytes[at] >= 0x80, let length = utf8Length(bytes, at) {
      let scalar = String(decoding: bytes[at..<at + length], as: UTF8.self).unicodeScalars.first
      guard let properties = scalar?.properties, properties.isWhitespace || properties.isDefaultIgnorableCodePoint
      else { break }
      at += length
    }
    if at == start { return false }
    errors.report(.strayCharacter, SourceRange(start, at), in: bytes)
    return true
  }
}
