import Foundation
import JSONSource
import ReplicationLint

/// Policies with the verdict of the real server, as `Recordings` has them.
struct RecordedPolicy: Sendable {
  let kind: DocumentKind
  let group: String
  let description: String
  let input: [UInt8]
  let isAccepted: Bool
  let code: String?
  let message: String?
  /// For trust policies that are accepted: the evaluator's answer to backbeat, `Allow`, `Deny` or an error.
  let backbeat: String?
  /// For bucket policies: the bucket that the policy was put on.
  let bucket: String?

  /// Reads the records of one file.
  static func read(_ file: URL, as kind: DocumentKind) throws -> [RecordedPolicy] {
    let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
    return lines.map { line in
      let record = JSONDocument(SourceFile(name: "record", bytes: Array(line))).root
      let verdict = record.member("verdict")
      return RecordedPolicy(
        kind: kind, group: record.member("group")?.string?.text ?? "",
        description: "\(record.text("id")), \(record.text("description"))",
        input: Array((record.member("input")?.string?.text ?? "").utf8),
        isAccepted: verdict?.member("accept")?.boolean ?? false,
        code: verdict?.member("code")?.string?.text, message: verdict?.member("message")?.string?.text,
        backbeat: verdict?.member("backbeat_may_assume")?.string?.text, bucket: record.member("bucket")?.string?.text)
    }
  }

  /// Indicates whether the input is JSON at all; what is not has its own tests.
  var isJSON: Bool { JSONDocument(SourceFile(name: "policy.json", bytes: input)).isValid }

  /// The findings in the policy, its kind given.
  func check(server: ServerProfile = ServerProfile()) -> [Diagnostic] {
    let input = Input(SourceFile(name: "policy.json", bytes: input), kind: kind)
    return Linter(configuration: Configuration(server: server, bucket: bucket)).check([input]).diagnostics
  }

  /// Returns whether the linter refuses exactly what the server refuses, for the code the server gives.
  func agrees(with diagnostics: [Diagnostic]) -> Bool {
    let refusals = diagnostics.filter { $0.consequence == .refused }
    if isAccepted { return refusals.isEmpty }
    return refusals.contains { $0.platform?.code == code }
  }
}
