import ReplicationLint
import Testing

/// Several answers of AWS CLI in one file, one after another.
@Suite struct SeveralAnswersTests {
  private static let configuration = """
    {"ReplicationConfiguration": {
      "Role": "arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst",
      "Rules": [{"ID": "r", "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}}]}}

    """
  private static let versioning = #"{"Status": "Enabled"}"#

  private func report(_ text: String, _ more: [String: String] = [:]) -> Report {
    var files = more
    files["source.json"] = text
    files["target-policy.json"] = SetupLayoutTests.target()
    return Linter().check(files.sorted { $0.key < $1.key }.map { Input(name: $0.key, text: $0.value) })
  }

  @Test func answersInOneFileProveNothingAndAreNamed() throws {
    let report = report(Self.configuration + Self.versioning)
    #expect(report.setups.map(\.replicates) == [nil])
    let found = try #require(report.diagnostics.first { $0.rule == "json-syntax" })
    #expect(found.message.contains("answers of several commands"))
    #expect(found.severity == .warning)
    #expect(found.help == "save each answer to a file of its own")
    #expect(report.diagnostics.filter { $0.severity == .error }.isEmpty)
  }

  @Test func traceOfAnswersInOneFileIsOpen() throws {
    let inputs = [
      Input(name: "source.json", text: Self.configuration + Self.versioning),
      Input(name: "target-policy.json", text: SetupLayoutTests.target()),
    ]
    let traces = Linter().trace(inputs, key: "a")
    #expect(traces.map(\.outcome) == [.unknown])
  }

  @Test func answerThatIsCutOffProvesNothing() {
    #expect(report(String(Self.configuration.dropLast(4))).setups.map(\.replicates) == [nil])
  }

  @Test func refusedDocumentBesideThemStillRefutes() {
    let refused = report(
      Self.configuration + Self.versioning, ["target-trust.json": #"{"Version": "2012-10-17", "Statement": []}"#])
    #expect(refused.setups.map(\.replicates) == [false])
  }

  @Test func textBehindADocumentIsStillRefused() {
    let document = #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}"#
    let report = Linter().check([Input(name: "policy.json", text: "\(document)\n\(document)")])
    #expect(report.diagnostics.contains { $0.rule == "json-syntax" && $0.consequence == .refused })
  }
}
