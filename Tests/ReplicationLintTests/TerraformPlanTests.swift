import Foundation
import JSONSource
import ReplicationLint
import Testing

/// Policies that `terraform show -json` prints as strings.
@Suite struct TerraformPlanTests {
  private static func quoted(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }

  private static func resource(_ type: String, _ name: String, _ member: String, _ text: String) throws -> String {
    """
    {"address": "\(type).\(name)", "type": "\(type)", "name": "\(name)", "values": {"\(member)": \(try quoted(text))}}
    """
  }

  private static func plan(_ resources: [String], child: [String] = []) -> Input {
    Input(
      name: "plan.json",
      text: """
        {"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {"root_module": {
          "resources": [\(resources.joined(separator: ",\n"))],
          "child_modules": [{"address": "module.site", "resources": [\(child.joined(separator: ",\n"))]}]}}}
        """)
  }

  private static let trust = """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backbeat"},"Action":"sts:AssumeRole"}]}
    """
  private static let source = """
    {"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Action":"s3:GetReplicationConfiguration","Resource":"arn:aws:s3:::orders"},
      {"Effect":"Allow","Action":["s3:GetObjectVersion","s3:ReplicateObject"],"Resource":"arn:aws:s3:::orders/*"}]}
    """
  private static let target = """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ReplicateObject","Resource":"arn:aws:s3:::copy/*"}]}
    """
  private static let replication = Input(
    name: "replication.json",
    text: """
      {"Role": "arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst",
       "Rules": [{"ID": "all", "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}}]}
      """)

  @Test func findingsHaveTheRangesOfThePlan() throws {
    let broken = Self.trust.replacing("sts:AssumeRole", with: "sts:AsumeRole\\u0041")
    let input = Self.plan([try Self.resource("aws_iam_role", "source", "assume_role_policy", broken)])
    let report = Linter().check([input])
    #expect(report.files.map(\.kind) == [.terraformPlan])
    let found = try #require(report.diagnostics.first { $0.rule == "trust-action" }, "\(report.diagnostics)")
    let bytes = input.source.bytes[found.range.start..<found.range.end]
    #expect(String(decoding: bytes, as: UTF8.self).contains(#"sts:AsumeRole\\u0041"#))
    #expect(found.fix == nil)
  }

