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
    status = (json.root.member("Status") ?? json.root).string
    range = status?.range ?? SourceRange(0, min(1, json.source.bytes.count))
  }

  /// Returns whether a file can be such an answer: whole, cut out by `--query Status`, or nothing.
  static func isAnswer(_ json: JSONDocument) -> Bool {
    switch json.root.kind {
    case .object: MemberTable(json.root).holdsOnly(["Status", "MFADelete", "ResponseMetadata"])
    case .string: json.root.isText("Enabled") || json.root.isText("Suspended")
    default: json.root.kind == .null || json.source.bytes.allSatisfy { $0 <= 0x20 }
    }
  }

  /// Indicates whether versioning is on.
  package var isEnabled: Bool { status?.text == "Enabled" }
}
