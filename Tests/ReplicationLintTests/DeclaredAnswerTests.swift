import JSONSource
import ReplicationLint
import Testing

/// Files that a manifest declares to be the answers of commands.
@Suite struct DeclaredAnswerTests {
  private func report(role: String? = nil, versioning: String? = nil, policy: String? = nil) -> Report {
    var files = [
      "replication.json": SetupLayoutTests.replication(), "source-policy.json": SetupLayoutTests.source(),
      "target-policy.json": SetupLayoutTests.target(), "trust.json": SetupLayoutTests.trust,
    ]
    files["role.json"] = role
    files["versioning.json"] = versioning
    if let policy { files["source-policy.json"] = policy }
    let source = SetupDeclaration.SiteDeclaration(
      role: role.map { _ in "role.json" }, trust: "trust.json", permissions: ["source-policy.json"],
      versioning: versioning.map { _ in "versioning.json" })
    let target = SetupDeclaration.SiteDeclaration(trust: "trust.json", permissions: ["target-policy.json"])
    var configuration = Configuration()
    configuration.setups = [
      SetupDeclaration(name: "orders", replication: "replication.json", source: source, target: target)
    ]
    return Linter(configuration: configuration).check(files.map { Input(name: $0.key, text: $0.value) })
  }

  /// As `audit` writes it for a role to which nothing is attached.
  @Test func roleThatIsStatedToHaveNoPolicyMayDoNothing() throws {
    let file = ConfigurationFile(
      SourceFile(
        name: ".repllint.json",
        bytes: Array(
          #"""
          {"setups": [{"name": "orders", "replication": "r.json", "source": {"trust": "t.json", "bucket": "orders",
            "permissions": []}, "target": {"trust": "t.json", "permissions": ["p.json"]}}]}
          """#.utf8)))
    let report = Linter(configuration: file.configuration).check([
      Input(name: "r.json", text: SetupLayoutTests.replication()), Input(name: "t.json", text: SetupLayoutTests.trust),
      Input(name: "p.json", text: SetupLayoutTests.target()),
    ])
    #expect(report.setups.map(\.replicates) == [false])
    let errors = report.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.rule) == ["source-config-read-missing", "source-read-missing"])
    #expect(errors.allSatisfy { $0.path == "r.json" && !$0.range.isEmpty })
  }

  @Test(arguments: [
    #"{"a":1}"#, #"{"Policy":{"PolicyName":"crr","PolicyId":"x","Arn":"arn:aws:iam::410293857164:policy/crr"}}"#,
    SetupLayoutTests.source(), SetupLayoutTests.replication(),
  ])
  func fileThatIsNotRoleAnswerIsReportedAndNotUsed(_ text: String) {
    let report = report(role: text)
    #expect(report.diagnostics.map(\.rule) == ["wrong-type"])
    #expect(report.diagnostics.map(\.consequence) == [.risk])
    #expect(report.setups.map(\.replicates) == [true])
  }

  @Test(arguments: [
    #"{"LocationConstraint":"eu"}"#, #"{"VersioningConfiguration":{"Status":"Enabled"}}"#, #"{"a":1}"#, #""Yes""#,
  ])
  func fileThatIsNotVersioningAnswerIsReportedAndNotUsed(_ text: String) {
    let report = report(versioning: text)
    #expect(report.diagnostics.map(\.rule) == ["wrong-type"])
    #expect(report.setups.first?.assumptions.contains { $0.id == .versioning && $0.side == .source } == true)
  }

  @Test(arguments: [#"{"Status":"Enabled"}"#, #""Enabled""#])
  func versioningIsReadWholeAndAsQueryCutsItOut(_ text: String) {
    let report = report(versioning: text)
    #expect(report.diagnostics.isEmpty)
    #expect(report.setups.first?.assumptions.contains { $0.id == .versioning && $0.side == .source } == false)
  }

  @Test func answerWithoutItsPolicyLeavesTheSetupOpen() {
    let report = report(policy: #"{"PolicyVersion":{"VersionId":"v1","IsDefaultVersion":true,"CreateDate":"x"}}"#)
    #expect(report.setups.map(\.replicates) == [nil])
  }
}
