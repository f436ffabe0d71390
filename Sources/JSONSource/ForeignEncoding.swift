/// The encoding of `bytes`, which are not JSON, in place of UTF-8; nil for text with some wrong bytes in it. O(bytes).
func foreignEncoding(_ bytes: [UInt8]) -> JSONSyntaxError.Kind? {
  let marks: [([UInt8], JSONSyntaxError.Kind)] = [
    ([0xFF, 0xFE, 0, 0], .utf32), ([0, 0, 0xFE, 0xFF], .utf32), ([0xFF, 0xFE], .utf16), ([0xFE, 0xFF], .utf16),
  ]
  if let marked = marks.first(where: { bytes.starts(with: $0.0) }) { return marked.1 }
  // JSON begins with two characters of ASCII (RFC 4627, section 3), so zeros reveal the encoding.
  if bytes.count >= 4 {
    switch bytes[..<4].map({ $0 == 0 }) {
    case [true, true, true, false], [false, true, true, true]: return .utf32
    case [true, false, true, false], [false, true, false, true]: return .utf16
    default: break
    }
  }
  var oddities = 0
  var offset = 0
  while offset < bytes.count {
    let byte = bytes[offset]
    let length = utf8Length(bytes, offset)
    if length == nil || (byte < 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) { oddities += 1 }
    offset += length ?? 1
  }
  return oddities >= 8 && oddities * 16 >= bytes.count ? .binary : nil
}
