import JSONSource

extension Rule {
  /// The string `"Service"` or `"Federated"` somewhere in a bucket policy.
  static let bucketPolicyNotImplemented = Rule(
    "bucket-policy-not-implemented", .bucketPolicy, .refused, platform: .bucketPolicyNotImplemented,
    title: "a bucket policy contains `\"Service\"` or `\"Federated\"`",
    rationale: """
      Before it parses anything, the server searches the policy for `"Service"` and `"Federated"`, quotes included, \
      and refuses the policy with `NotImplemented` wherever they are: as a principal, as a `Sid`, as an `Id`. \
      Principals of a bucket policy are `*`, `AWS` and `CanonicalUser`. Backbeat calls with the session of a role, so \
      the account of the role matches it.
      """,
    references: [.file(.bucketPutPolicy)],
    check: .document { document, context in
      guard document.kind == .bucketPolicy, let range = document.notImplementedText else { return }
      let name = document.json.source.text(in: range)
      context.report(
        .notImplemented(name), at: range, help: "write the account, `{\"AWS\": \"ACCOUNT\"}`, or use another word")
    })
}

extension Document {
  /// The first string for which the server refuses a bucket policy before parsing it. O(size).
  fileprivate var notImplementedText: SourceRange? {
    let bytes = json.source.bytes
    let texts = ["\"Service\"", "\"Federated\""].map { Array($0.utf8) }
    var at = 0
    while at < bytes.count {
      // Both begin with a quote, which is rare enough to be looked for alone.
      guard let quote = bytes[at...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
      if let text = texts.first(where: { bytes[quote...].starts(with: $0) }) {
        return SourceRange(quote, quote + text.count)
      }
      at = quote + 1
    }
    return nil
  }
}

extension PlatformAnswer {
  static let bucketPolicyNotImplemented = PlatformAnswer(
    by: .server, "NotImplemented", "Bucket policy contains element not yet implemented")
}

extension Message {
  fileprivate static func notImplemented(_ name: String) -> Message {
    "the server refuses a bucket policy that contains \(quoted: name) anywhere"
  }
}
