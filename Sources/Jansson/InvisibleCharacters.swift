/// Encoded JSON with every character that cannot be seen, or that a terminal obeys, written as `\uXXXX`.
///
/// The value stays the same: such characters appear in strings and names only. Escaped are DEL and the C1 controls,
/// format characters (bidirectional controls, zero-width characters, the byte order mark), line and paragraph
/// separators, private use, unassigned and noncharacters, and white space other than the plain space; jansson itself
/// escapes what is below U+0020. Linear in the text.
func escapingInvisibleCharacters(_ encoded: [UInt8]) -> [UInt8] {
  if encoded.allSatisfy({ $0 < 0x7F }) { return encoded }
  var result: [UInt8] = []
  result.reserveCapacity(encoded.count + 64)
  var parser = Unicode.UTF8.ForwardParser()
  var iterator = encoded.makeIterator()
  while case .valid(let bytes) = parser.parseScalar(from: &iterator) {
    let scalar = Unicode.UTF8.decode(bytes)
    if scalar.isPlain {
      result.append(contentsOf: bytes)
    } else {
      for unit in String(scalar).utf16 { result.append(contentsOf: escape(unit)) }
    }
  }
  return result
}

extension Unicode.Scalar {
  /// Whether the scalar is shown as it is and moves nothing around it.
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
