import ReplicationLint
import Testing

/// What list-attached-role-policies shows about the policies that are given.
@Suite struct AttachedPoliciesTests {
  private static let account = "arn:aws:iam::410293857164:policy"

  private static func list(_ names: [String]) -> String {
    let entries = names.map { #"{"PolicyName":"\#($0)","PolicyArn":"\#(account)/\#($0)"}"# }
    return #"{"AttachedPolicies":[\#(entries.joined(separator: ","))]}"#
  }

  private static func created(_ name: String) -> String {
    #"{"Policy":{"PolicyName":"\#(name)","PolicyId":"x","Arn":"\#(account)/\#(name)","DefaultVersionId":"v1"}}"#
  }

  private func report(attached: [String], created: [String] = []) -> Report {
    var files = [
      "replication.json": SetupLayoutTests.replication(), "source-policy.json": SetupLayoutTests.source(),
      "target-policy.json": SetupLayoutTests.target(), "trust.json": SetupLayoutTests.trust,
      "source-attached.json": Self.list(attached),
    ]
    for name in created { files["source-created-\(name).json"] = Self.created(name) }
    return Linter().check(files.map { Input(name: $0.key, text: $0.value) })
  }

  @Test func listOfTheGivenPolicySettlesTheAssumption() {
    let setup = report(attached: ["crr"]).setups.first
    #expect(setup?.replicates == true)
    #expect(setup?.assumptions.contains { $0.id == .attachedPoliciesComplete && $0.side == .source } == false)
  }

  @Test(arguments: [
    (["a", "b"], "2 policies are attached to the source role, and 1 is given"),
    ([], "no policy is attached to the source role, and 1 is given"),
  ])
  func listOfOtherLengthProvesNothing(_ attached: [String], _ question: String) {
    let setup = report(attached: attached).setups.first
    #expect(setup?.replicates == .some(nil))
    #expect(setup?.openQuestions == [question])
  }

  @Test func policyCreatedForSomethingElseNeedNotBeAttached() {
    let report = report(attached: ["crr"], created: ["crr", "backup"])
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty)
  }

  @Test(arguments: [(["other"], ["crr"]), ([], ["crr"])])
  func createdPolicyThatIsNotAttachedFails(_ attached: [String], _ created: [String]) {
    let report = report(attached: attached, created: created)
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.map(\.rule).contains("policy-not-attached"))
  }
}
