/// A string of the document, or a part of one, that knows the location of each of its bytes in the file.
///
/// Equality and hashing look at the text only: a place never decides meaning.
public struct LocatedString: Sendable {
  /// The text, escapes resolved; a surrogate without its partner is shown as U+FFFD.
  public let text: String
  /// The bytes in the file: with quotes for a whole string, without for a part.
  public let range: SourceRange
  /// The offset in the file of each UTF-8 byte of `text`, and of the end; nil while they follow each other.
  private let offsets: [UInt32]?
  /// The offset in the file of the first byte of `text`.
  private let first: Int
  /// The exact UTF-16 units where `text` cannot hold them.
  private let loneSurrogates: [UInt16]?

  /// Makes a string without a location in a file; for values that a program provides.
  public init(_ text: String, at offset: Int = 0) {
    self.init(text: text, range: SourceRange(offset, offset), offsets: nil, first: offset, units: nil)
  }

  private init(text: String, range: SourceRange, offsets: [UInt32]?, first: Int, units: [UInt16]?) {
    self.text = text
    self.range = range
    self.offsets = offsets
    self.first = first
    self.loneSurrogates = units
  }

  init(decoding bytes: [UInt8], _ range: SourceRange, hasEscapes: Bool) {
    var content = range
    let quote = bytes[range.start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      content.start += 1
      if content.end > content.start, bytes[content.end - 1] == quote { content.end -= 1 }
    } else if range.count > 3, isCurlyQuote(bytes[range.start..<range.start + 3]) {
      content.start += 3
      let isASCII = bytes[range.end - 1] == UInt8(ascii: "\"")
      if isASCII || isCurlyQuote(bytes[range.end - 3..<range.end]) { content.end -= isASCII ? 1 : 3 }
    }
    if !hasEscapes {
      let text = String(decoding: bytes[content.start..<content.end], as: UTF8.self)
      // Bytes that are not UTF-8 are shown as U+FFFD, which is longer than they are.
      if text.utf8.count == content.count {
        self.init(text: text, range: range, offsets: nil, first: content.start, units: nil)
        return
      }
    }
    var decoder = EscapeDecoder(bytes: bytes, at: content.start, end: content.end)
    decoder.decode()
    self.init(
      text: String(decoding: decoder.text, as: UTF8.self), range: range, offsets: decoder.offsets,
      first: content.start, units: decoder.hasLoneSurrogate ? decoder.units : nil)
  }

  /// The string with every offset replaced by the one that `origin` gives for it. O(length).
  func moved(by origin: [UInt32]) -> LocatedString {
    let inner = offsets ?? (0...text.utf8.count).map { UInt32(first + $0) }
    let outer = inner.map { origin[Int($0)] }
    return LocatedString(
      text: text, range: SourceRange(Int(origin[range.start]), Int(origin[range.end])), offsets: outer,
      first: Int(outer[0]), units: loneSurrogates)
  }

  /// The text in UTF-16 units exactly as the file gives it, surrogates without partner included.
  public var utf16: [UInt16] { loneSurrogates ?? Array(text.utf16) }

  /// Indicates whether the text is empty.
  public var isEmpty: Bool { text.isEmpty }

  /// The bytes of the text in the file, without quotes.
  public var contentRange: SourceRange { range(of: 0..<text.utf8.count) }

  /// The bytes in the file that `part`, half-open UTF-8 offsets in `text`, was read from; O(1).
  public func range(of part: Range<Int>) -> SourceRange {
    guard let offsets else { return SourceRange(first + part.lowerBound, first + part.upperBound) }
    return SourceRange(Int(offsets[part.lowerBound]), Int(offsets[part.upperBound]))
  }

  /// A part of the string, by half-open UTF-8 offsets in `text` at character boundaries.
  public func part(_ part: Range<Int>) -> LocatedString {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: part.lowerBound)
    let end = utf8.index(start, offsetBy: part.count)
    return self.part(part, String(text[start..<end]))
  }

  private func part(_ part: Range<Int>, _ text: String) -> LocatedString {
    let range = range(of: part)
    return LocatedString(
      text: text, range: range, offsets: offsets.map { Array($0[part.lowerBound...part.upperBound]) },
      first: range.start, units: nil)
  }

  /// The parts between the occurrences of an ASCII `separator`; always at least one.
  public func split(_ separator: Character) -> [LocatedString] {
    guard let byte = separator.asciiValue else { return [self] }
    var text = text
    return text.withUTF8 { bytes in
      var parts: [LocatedString] = []
      parts.reserveCapacity(unsafe bytes.count { $0 == byte } + 1)
      var start = 0
      for offset in 0...bytes.count where unsafe offset == bytes.count || bytes[offset] == byte {
        let text = unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<offset]), as: UTF8.self)
        parts.append(part(start..<offset, text))
        start = offset + 1
      }
      return parts
    }
  }
}

