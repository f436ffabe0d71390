import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// What AWS CLI printed, saved beside the documents or in place of them.
@Suite struct AnswerTests {
  private func inputs(_ folder: String) throws -> [Input] {
    try Fixtures.files(in: Fixtures.url("Tests/Fixtures/answers/\(folder)")).map { url in
      let name = url.lastPathComponent
      return Input(try Fixtures.source("Tests/Fixtures/answers/\(folder)/\(name)", name: name), isFound: true)
    }
  }

  @Test func answersOfTheWholeGuideMakeOneProvedSetupWithoutErrors() throws {
    let report = Linter().check(try inputs("guide"))
    #expect(report.setups.map(\.replicates) == [true])
    // What the guide's policy lacks on newer servers.
    #expect(report.diagnostics.map(\.rule) == ["source-replicate-object"], "\(described(report.diagnostics))")
  }

  @Test func accountDetailsHoldTheRolesAndPoliciesOfASetup() throws {
    let report = Linter().check(try inputs("account"))
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.filter { $0.severity == .error }.isEmpty, "\(described(report.diagnostics))")
    #expect(report.files.map(\.path) == ["replication.json", "source-account.json", "target-account.json"])
    #expect(report.setups.map(\.files) == [report.files.map(\.path)])
  }

  @Test func rolesThatNoConfigurationNamesAreNotChecked() throws {
    let inputs = try inputs("account").filter { $0.source.name != "replication.json" }
    let report = Linter().check(inputs)
    #expect(report.diagnostics.isEmpty, "\(described(report.diagnostics))")
    #expect(report.files.map(\.kind) == [.accountDetails, .accountDetails])
  }

  @Test func accountDetailsYieldADocumentForEachRoleAndPolicy() throws {
    let source = try Fixtures.source("Tests/Fixtures/answers/account/source-account.json")
    let documents = Document.documents(in: source)
    #expect(documents.map(\.kind) == [.accountDetails, .role, .role, .rolePolicy, .policyVersion, .policyVersion])
    let arn = "arn:aws:iam::410293857164:role/crr-source"
    #expect(documents[2].roleARN?.text == arn)
    #expect(documents[3].roleARN?.text == arn)
    #expect(documents[3].roleName?.text == "crr-source")
    #expect(documents[2].attachedPolicyARNs.map(\.text) == ["arn:aws:iam::410293857164:policy/crr-source"])
    #expect(documents[4].policyARN?.text == "arn:aws:iam::410293857164:policy/crr-source")
    #expect(documents.dropFirst().allSatisfy { $0.policy != nil })
    #expect(Set(documents.map(\.id)).count == documents.count)
  }

  @Test func mistakeInARoleOfTheAccountIsReportedAtItsRange() throws {
    let inputs = try inputs("account").map { input in
      let text = input.source.text(in: SourceRange(0, input.source.bytes.count))
      return input.replacing(Array(text.replacing("s3:ReplicateObject", with: "s3:ReplicateObjects").utf8))
    }
    let report = Linter().check(inputs)
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.contains { $0.path == "target-account.json" && $0.rule == "target-replicate-missing" })
    #expect(report.diagnostics.allSatisfy { $0.fix == nil || $0.path == "replication.json" })
  }

  @Test func emptyAnswerOfGetBucketVersioningMeansThatVersionsAreNotKept() throws {
    let inputs = try inputs("guide").map { input in
      input.source.name == "source-get-bucket-versioning.json" ? input.replacing([]) : input
    }
    let report = Linter().check(inputs)
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.map(\.rule) == ["source-replicate-object", "versioning-not-enabled"])
  }

  @Test func captureIsNeverFixed() throws {
    let role = #"{"Role": {"RoleName": "r", "Arn": "arn:aws:iam::410293857164:role/r", "AssumeRolePolicyDocument": "#
    let broken =
      #"{"version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "Backbeat"}}]}}}"#
    let inputs = [
      Input(name: "get-role.json", text: role + broken),
      Input(
        name: "get-bucket-replication.json",
        text:
          #"{"ReplicationConfiguration": {"Role": "a, b", "Rules": [{"Status": "enabled", "Destination": {"Bucket": "b"}}]}}"#
      ),
    ]
    #expect(Linter().check(inputs).diagnostics.contains { $0.severity == .error })
    #expect(FixApplier(linter: Linter()).apply(to: inputs, includeUnsafe: true).isEmpty)
  }

  @Test func noFixIsOfferedForAFileWhoseKindRestsOnAMisspelling() {
    let text = #"{"Version": "2012-10-17", "statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}"#
    let inputs = [Input(name: "policy.json", text: text)]
    let applier = FixApplier(linter: Linter())
    #expect(applier.apply(to: inputs, includeUnsafe: true).isEmpty)
    let stated = [Input(name: "policy.json", text: text, kind: .permissionPolicy)]
    #expect(applier.apply(to: stated, includeUnsafe: true).count == 1)
  }
}
