package import JSONSource

/// The error of a value under a condition operator, whatever the request.
///
/// Source: Arsenal `lib/policyEvaluator/utils/conditions.ts`, `convertConditionOperator`, and `lib/ipCheck.ts`.
package enum ConditionValueFault: Sendable, Hashable {
  /// No string, on which the server throws an exception once it gets there.
  case throwsAtType
  /// No string, which never compares equal.
  case neverAtType
  /// No number where one is compared.
  case noNumber
  /// Neither a time with a colon in it that may be parsed nor milliseconds.
  case noDate
  /// Neither `true` nor `false`.
  case noTruthValue
  /// No address or range of addresses.
  case noAddress
  /// A wildcard where the operator compares exactly.
  case wildcard

  /// The error of `value` under the operator `base`, without its `IfExists`; nil when there is none.
  package static func fault(in value: JSONNode, under base: String) -> ConditionValueFault? {
    guard let text = value.string?.text else {
      if base.hasPrefix("Numeric") { return value.kind == .number ? nil : .noNumber }
      return base == "Null" || base.hasPrefix("Binary") ? .neverAtType : .throwsAtType
    }
    switch base {
    case "Bool", "Null": return text == "true" || text == "false" ? nil : .noTruthValue
    case "IpAddress", "NotIpAddress": return isAddress(text) ? nil : .noAddress
    case "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "ArnEquals",
      "ArnNotEquals":
      return !Glob(text).isLiteral ? .wildcard : nil
    default:
      if base.hasPrefix("Numeric") { return startsWithNumber(text) ? nil : .noNumber }
      if base.hasPrefix("Date") { return isDate(text) ? nil : .noDate }
      return nil
    }
  }

  /// `parseInt` reads the start of a string.
  private static func startsWithNumber(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    return digits.first.map(isASCIIDigit) ?? false
  }

  /// A string with a colon is parsed as a time, one without as a number; `2025-01-01` is the number 2025.
  ///
  /// V8 parses many more times than those of ISO 8601, such as `Tue, 01 Jan 2030 00:00:00 GMT`; none without a digit.
  private static func isDate(_ text: String) -> Bool {
    if text.utf8.contains(UInt8(ascii: ":")) { return text.utf8.contains(where: isASCIIDigit) }
    return !text.isEmpty && text.utf8.allSatisfy(isASCIIDigit)
  }

  private static func isAddress(_ text: String) -> Bool {
    let parts = text.parts(separatedBy: "/")
    guard let address = parts.first, parts.count <= 2 else { return false }
    let isV6 = address.utf8.contains(UInt8(ascii: ":"))
    if parts.count == 2 {
      guard let bits = Int(parts[1]), parts[1].utf8.allSatisfy(isASCIIDigit), bits <= (isV6 ? 128 : 32) else {
        return false
      }
    }
    if isV6 { return address.utf8.allSatisfy { isASCIIDigit($0) || ":.abcdefABCDEF".utf8.contains($0) } }
    let numbers = address.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers.allSatisfy { Int($0).map { (0...255).contains($0) } ?? false }
  }
}
