import ReplicationLint
import Testing

/// Files that are named for a document and hold none.
struct EmptyConfigurationTests {
  private typealias Layout = SetupLayoutTests

  private static let policies = [
    "source-policy.json": Layout.source(), "target-policy.json": Layout.target(), "trust.json": Layout.trust,
  ]

  private func check(_ files: [String: String], isFound: Bool = true, skips: Bool = false) -> Report {
    var configuration = Configuration()
    if skips { configuration.foreign = .skip }
    return Linter(configuration: configuration).check(
      files.map { Input(name: $0.key, text: $0.value, isFound: isFound) })
  }

  @Test(
    arguments: ["", " \n", "null", "[]", "{}", #"{ "Role": "#, "<html><body>502 Bad Gateway</body></html>"],
    ["replication.json", "bucket-replication.json", "orders-replication-configuration.json"])
  func configurationThatIsNoneIsAnErrorBesidePolicies(_ text: String, _ name: String) {
    let files = Self.policies.merging([name: text]) { $1 }
    for skips in [false, true] {
      let report = check(files, isFound: !skips, skips: skips)
      #expect(report.diagnostics.map(\.path) == [name])
      #expect(report.diagnostics.map(\.consequence) == [.refused])
    }
  }

  @Test(arguments: ["", "null", "{}", #"{ "Role": "#]) func emptyFilesOfOthersArePassedOver(_ text: String) {
    let apart = Dictionary(uniqueKeysWithValues: Self.policies.map { ("crr/\($0.key)", $0.value) })
    let other = check(apart.merging(["mongodb/replication.json": text]) { $1 })
    #expect(other.diagnostics.isEmpty && other.skipped == ["mongodb/replication.json"])
    #expect(check(["mongodb/replication.json": text], isFound: false, skips: true).diagnostics.isEmpty)
    for name in ["get-bucket-replication.json", "put-bucket-replication.json", "replication-status.json", "data.json"] {
      #expect(check(Self.policies.merging([name: text]) { $1 }).diagnostics.isEmpty, "\(name)")
    }
  }

  @Test(arguments: ["null", "[]", "{}"]) func emptyValueUnderTheNameOfAPolicyIsNoted(_ text: String) {
    let files = Self.policies.merging(["replication.json": Layout.replication(), "target-policy.json": text]) { $1 }
    let report = check(files)
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(report.diagnostics.contains { $0.path == "target-policy.json" && $0.rule == "unknown-kind" })
    let others = ["web/policy.json": text, "crr/bucket-policy.json": text, "crr/get-policy.json": text]
    #expect(check(others).diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("target-policy.json", "", "Invalid length for parameter PolicyDocument, value: 0, valid min length: 1"),
    ("target-trust.json", "", "Invalid length for parameter AssumeRolePolicyDocument, value: 0, valid min length: 1"),
    ("target-policy.json", "\n", "Syntax errors in policy."),
    ("target-bucket-policy.json", "", "request json is empty or undefined"),
    ("replication.json", "", "Error parsing parameter '--replication-configuration': Expected: '=', received: 'EOF'"),
  ])
  func emptyFileGetsTheAnswerForWhatItsNameShows(_ name: String, _ text: String, _ answer: String) {
    let report = check([name: text], isFound: false)
    #expect(report.diagnostics.map(\.rule) == ["json-syntax"])
    #expect(report.diagnostics.first?.platform?.message.contains(answer) == true)
  }
}
