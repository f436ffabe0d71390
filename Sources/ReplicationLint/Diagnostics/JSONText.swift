/// `text` as written between the quotes of a JSON string (RFC 8259, section 7).
package func jsonEscaped(_ text: String) -> String {
  let isPlain = text.hasOnly { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
  if isPlain { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default:
      if scalar.value < 0x20 {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}

/// `text` as a JSON string, quotes included.
package func jsonString(_ text: String) -> String { "\"\(jsonEscaped(text))\"" }
