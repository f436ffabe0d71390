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
