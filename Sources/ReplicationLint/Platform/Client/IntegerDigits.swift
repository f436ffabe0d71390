package import JSONSource

/// The integers that AWS CLI does not read: Python has converted no longer strings of digits since version 3.11, so that
/// `json.loads` answers "Exceeds the limit (4300 digits) for integer string conversion".
///
/// Source: CPython `Objects/longobject.c`, `PyLong_FromString`, and `Lib/json/scanner.py`: a number with a fraction or an
/// exponent is read as a float, which has no such limit.
package enum IntegerDigits {
  /// The digits that are read, a sign not counted (`sys.int_info.default_max_str_digits`).
  package static let limit = 4_300

  /// Returns the integers in `node` that have more digits, in file order, each with their number. O(length of `node`).
  package static func beyondLimit(in node: JSONNode) -> [(node: JSONNode, digits: Int)] {
    guard node.range.count > limit else { return [] }
    switch node.kind {
    case .object: return node.members.flatMap { beyondLimit(in: $0.value) }
    case .array: return node.elements.flatMap { beyondLimit(in: $0) }
    case .number:
      let digits = node.sourceText.utf8.drop { $0 == UInt8(ascii: "-") }
      let isInteger = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return isInteger && digits.count > limit ? [(node, digits.count)] : []
    default: return []
    }
  }
}
