/// The names that roles and policies of a new setup may have.
enum IAMName {
  /// The name of an IAM policy in characters (botocore data/iam/2010-05-08/service-2.json, `policyNameType`).
  static let policyLimit = 128

  /// The reason against a role or policy called `name`, in words; nil where there is none.
  ///
  /// The characters are those of `isOfIAMName`.
  static func reason(against name: String, limit: Int) -> Message? {
    if name.isEmpty { return "it is empty" }
    if name.utf8.count > limit { return "it is longer than \(limit) characters" }
    guard let odd = name.unicodeScalars.first(where: { !$0.isOfIAMName }) else { return nil }
    switch odd {
    case ",": return "a comma separates the two roles in a replication configuration"
    case "/": return "roles with a path are not made"
    default: return "\(quoted: String(odd)) is neither a letter, a digit nor one of `_+=.@-`"
    }
  }
}
