/// Encoded JSON with every character that cannot be seen, or that a terminal obeys, written as `\uXXXX`.
///
/// The value stays the same: such characters appear in strings and names only. Escaped are DEL and the C1 controls,
/// format characters (bidirectional controls, zero-width characters, the byte order mark), line and paragraph
/// separators, private use, unassigned and noncharacters, and whitespace other than the plain space; jansson itself
/// escapes what is below U+0020. So is the second of two `#`, with which CI servers begin commands. Linear in the text.
func escapingInvisibleCharacters(_ encoded: [UInt8]) -> [UInt8] {
  let mark = UInt8(ascii: "#")
  func isPlain(_ index: Int) -> Bool {
    encoded[index] < 0x7F && (encoded[index] != mark || index == 0 || encoded[index - 1] != mark)
  }
  guard var next = encoded.indices.first(where: { !isPlain($0) }) else { return encoded }
  var result: [UInt8] = []
  result.reserveCapacity(encoded.count + 64)
  var start = 0
  while next < encoded.count {
    result.append(contentsOf: encoded[start..<next])
    // INVARIANT: jansson writes valid UTF-8, so that the first byte determines the length.
    let end = next + (encoded[next] < 0x80 ? 1 : encoded[next] < 0xE0 ? 2 : encoded[next] < 0xF0 ? 3 : 4)
    let character = String(decoding: encoded[next..<end], as: UTF8.self)
    if encoded[next] != mark, character.unicodeScalars.allSatisfy(\.isPlain) {
      result.append(contentsOf: encoded[next..<end])
    } else {
      for unit in character.utf16 { result.append(contentsOf: escape(unit)) }
    }
    start = end
    next = (start..<encoded.count).first { !isPlain($0) } ?? encoded.count
  }
  result.append(contentsOf: encoded[start...])
  return result
}

extension Unicode.Scalar {
  /// Indicates whether the scalar is shown as it is and moves nothing around it.
  fileprivate var isPlain: Bool {
    if value < 0x7F { return true }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .spaceSeparator:
      return false
    default: return true
    }
  }
}

private func escape(_ unit: UInt16) -> [UInt8] {
  let digits = Array("0123456789ABCDEF".utf8)
  return [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    + [12, 8, 4, 0].map { shift in digits[Int(unit >> UInt16(shift)) & 0xF] }
}
