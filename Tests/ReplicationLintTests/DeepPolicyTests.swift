import JSONSource
import Testing

@testable import ReplicationLint

/// Policies nested deeper than repllint reads: the server's parser reads them, so they are not refused.
@Suite struct DeepPolicyTests {
  private static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  private static func guide(_ name: String, _ depth: Int, _ change: (inout GuideDocuments) -> Void = { _ in }) throws
    -> SetupAnalysis?
  {
    var guide = try GuideDocuments()
    guide[name] = guide[name].replacing(#""Effect""#, with: #""Comment": \#(nested(depth)), "Effect""#)
    change(&guide)
    return Linter().analyse(guide.inputs).first
  }

  @Test(arguments: [GuideDocuments.trust, GuideDocuments.policy])
  func nothingIsDecidedAboutASetupOfOneThatIsCutOff(_ name: String) throws {
    let analysis = try #require(try Self.guide(name, JSONDocument.depthLimit))
    #expect(analysis.findings.filter { $0.rule == "json-syntax" }.map(\.consequence) == [.risk])
    #expect(analysis.refusals.isEmpty)
    #expect(analysis.replicates == nil)
    #expect(analysis.openQuestions.map(\.text) == ["only the beginning of `\(name)` is read"])
    #expect(ReplicationTrace(analysis, key: "a").outcome == .unknown)
  }

  @Test func nestingWithinTheLimitIsRead() throws {
    #expect(try Self.guide(GuideDocuments.policy, JSONDocument.depthLimit - 3)?.replicates == true)
  }

  @Test func otherDocumentsAreRefusedAllTheSame() throws {
    let analysis = try Self.guide(GuideDocuments.policy, JSONDocument.depthLimit) {
      $0[GuideDocuments.replication] = $0[GuideDocuments.replication].replacing("Enabled", with: "enabled")
    }
    #expect(analysis?.replicates == false)
  }

  @Test func configurationIsRefusedByAWSCLI() {
    let input = Input(name: "a.json", text: Self.nested(JSONDocument.depthLimit + 1), kind: .replicationConfiguration)
    let found = Linter().check([input]).diagnostics.filter { $0.rule == "json-syntax" }
    #expect(found.map(\.consequence) == [.refused])
  }
}