  @Test func syntaxErrorIsAtItsCharacter() throws {
    let text = Self.trust.replacing(#""Action""#, with: #"Action""#)
    let input = Self.plan([], child: [try Self.resource("aws_iam_role", "source", "assume_role_policy", text)])
    let found = try #require(Linter().check([input]).diagnostics.first { $0.rule == "json-syntax" })
    let rest = input.source.bytes[found.range.start...]
    #expect(String(decoding: rest.prefix(6), as: UTF8.self) == "Action", "\(found)")
  }

  @Test func policiesOfOtherResourcesAreNotReported() throws {
    let other = Self.trust.replacing("backbeat", with: "ec2.amazonaws.com")
    let logs = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:Put","Resource":"*"}]}"#
    let input = Self.plan([
      try Self.resource("aws_iam_role", "web", "assume_role_policy", other),
      try Self.resource("aws_iam_policy", "logs", "policy", logs),
    ])
    var isSkipped = Linter().check([Input(input.source)]).diagnostics.allSatisfy { $0.severity == .note }
    #expect(isSkipped)
    let mixed = Self.plan([
      try Self.resource("aws_iam_role", "web", "assume_role_policy", other),
      try Self.resource("aws_iam_role", "source", "assume_role_policy", Self.trust),
      try Self.resource("aws_s3_bucket_policy", "web", "policy", #"{"Statement": "not one"}"#),
    ])
    isSkipped = Linter().check([mixed]).diagnostics.isEmpty
    #expect(isSkipped, "\(Linter().check([mixed]).diagnostics)")
  }

  @Test func policiesOfAPlanMakeASetupWithAConfigurationBesideIt() throws {
    let input = Self.plan(
      [
        try Self.resource("aws_iam_role", "source", "assume_role_policy", Self.trust),
        try Self.resource("aws_iam_policy", "source", "policy", Self.source),
      ],
      child: [
        try Self.resource("aws_iam_role", "target", "assume_role_policy", Self.trust),
        try Self.resource("aws_iam_policy", "target", "policy", Self.target),
      ])
    let report = Linter().check([input, Self.replication])
    #expect(report.setups.map(\.replicates) == [true], "\(report.setups) \(report.diagnostics)")
    #expect(report.setups.first?.files == ["plan.json", "replication.json"])
    let broken = Self.plan([
      try Self.resource("aws_iam_role", "source", "assume_role_policy", Self.trust),
      try Self.resource("aws_iam_policy", "source", "policy", Self.source),
      try Self.resource("aws_iam_policy", "target", "policy", Self.target.replacing("copy/", with: "other/")),
    ])
    #expect(Linter().check([broken, Self.replication]).setups.map(\.replicates) == [false])
  }

  /// A resource that belongs to the role called `role`.
  private static func inline(_ name: String, role: String, _ text: String) throws -> String {
    """
    {"address": "aws_iam_role_policy.\(name)", "type": "aws_iam_role_policy", "name": "\(name)",
     "values": {"role": "\(role)", "policy": \(try quoted(text))}}
    """
  }

  /// A plan with both roles of the configuration, and more.
  private func replicates(with others: [String]) throws -> [Bool?] {
    let plan = Self.plan(
      [
        try Self.resource("aws_iam_role", "source", "assume_role_policy", Self.trust),
        try Self.resource("aws_iam_role", "target", "assume_role_policy", Self.trust),
        try Self.inline("reader", role: "src", Self.source), try Self.inline("writer", role: "dst", Self.target),
      ] + others)
    return Linter().check([plan, Self.replication]).setups.map(\.replicates)
  }

  @Test func everyPolicyOfARoleCounts() throws {
    #expect(try replicates(with: []) == [true])
    for action in ["s3:*", "*", "s3:Put*", "s3:ReplicateObject"] {
      let deny = #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"\#(action)","Resource":"*"}]}"#
      let isRefused = action != "s3:Put*"
      #expect(try replicates(with: [try Self.inline("guard", role: "dst", deny)]) == [!isRefused], "\(action)")
      // The role of something else.
      #expect(try replicates(with: [try Self.inline("guard", role: "web", deny)]) == [true], "\(action)")
    }
  }

  @Test func policyThatAStateAttachesToARoleCounts() throws {
    let deny = #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#
    let arn = "arn:aws:iam::930417265580:policy/target-guard"
    let policy = """
      {"address": "aws_iam_policy.target_guard", "type": "aws_iam_policy", "name": "target_guard",
       "values": {"arn": "\(arn)", "policy": \(try Self.quoted(deny))}}
      """
    func attachment(_ role: String) -> String {
      """
      {"address": "aws_iam_role_policy_attachment.a", "type": "aws_iam_role_policy_attachment", "name": "a",
       "values": {"role": "\(role)", "policy_arn": "\(arn)"}}
      """
    }
    #expect(try replicates(with: [policy, attachment("dst")]) == [false])
    #expect(try replicates(with: [policy, attachment("web")]) == [true])
  }

  @Test(arguments: [("aws_iam_role.target", false), ("aws_iam_role.web", true)])
  func policyThatAPlanIsGoingToAttachCounts(_ role: String, _ replicates: Bool) throws {
    let deny = #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#
    let resources = [
      try Self.resource("aws_iam_role", "source", "assume_role_policy", Self.trust),
      try Self.resource("aws_iam_role", "target", "assume_role_policy", Self.trust),
      try Self.inline("reader", role: "src", Self.source), try Self.inline("writer", role: "dst", Self.target),
      try Self.resource("aws_iam_policy", "target_guard", "policy", deny).replacing("guard\",", with: "guard[0]\","),
      #"{"address": "aws_iam_role_policy_attachment.a", "type": "aws_iam_role_policy_attachment", "values": {}}"#,
    ]
    let text = """
      {"format_version": "1.2", "planned_values": {"root_module": {"resources": [\(resources.joined(separator: ","))]}},
       "configuration": {"root_module": {"resources": [
         {"address": "aws_iam_role_policy_attachment.a", "type": "aws_iam_role_policy_attachment",
          "expressions": {"role": {"references": ["\(role).name", "\(role)"]},
            "policy_arn": {"references": ["aws_iam_policy.target_guard[0].arn", "aws_iam_policy.target_guard[0]"]}}}]}}}
      """
    let report = Linter().check([Input(name: "plan.json", text: text), Self.replication])
    #expect(report.setups.map(\.replicates) == [replicates], "\(report.diagnostics)")
  }

  /// A state with the roles' ARNs; the source role reads, the target role writes.
  private static func state(_ source: String, _ target: String) throws -> Input {
    func role(_ arn: String) throws -> String {
      let name = arn.split(separator: "/").last.map(String.init) ?? ""
      return """
        {"address": "aws_iam_role.\(name)", "type": "aws_iam_role", "name": "\(name)", "values": \
        {"name": "\(name)", "arn": "\(arn)", "assume_role_policy": \(try quoted(trust))}}
        """
    }
    let names = [source, target].map { $0.split(separator: "/").last.map(String.init) ?? "" }
    return plan([
      try role(source), try role(target), try inline("a", role: names[0], Self.source),
      try inline("b", role: names[1], Self.target),
    ])
  }

  @Test(arguments: [
    ("arn:aws:iam::930417265580:role/dst", Bool?.some(true), [String]()),
    ("arn:aws:iam::930417265580:role/dts", false, ["role-arn-disagrees"]),
    ("arn:aws:iam::930417265580:role/writer", false, ["role-arn-disagrees"]),
    ("arn:aws:iam::930417265508:role/dst", false, ["role-arn-disagrees"]),
  ])
  func rolesOfAStateAreTheOnesThatExist(_ target: String, _ replicates: Bool?, _ errors: [String]) throws {
    let state = try Self.state("arn:aws:iam::410293857164:role/src", target)
    let report = Linter().check([state, Self.replication])
    #expect(report.setups.map(\.replicates) == [replicates], "\(report.diagnostics)")
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.rule) == errors)
    #expect(errors.isEmpty || report.diagnostics.contains { $0.message.contains("the Terraform state has") })
  }

  @Test func rolesOfAStateInTheWrongOrderAreOneError() throws {
    let state = try Self.state("arn:aws:iam::930417265580:role/dst", "arn:aws:iam::410293857164:role/src")
    let report = Linter().check([state, Self.replication])
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.rule) == ["policies-swapped"])
  }
}
