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

  /// The answer of list-role-policies for the target, beside policies of its role.
  private func inline(_ names: [String], _ others: [String: String]) -> Report {
    let list = #"{"PolicyNames":[\#(names.map { #""\#($0)""# }.joined(separator: ","))]}"#
    let files = [
      "replication.json": SetupLayoutTests.replication(), "source-policy.json": SetupLayoutTests.source(),
      "trust.json": SetupLayoutTests.trust, "list-role-policies-target.json": list,
    ].merging(others) { $1 }
    return Linter().check(files.map { Input(name: $0.key, text: $0.value, isFound: true) })
  }

  private static let inlinePolicy = [
    "get-role-policy-target.json":
      #"{"RoleName":"crr-target","PolicyName":"crr","PolicyDocument":\#(SetupLayoutTests.target())}"#
  ]
  private static let policyFile = ["target-policy.json": SetupLayoutTests.target()]

  @Test func inlinePolicyThatIsNotGivenProvesNothing() {
    let listOfOne = ["target-attached.json": Self.list(["crr"]).replacing("410293857164", with: "930417265580")]
    for (names, others) in [
      (["crr", "deny-all"], Self.inlinePolicy), (["crr", "deny-all"], Self.policyFile),
      (["deny-all"], Self.policyFile.merging(listOfOne) { $1 }), (["deny-all"], Self.inlinePolicy),
    ] {
      let report = inline(names, others)
      #expect(report.setups.map(\.replicates) == [nil])
      #expect(
        report.setups.first?.openQuestions == ["the target role has the inline policy `deny-all`, which is not given"])
      #expect(report.diagnostics.isEmpty && report.skipped == ["list-role-policies-target.json"])
    }
    for (names, others) in [
      (["crr"], Self.inlinePolicy), (["crr"], Self.policyFile), ([], Self.policyFile),
      ([], Self.policyFile.merging(listOfOne) { $1 }),
    ] {
      #expect(inline(names, others).setups.map(\.replicates) == [true])
    }
  }

  @Test func inlinePoliciesOfAnUnknownRoleProveNothingUnlessTheyAreGiven() {
    let list = [
      "list-role-policies.json": #"{"PolicyNames":["deny-all","other"]}"#, "list-role-policies-target.json": "",
    ]
    let open = inline([], Self.policyFile.merging(list) { $1 })
    #expect(open.setups.map(\.replicates) == [nil])
    #expect(open.setups.first?.openQuestions == ["it is not known which role `list-role-policies.json` is about"])
    let user = Self.policyFile.merging(["list-user-policies.json": #"{"PolicyNames":["deny-all","other"]}"#]) { $1 }
    #expect(inline([], user).setups.map(\.replicates) == [true])
    let far = Self.policyFile.merging(["admin/list.json": #"{"PolicyNames":["deny-all","other"]}"#]) { $1 }
    #expect(inline([], far).setups.map(\.replicates) == [true])
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

  /// The answer of get-account-authorization-details for the target, with the policies of its role in part.
  private static func account(attached: [String], given: [String]) -> String {
    let arn = "arn:aws:iam::930417265580"
    let list = attached.map { #"{"PolicyName":"\#($0)","PolicyArn":"\#(arn):policy/\#($0)"}"# }
    let policies = given.map { name in
      #"{"PolicyName":"\#(name)","PolicyId":"x","Arn":"\#(arn):policy/\#(name)","PolicyVersionList":"#
        + #"[{"VersionId":"v1","IsDefaultVersion":true,"Document":\#(SetupLayoutTests.target())}]}"#
    }
    return #"{"RoleDetailList":[{"RoleName":"crr-target","RoleId":"x","Arn":"\#(arn):role/crr-target","#
      + #""AssumeRolePolicyDocument":\#(SetupLayoutTests.trust),"RolePolicyList":[],"AttachedManagedPolicies":"#
      + #"[\#(list.joined(separator: ","))]}],"Policies":[\#(policies.joined(separator: ","))]}"#
  }

  private func setup(_ account: String, _ others: [String: String] = [:]) -> Report.SetupSummary? {
    let files = [
      "replication.json": SetupLayoutTests.replication(), "source-policy.json": SetupLayoutTests.source(),
      "source-trust.json": SetupLayoutTests.trust, "target-account.json": account,
    ]
    let inputs = files.merging(others) { $1 }.map { Input(name: $0.key, text: $0.value) }
    return Linter().check(inputs).setups.first
  }

  @Test(arguments: [(["p"], ["p"]), (["p", "q"], ["p", "q"]), (["p"], ["p", "q"])])
  func accountWithEveryAttachedPolicyIsProved(_ attached: [String], _ given: [String]) {
    #expect(setup(Self.account(attached: attached, given: given))?.replicates == true)
  }

  /// An inline policy is none of the policies that are attached.
  @Test func inlinePolicyDoesNotCountForAnAttachedOne() {
    let inline = #""RolePolicyList":[{"PolicyName":"p","PolicyDocument":\#(SetupLayoutTests.target())}]"#
    func account(_ attached: [String]) -> String {
      Self.account(attached: attached, given: []).replacing(#""RolePolicyList":[]"#, with: inline)
    }
    #expect(setup(account([]))?.replicates == true)
    #expect(setup(account(["guardrail"]))?.replicates == .some(nil))
  }

  @Test func accountWithoutAnAttachedPolicyProvesNothing() {
    let setup = setup(Self.account(attached: ["p", "d"], given: ["p"]))
    #expect(setup?.replicates == .some(nil))
    #expect(
      setup?.openQuestions == [
        "the target role has the policy `arn:aws:iam::930417265580:policy/d`, which is not given"
      ])
    let file = ["target-policy.json": SetupLayoutTests.target()]
    #expect(self.setup(Self.account(attached: ["p"], given: []), file)?.replicates == true)
    #expect(self.setup(Self.account(attached: ["p", "d"], given: []), file)?.replicates == .some(nil))
  }
}
