import JSONSource
import ReplicationLint
import Testing

/// The answer to a request for some documents of a setup.
struct RequestedReportTests {
  private typealias Layout = SetupLayoutTests

  private static func inputs(_ texts: [String: String]) -> [Input] {
    texts.sorted { $0.key < $1.key }.map { Input(name: $0.key, text: $0.value) }
  }

  private static func report(trust: String = Layout.trust, policy: String = Layout.source(), folder: String = "")
    -> Report
  {
    let others = [
      "\(folder)source.json": policy, "\(folder)target.json": Layout.target(), "\(folder)trust.json": trust,
    ]
    return Linter().check(
      inputs([folder + "r.json": Layout.replication()]), companions: inputs(others))
  }

  @Test func verdictIsAboutWholeSetupAndFilesAreThoseRequested() {
    let report = Self.report(folder: "crr/")
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.files.map(\.path) == ["crr/r.json"])
    #expect(report.diagnostics.isEmpty)
  }

  @Test func errorOfCompanionThatDecidesIsReportedWithoutFix() throws {
    let report = Self.report(trust: Layout.trust.replacing("backbeat", with: "backbeat.amazonaws.com"))
    #expect(report.setups.map(\.replicates) == [false])
    let finding = try #require(report.diagnostics.first)
    #expect(finding.path == "trust.json" && finding.rule == "service-not-backbeat")
    #expect(finding.fix == nil)
  }

  @Test func findingOfCompanionThatDecidesNothingIsLeftOut() {
    let policy = Layout.source().replacing("s3:GetObjectVersion\"", with: "s3:*\"")
    #expect(!Linter().check([Input(name: "source.json", text: policy)]).diagnostics.isEmpty)
    let report = Self.report(policy: policy)
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty, "\(described(report.diagnostics))")
  }
}
