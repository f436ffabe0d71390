/// How a policy's resource names the keys that a replication rule selects.
enum KeyPattern {
  /// The pattern of all keys that begin with `prefix`, for the part of a resource after the bucket.
  ///
  /// `*`, `?` and a `$` before a brace are written so that they stand for themselves. A colon cannot be written: a
  /// resource with a seventh part matches nothing (Arsenal lib/policyEvaluator/utils/checkArnMatch.ts), so a `?`, which
  /// matches any one character, stands in its place.
  static func beginning(with prefix: String) -> String {
    var pattern = String.UnicodeScalarView()
    let scalars = Array(prefix.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case ":": pattern.append("?")
      case "*", "?": pattern.append(contentsOf: "${\(scalar)}".unicodeScalars)
      case "$" where index + 1 < scalars.count && scalars[index + 1] == "{":
        pattern.append(contentsOf: "${$}".unicodeScalars)
      default: pattern.append(scalar)
      }
    }
    return String(pattern) + "*"
  }
}
