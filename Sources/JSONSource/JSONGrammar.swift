/// The number of bytes of the UTF-8 character at `offset`, or nil when the bytes there are none.
///
/// Overlong forms, surrogates and values above U+10FFFF are not UTF-8 (RFC 3629, section 3).
func utf8Length(_ bytes: [UInt8], _ offset: Int) -> Int? {
  func continues(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
    offset + distance < bytes.count && range.contains(bytes[offset + distance])
  }
  switch bytes[offset] {
  case 0x00...0x7F: return 1
  case 0xC2...0xDF: return continues(1) ? 2 : nil
  case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : nil
  case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : nil
  case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : nil
  case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : nil
  case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : nil
  case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : nil
  default: return nil
  }
}

/// Returns whether three bytes are a double quote of typography: U+201C to U+201F.
func isCurlyQuote(_ bytes: ArraySlice<UInt8>) -> Bool {
  bytes.count == 3 && bytes.starts(with: [0xE2, 0x80]) && bytes.last.map { (0x9C...0x9F).contains($0) } == true
}

/// The value of a hexadecimal digit.
package func hexDigit(_ byte: UInt8) -> UInt16? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}

/// Returns whether all of `text` is one number of RFC 8259, section 6.
func isJSONNumber(_ text: ArraySlice<UInt8>) -> Bool {
  var rest = text
  func isDigit(_ byte: UInt8?) -> Bool { byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }
  func dropDigits(_ rest: inout ArraySlice<UInt8>) -> Bool {
    guard isDigit(rest.first) else { return false }
    rest = rest.drop { isDigit($0) }
    return true
  }
  if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
  if rest.first == UInt8(ascii: "0") {
    rest.removeFirst()
  } else if !dropDigits(&rest) {
    return false
  }
  if rest.first == UInt8(ascii: ".") {
    rest.removeFirst()
    if !dropDigits(&rest) { return false }
  }
  if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
    rest.removeFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    if !dropDigits(&rest) { return false }
  }
  return rest.isEmpty
}
