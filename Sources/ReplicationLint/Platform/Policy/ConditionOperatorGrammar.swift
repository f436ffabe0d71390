/// The condition operators that the server accepts.
///
/// Source: Arsenal `lib/policy/userPolicySchema.json`, `conditions`.
package enum ConditionOperatorGrammar {
  /// The operators without `IfExists`.
  package static let plain = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
    "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan",
    "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "BinaryNotEquals",
    "IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "Null",
  ]

  /// Every operator. `Null` has no `IfExists` form.
  package static let all = plain + plain.dropLast().map { $0 + ifExists }

  /// The ending that lets a test pass when its key is absent.
  package static let ifExists = "IfExists"

  /// The prefixes that AWS knows for keys with several values; the server's grammar refuses them.
  package static let setPrefixes = ["ForAnyValue:", "ForAllValues:"]

  /// Returns whether the server accepts `name`.
  package static func accepts(_ name: String) -> Bool { accepted.contains(Array(name.utf8)) }

  /// The operator that `name` most likely means.
  package static func nearest(to name: String) -> String? { suggestion(for: name, among: all) }

  /// The operator without `IfExists`, and whether that ending was there.
  package static func base(of name: String) -> (name: String, isIfExists: Bool) {
    name.hasSuffix(ifExists) ? (String(name.dropLast(ifExists.count)), true) : (name, false)
  }

  /// The operators that hold when their key is absent (Arsenal `lib/policyEvaluator/evaluator.ts`,
  /// `operatorsWithNegation`).
  package static let negated = [
    "StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike", "ArnNotEquals", "ArnNotLike", "NumericNotEquals",
  ]

  private static let accepted = Set(all.map { Array($0.utf8) })
}
