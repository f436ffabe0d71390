package import JSONSource

/// The answer of get-bucket-versioning for a bucket.
///
/// AWS CLI prints nothing at all for a bucket whose versioning was never set, so an empty file is an answer too.
package struct VersioningState: Sendable {
  /// The `Status` as printed; nil when versioning was never set.
  package let status: LocatedString?
  /// The range of findings: the status, or the start of the file.
  package let range: SourceRange

  init(_ json: JSONDocument) {
    status = json.root.member("Status")?.string
    range = status?.range ?? SourceRange(0, min(1, json.source.bytes.count))
  }

  /// Indicates whether versioning is on.
  package var isEnabled: Bool { status?.text == "Enabled" }
}