extension LocatedString: Hashable {
  public static func == (a: LocatedString, b: LocatedString) -> Bool {
    a.text.hasSameBytes(as: b.text) && a.loneSurrogates == b.loneSurrogates
  }
  public func hash(into hasher: inout Hasher) { ExactString(text).hash(into: &hasher) }
}

/// Resolves the escapes of a string and remembers where each byte came from.
private struct EscapeDecoder {
  let bytes: [UInt8]
  var at: Int
  let end: Int
  var text: [UInt8] = []
  var units: [UInt16] = []
  var offsets: [UInt32] = []
  var hasLoneSurrogate = false

  init(bytes: [UInt8], at: Int, end: Int) {
    self.bytes = bytes
    self.at = at
    self.end = end
  }

  mutating func decode() {
    while at < end {
      if bytes[at] == UInt8(ascii: "\\") { escape() } else { plain() }
    }
    offsets.append(UInt32(end))
  }

  private mutating func plain() {
    let start = at
    while at < end, bytes[at] < 0x80, bytes[at] != UInt8(ascii: "\\") { at += 1 }
    if at > start {
      text += bytes[start..<at]
      units += bytes[start..<at].lazy.map { UInt16($0) }
      offsets += UInt32(start)..<UInt32(at)
      return
    }
    let length = min(utf8Length(bytes, at) ?? 1, end - at)
    let character = String(decoding: bytes[at..<at + length], as: UTF8.self)
    units.append(contentsOf: character.utf16)
    emit(Array(character.utf8), from: at, perByte: character.utf8.count == length)
    at += length
  }

  private mutating func escape() {
    let start = at
    at += 1
    guard at < end else { return emit([0x5C], from: start) }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "b"): scalar(0x08, from: start)
    case UInt8(ascii: "f"): scalar(0x0C, from: start)
    case UInt8(ascii: "n"): scalar(0x0A, from: start)
    case UInt8(ascii: "r"): scalar(0x0D, from: start)
    case UInt8(ascii: "t"): scalar(0x09, from: start)
    case UInt8(ascii: "u"): unicodeEscape(from: start)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scalar(UInt32(byte), from: start)
    default:
      at = start + 1
      units.append(0x5C)
      emit([0x5C], from: start)
    }
  }

  private mutating func unicodeEscape(from start: Int) {
    guard let unit = fourDigits() else { return scalar(0xFFFD, from: start) }
    if unit & 0xFC00 == 0xD800, at + 1 < end, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") {
      let before = at
      at += 2
      if let low = fourDigits(), low & 0xFC00 == 0xDC00 {
        scalar(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF)), from: start)
        return
      }
      at = before
    }
    if unit & 0xF800 == 0xD800 {
      hasLoneSurrogate = true
      units.append(unit)
      emit(Array("\u{FFFD}".utf8), from: start)
    } else {
      scalar(UInt32(unit), from: start)
    }
  }

  private mutating func fourDigits() -> UInt16? {
    var value: UInt16 = 0
    for distance in 0..<4 {
      guard at + distance < end, let digit = hexDigit(bytes[at + distance]) else { return nil }
      value = value << 4 | digit
    }
    at += 4
    return value
  }

  private mutating func scalar(_ value: UInt32, from start: Int) {
    let character = String(Unicode.Scalar(value).map(Character.init) ?? "\u{FFFD}")
    units.append(contentsOf: character.utf16)
    emit(Array(character.utf8), from: start)
  }

  private mutating func emit(_ decoded: [UInt8], from start: Int, perByte: Bool = false) {
    for (distance, byte) in decoded.enumerated() {
      text.append(byte)
      offsets.append(UInt32(perByte ? start + distance : start))
    }
  }
}
