/// A reason why no real key starts with a prefix.
package enum PrefixDoubt: Sendable, Hashable {
  /// A wildcard, which is compared as a plain character.
  case wildcard
  /// A slash, an address such as `s3://`, or whitespace at the start.
  case start
  /// Whitespace at the end.
  case end

  /// Inspects a prefix; nil when real keys can start with it. O(length).
  package init?(_ prefix: String) {
    if prefix.utf8.contains(UInt8(ascii: "*")) || prefix.utf8.last == UInt8(ascii: "?") {
      self = .wildcard
      return
    }
    guard let first = prefix.unicodeScalars.first, let last = prefix.unicodeScalars.last else { return nil }
    if first == "/" || first.properties.isWhitespace || prefix.utf8.starts(with: "s3://".utf8) {
      self = .start
    } else if last.properties.isWhitespace {
      self = .end
    } else {
      return nil
    }
  }
}
