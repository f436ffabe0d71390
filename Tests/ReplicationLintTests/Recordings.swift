import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport

/// What the real platform answered: all of `../shared/conformance/platform` where that is beside the project, and the
/// sample of it in `Tests/Conformance` elsewhere, or with `REPLLINT_CONFORMANCE=sample` in the environment.
enum Recordings {
  private static let all = Fixtures.shared.appending(path: "conformance/platform")

  /// Indicates whether every record is read, not only the sample.
  static let isWhole =
    ProcessInfo.processInfo.environment["REPLLINT_CONFORMANCE"] != "sample" && Fixtures.exists(all)

  private static let folder = isWhole ? all : Fixtures.url("Tests/Conformance").absoluteURL

  /// Which records are read, for what tests print.
  static let origin = isWhole ? "of all records" : "of the sample in Tests/Conformance"

  /// The file with the records called `name`.
  static func file(_ name: String) -> URL { folder.appending(path: "\(name).jsonl") }

  /// The records called `name`, one a line.
  static func read(_ name: String) throws -> [JSONNode] {
    try Fixtures.bytes(file(name).path).split(separator: UInt8(ascii: "\n"))
      .map { JSONDocument(SourceFile(name: "record", bytes: Array($0))).root }
  }
}

extension JSONNode {
  /// The text of the string member called `name`; empty when there is none.
  func text(_ name: String) -> String { member(name)?.string?.text ?? "" }
}

/// One replication configuration with the verdict of AWS CLI and CloudServer.
struct RecordedConfiguration: Sendable {
  let id: String
  let group: String
  let description: String
  let isAccepted: Bool
  let code: String?
  /// The platform's message beside the code, on one line, without the input that AWS CLI repeats below.
  let message: String?
  /// The configuration.
  let input: Input
  /// What the platform that judged it was like.
  let server: ServerProfile

  /// All recorded configurations, read once.
  static func all() throws -> [RecordedConfiguration] { try recorded.get() }
  private static let recorded = Result { try Recordings.read("replication").map { RecordedConfiguration($0) } }

  private init(_ record: JSONNode) {
    let verdict = record.member("verdict")
    id = record.text("id")
    group = record.text("group")
    description = "\(record.text("id")), \(record.text("description"))"
    isAccepted = verdict?.member("accept")?.boolean ?? false
    code = verdict?.member("code")?.string?.text
    message = verdict?.member("message")?.string.map { message in
      let lines = message.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return lines[0].hasSuffix("failed:") ? lines.joined(separator: " ") : lines[0]
    }
    input = Input(name: "replication.json", text: record.text("input"), kind: .replicationConfiguration)
    server = .recorded(record.text("server_profile"))
  }

  /// The findings in the configuration, the server known.
  func check() -> [Diagnostic] { Linter(configuration: Configuration(server: server)).check([input]).diagnostics }

  /// Returns whether the linter refuses exactly what the platform refuses, for the code the platform gives.
  func agrees(with diagnostics: [Diagnostic]) -> Bool {
    let refusals = diagnostics.filter { $0.consequence == .refused }
    if isAccepted { return refusals.isEmpty }
    return refusals.contains { $0.platform?.code == code }
  }
}

extension ServerProfile {
  /// The servers of the records, by the names that their README explains.
  static func recorded(_ name: String) -> ServerProfile {
    switch name {
    case "external":
      ServerProfile(endpoints: [
        Endpoint(site: "aws-location", type: "aws_s3", isDefault: true), Endpoint(site: "ring-paris"),
      ])
    case "cold":
      ServerProfile(
        endpoints: [Endpoint(site: "zenko", isDefault: true), Endpoint(site: "tape", type: "dmf")],
        coldLocations: ["tape"])
    case "none": ServerProfile(endpoints: [])
    case "default":
      ServerProfile(endpoints: [
        Endpoint(site: "zenko", isDefault: true), Endpoint(site: "us-east-2", type: "aws_s3"),
      ])
    default: ServerProfile()
    }
  }
}

/// The diagnostics as the message of a failed test quotes them.
func described(_ diagnostics: [Diagnostic]) -> String {
  diagnostics.map { "\($0.rule) (\($0.consequence)): \($0.message)" }.joined(separator: "; ")
}
