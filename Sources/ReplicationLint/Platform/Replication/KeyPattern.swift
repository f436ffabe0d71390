/// The resources of a policy that match the keys which a replication rule selects.
enum KeyPattern {
  /// The patterns of all keys that begin with one of `prefixes`, none of which another one includes.
  static func beginning(withOneOf prefixes: [String]) -> [String] {
    let patterns = prefixes.map { beginning(with: $0) }
    let globs = patterns.map { Glob($0) }
    // Prefixes do not overlap, so only a pattern that is wider than its prefix can include others.
    let wide = patterns.indices.filter { prefixes[$0].utf8.contains(UInt8(ascii: ":")) }
    return patterns.indices.filter { index in
      !wide.contains { other in
        guard other != index, globs[other].covers(globs[index]) else { return false }
        // Of two that are equal the first one is kept.
        return other < index || !globs[index].covers(globs[other])
      }
    }.map { patterns[$0] }
  }

  /// The pattern of all keys that begin with `prefix`, for the part of a resource after the bucket.
  ///
  /// `*`, `?` and a `$` before a brace are escaped so that they match themselves. A colon is not written: only
  /// newer releases match a resource with a colon in the key (Arsenal lib/policyEvaluator/utils/checkArnMatch.ts), so a
  /// `?`, which matches any one character, replaces it.
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
