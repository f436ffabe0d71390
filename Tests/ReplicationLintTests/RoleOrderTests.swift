import ReplicationLint
import Testing

/// The order of the roles in `Role`, where saved answers in the folders of the two sites show whose roles they are.
struct RoleOrderTests {
  private static let source = "arn:aws:iam::410293857164:role/crr-par"
  private static let target = "arn:aws:iam::930417265580:role/crr-lyo"

  private static func replication(_ roles: String) -> String {
    """
    {"Role": "\(roles)", "Rules": [{"Prefix": "", "Status": "Enabled", \
    "Destination": {"Bucket": "arn:aws:s3:::orders-copy"}}]}
    """
  }

  /// How the answers about a role are saved.
  enum Answers: CaseIterable, Sendable {
    case role, list, inlinePolicy, details
  }

  /// A site: its role, and its policy.
  private static func site(_ folder: String, _ arn: String, _ policy: String, _ answers: Answers) -> [String: String] {
    let name = arn.split(separator: "/").last.map(String.init) ?? ""
    let trust = SetupLayoutTests.trust
    let role =
      #""RoleName": "\#(name)", "RoleId": "A", "Path": "/", "Arn": "\#(arn)", "AssumeRolePolicyDocument": \#(trust)"#
    let inline = #"{"RoleName": "\#(name)", "PolicyName": "p", "PolicyDocument": \#(policy)}"#
    switch answers {
    case .role: return ["\(folder)/policy.json": policy, "\(folder)/get-role.json": #"{"Role": {\#(role)}}"#]
    case .list: return ["\(folder)/policy.json": policy, "\(folder)/list-roles.json": #"{"Roles": [{\#(role)}]}"#]
    case .inlinePolicy:
      return ["\(folder)/get-role-policy.json": inline, "\(folder)/role.json": #"{"Role": {\#(role)}}"#]
    case .details:
      return [
        "\(folder)/details.json": """
        {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [{\(role), \
        "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": \(policy)}], "AttachedManagedPolicies": []}]}
        """
      ]
    }
  }

  private func check(_ files: [[String: String]]) -> Report {
    let files = files.reduce(into: [:]) { $0.merge($1) { $1 } }
    return Linter().check(files.map { Input(name: $0.key, text: $0.value) })
  }

  private func errors(_ report: Report) -> [String] {
    report.diagnostics.filter { $0.severity == .error }.map(\.rule)
  }

  @Test(arguments: Answers.allCases)
  func rolesBesideThePoliciesOfTheOtherRoleAreInTheWrongOrder(_ answers: Answers) {
    let sites = [
      Self.site("par", Self.source, SetupLayoutTests.source(), answers),
      Self.site("lyo", Self.target, SetupLayoutTests.target(), answers),
    ]
    let right = check(sites + [["par/replication.json": Self.replication("\(Self.source),\(Self.target)")]])
    #expect(right.setups.map(\.replicates) == [true], "\(right.diagnostics)")
    let wrong = check(sites + [["par/replication.json": Self.replication("\(Self.target),\(Self.source)")]])
    #expect(wrong.setups.map(\.replicates) == [false])
    #expect(errors(wrong) == ["role-order-wrong"])
  }

  /// Where the folder of the configuration shows no site, the policies may as well be attached to the wrong roles.
  @Test func elsewhereItIsNotKnownWhatIsSwapped() {
    let sites = [
      Self.site("par", Self.source, SetupLayoutTests.source(), .role),
      Self.site("lyo", Self.target, SetupLayoutTests.target(), .role),
    ]
    let report = check(sites + [["replication.json": Self.replication("\(Self.target),\(Self.source)")]])
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(errors(report) == [])
  }

  @Test func oneRoleBesideThePolicyOfTheOtherLeavesTheVerdictOpen() {
    let sites = [
      Self.site("par", Self.source, SetupLayoutTests.source(), .role),
      ["lyo/policy.json": SetupLayoutTests.target(), "lyo/trust.json": SetupLayoutTests.trust],
    ]
    let report = check(sites + [["par/replication.json": Self.replication("\(Self.target),\(Self.source)")]])
    #expect(report.setups.map(\.replicates) == [nil])
    // Names of files show the sides of what lies in one folder.
    let files = [
      "replication.json": Self.replication("\(Self.source),\(Self.target)"),
      "source-policy.json": SetupLayoutTests.source(), "source-trust.json": SetupLayoutTests.trust,
      "get-role.json": SetupLayoutTests.role(Self.target, trust: SetupLayoutTests.trust),
      "target/policy.json": SetupLayoutTests.target(),
    ]
    #expect(check([files]).setups.map(\.replicates) == [true])
  }
}
