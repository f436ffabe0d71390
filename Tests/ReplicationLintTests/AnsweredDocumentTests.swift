import Foundation
import JSONSource
import ReplicationLint
import Testing

/// Documents that a command answered as a string: IAM answers them URL-encoded, and only AWS CLI decodes them.
@Suite struct AnsweredDocumentTests {
  private static let deny = #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#
  private static let encoded =
    deny.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""

  private static func quoted(_ text: String) -> String { text.replacing("\"", with: #"\""#) }

  private static let base = [
    "replication.json": SetupLayoutTests.replication(), "source-policy.json": SetupLayoutTests.source(),
    "target-policy.json": SetupLayoutTests.target(), "trust.json": SetupLayoutTests.trust,
  ]

  private func report(_ files: [String: String]) -> Report {
    Linter().check(files.map { Input(name: $0.key, text: $0.value) })
  }

  @Test(arguments: [quoted(deny), encoded])
  func denyInStringOfInlinePolicyIsFound(_ text: String) throws {
    var files = Self.base
    files["source-inline.json"] = #"{"RoleName":"crr-source","PolicyName":"p","PolicyDocument":"\#(text)"}"#
    let report = report(files)
    #expect(report.setups.map(\.replicates) == [false])
    let finding = try #require(report.diagnostics.first { $0.rule == "deny-blocks-replication" })
    let bytes = Array(#"{"RoleName":"crr-source","PolicyName":"p","PolicyDocument":""#.utf8).count
    #expect(finding.path == "source-inline.json" && finding.range.start > bytes)
  }

  @Test(arguments: [quoted(SetupLayoutTests.source()), SetupLayoutTests.source().urlEncoded])
  func policyVersionInStringGrants(_ text: String) {
    var files = Self.base
    files["source-policy.json"] =
      #"{"PolicyVersion":{"VersionId":"v1","IsDefaultVersion":true,"Document":"\#(text)"}}"#
    #expect(report(files).setups.map(\.replicates) == [true])
  }

  @Test func trustPolicyInStringOfRoleIsRead() {
    var files = Self.base
    files["trust.json"] = nil
    for (side, account) in [("source", "410293857164"), ("target", "930417265580")] {
      files["\(side)-role.json"] = SetupLayoutTests.role(
        "arn:aws:iam::\(account):role/crr-\(side)", trust: "\"\(SetupLayoutTests.trust.urlEncoded)\"")
    }
    #expect(report(files).setups.map(\.replicates) == [true])
  }

  @Test func textThatIsNoPolicyLeavesTheSetupOpen() {
    var files = Self.base
    files["source-policy.json"] = #"{"RoleName":"crr-source","PolicyName":"p","PolicyDocument":"see the wiki"}"#
    let report = report(files)
    #expect(report.setups.map(\.replicates) != [true])
    #expect(report.diagnostics.contains { $0.rule == "json-syntax" })
  }
}

extension String {
  fileprivate var urlEncoded: String { addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}
