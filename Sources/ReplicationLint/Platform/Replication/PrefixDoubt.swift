/// A reason why no real key starts with a prefix.
package enum PrefixDoubt: Sendable, Hashable {
  /// A wildcard, which is compared as a plain character.
  case wildcard
  /// A slash, an address such as `s3://` or an ARN, or whitespace at the start.
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
    if first == "/" || first.properties.isWhitespace || Self.address(of: prefix) != nil {
      self = .start
    } else if last.properties.isWhitespace {
      self = .end
    } else {
      return nil
    }
  }

  /// The address at the start of a prefix, up to where the key begins: `./`, `s3://bucket/`, `https://host/bucket/` or
  /// `arn:aws:s3:::bucket/`; nil where there is none. O(length).
  package static func address(of prefix: String) -> Substring? {
    let bytes = prefix.utf8
    if bytes.starts(with: "./".utf8) { return prefix.prefix(2) }
    for (head, names) in [("s3://", 1), ("https://", 2), ("http://", 2), ("arn:aws:s3:::", 1)]
    where bytes.starts(with: head.utf8) {
      var end = bytes.index(bytes.startIndex, offsetBy: head.utf8.count)
      for _ in 0..<names {
        end = bytes[end...].firstIndex(of: UInt8(ascii: "/")).map(bytes.index(after:)) ?? bytes.endIndex
      }
      return prefix[..<end]
    }
    return nil
  }
}
