import JSONSource
import ReplicationLint
import Testing

/// Setups as they lie in folders, without a manifest.
struct SetupLayoutTests {
  static let trust = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, \
    "Action": "sts:AssumeRole"}]}
    """

  static func source(_ bucket: String = "orders") -> String {
    """
    {"Version": "2012-10-17", "Statement": [\
    {"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::\(bucket)"}, \
    {"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:ReplicateObject"], \
    "Resource": "arn:aws:s3:::\(bucket)/*"}]}
    """
  }

  static func target(_ bucket: String = "orders-copy") -> String {
    """
    {"Version": "2012-10-17", "Statement": [\
    {"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::\(bucket)/*"}]}
    """
  }

  static func replication(to bucket: String = "orders-copy", name: String = "crr") -> String {
    """
    {"Role": "arn:aws:iam::410293857164:role/\(name)-source,arn:aws:iam::930417265580:role/\(name)-target", \
    "Rules": [{"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::\(bucket)"}}]}
    """
  }

  static func role(_ arn: String, trust: String? = nil) -> String {
    #"{"Role": {"RoleName": "x", "Arn": "\#(arn)"\#(trust.map { #", "AssumeRolePolicyDocument": \#($0)"# } ?? "")}}"#
  }

  /// A layout with the documents of each part in it.
  struct Layout: Sendable, CustomTestStringConvertible {
    let name: String
    let files: [String: String]
    var testDescription: String { name }
  }

  static let complete = [
    Layout(
      name: "policies beside the configuration's folder",
      files: [
        "replication/r.json": replication(), "policies/source.json": source(), "policies/target.json": target(),
        "policies/trust.json": trust,
      ]),
    Layout(
      name: "a folder for each side below the configuration",
      files: [
        "r.json": replication(), "source/policy.json": source(), "source/trust.json": trust,
        "target/policy.json": target(), "target/trust.json": trust,
      ]),
    Layout(
      name: "the configuration in the folder of the source",
      files: [
        "source/r.json": replication(), "source/policy.json": source(), "source/trust.json": trust,
        "target/policy.json": target(), "target/trust.json": trust,
      ]),
    Layout(
      name: "the nodes of the guide",
      files: [
        "node1/r.json": replication(), "node1/policy.json": source(), "node1/trust.json": trust,
        "node6/policy.json": target(), "node6/trust.json": trust,
      ]),
    Layout(
      name: "short names",
      files: [
        "r.json": replication(), "src-policy.json": source(), "src-trust.json": trust, "tgt-policy.json": target(),
        "tgt-trust.json": trust,
      ]),
    Layout(
      name: "primary and disaster recovery",
      files: [
        "r.json": replication(), "primary-policy.json": source(), "primary-trust.json": trust,
        "dr-policy.json": target(), "dr-trust.json": trust,
      ]),
    Layout(
      name: "two equal trust policies whose names show no side",
      files: [
        "r.json": replication(), "a-trust.json": trust, "b-trust.json": trust, "p1.json": source(), "p2.json": target(),
      ]),
    Layout(
      name: "everything of one environment",
      files: [
        "prod-replication.json": replication(), "prod-trust.json": trust, "prod-source-policy.json": source(),
        "prod-target-policy.json": target(),
      ]),
    Layout(
      name: "a folder that is named for one side and holds both",
      files: [
        "source-right/r.json": replication(), "source-right/trust.json": trust,
        "source-right/source-policy.json": source(), "source-right/target-policy.json": target(),
      ]),
    Layout(
      name: "policies in the folder above",
      files: [
        "orders/r.json": replication(), "trust.json": trust, "source-policy.json": source(),
        "target-policy.json": target(),
      ]),
    Layout(
      name: "policies three folders below",
      files: [
        "r.json": replication(), "a/b/c/source.json": source(), "a/b/c/target.json": target(),
        "a/b/c/trust.json": trust,
      ]),
    Layout(
      name: "policies below the folder above",
      files: [
        "s3/orders/r.json": replication(), "iam/source/policy.json": source(), "iam/source/trust.json": trust,
        "iam/target/policy.json": target(), "iam/target/trust.json": trust,
      ]),
    Layout(
      name: "the folder of the other site from three folders above",
      files: [
        "paris/iam/crr/r.json": replication(), "paris/iam/crr/policy.json": source(), "paris/iam/crr/trust.json": trust,
        "lyon/iam/crr/policy.json": target(),
        "lyon/iam/crr/trust.json": trust.replacing("\"sts:AssumeRole\"", with: "[\"sts:AssumeRole\"]"),
      ]),
    Layout(
      name: "one trust policy in a folder for whatever is written",
      files: [
        "src/r.json": replication(), "src/trust.json": trust, "src/policies/source.json": source(),
        "src/policies/target.json": target(),
      ]),
    Layout(
      name: "policies of both sides beside a folder for whatever is written",
      files: [
        "src/r.json": replication(), "src/trust.json": trust, "policies/source.json": source(),
        "policies/target.json": target(),
      ]),
    Layout(
      name: "folders assigned by the role captures in them",
      files: [
        "r.json": replication(), "one/role.json": role("arn:aws:iam::410293857164:role/crr-source"),
        "one/policy.json": source(), "one/trust.json": trust,
        "two/role.json": role("arn:aws:iam::930417265580:role/crr-target"), "two/policy.json": target(),
        "two/trust.json": trust.replacing("\"sts:AssumeRole\"", with: "[\"sts:AssumeRole\"]"),
      ]),
  ]

  private func inputs(_ files: [String: String]) -> [Input] { files.map { Input(name: $0.key, text: $0.value) } }

  @Test(arguments: complete) func aCompleteSetupIsFoundAndProved(_ layout: Layout) {
    let report = Linter().check(inputs(layout.files))
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty)
    #expect(Set(report.setups.flatMap(\.files)) == Set(layout.files.keys))
  }

  @Test(arguments: complete) func aWrongDestinationFailsInEveryLayout(_ layout: Layout) {
    let files = layout.files.mapValues { $0.hasPrefix("{\"Role\": \"") ? Self.replication(to: "orders-cpoy") : $0 }
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.replicates) != [true])
    #expect(report.diagnostics.contains { $0.severity == .error } || report.setups.contains { $0.replicates == nil })
  }

  @Test func documentsOfTwoSetupsInOneFolderAreSeparated() {
    let files = [
      "orders.json": Self.replication(to: "orders-copy", name: "o"),
      "logs.json": Self.replication(to: "logs-copy", name: "l"),
      "trust.json": Self.trust,
      "source-orders-policy.json": Self.source("orders"), "source-logs-policy.json": Self.source("logs"),
      "target-orders-policy.json": Self.target("orders-copy"), "target-logs-policy.json": Self.target("logs-copy"),
    ]
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.name) == ["logs.json", "orders.json"])
    #expect(report.setups.map(\.replicates) == [true, true])
    #expect(report.setups.map(\.files.count) == [4, 4])
    #expect(report.diagnostics.isEmpty)
  }

  @Test(arguments: ["", "crr/"]) func policiesOfSeveralSetupsInOneFolderAreSeparated(_ top: String) {
    var files: [String: String] = [:]
    for name in ["orders", "logs"] {
      files["\(top)s3/\(name)/r.json"] = Self.replication(to: "\(name)-copy", name: name)
      files["\(top)iam/\(name)/source.json"] = Self.source(name)
      files["\(top)iam/\(name)/target.json"] = Self.target("\(name)-copy")
      files["\(top)iam/\(name)/trust.json"] = Self.trust
    }
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.name) == ["\(top)s3/logs", "\(top)s3/orders"])
    #expect(report.setups.map(\.replicates) == [true, true])
    #expect(report.setups.map(\.files.count) == [4, 4])
  }

  @Test func documentsFartherThanThreeFoldersAreOfNoSetup() {
    let files = [
      "r.json": Self.replication(), "a/b/c/d/source.json": Self.source(), "a/b/c/d/target.json": Self.target(),
      "a/b/c/d/trust.json": Self.trust,
    ]
    #expect(Linter().check(inputs(files)).setups.isEmpty)
  }

  @Test func setupsOfNeighbouringFoldersKeepToThemselves() {
    var files: [String: String] = [:]
    for folder in ["a", "b"] {
      files["\(folder)/r.json"] = Self.replication()
      files["\(folder)/trust.json"] = Self.trust
      files["\(folder)/source.json"] = Self.source()
    }
    files["b/target.json"] = Self.target()
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.name) == ["a", "b"])
    #expect(report.setups.map(\.replicates) == [nil, true])
    #expect(report.setups[0].openQuestions == ["no permission policy of the target role is given"])
  }

  @Test func policiesOfOtherServicesAreNotReported() {
    let other = #"""
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]}
      """#
    let files = [
      "replication/r.json": Self.replication(), "replication/trust.json": Self.trust, "iam/deploy.json": other,
    ]
    let setups = Linter().check(inputs(files)).setups
    #expect(setups.map(\.files) == [["replication/r.json", "replication/trust.json"]])
    #expect(setups.map(\.replicates) == [nil])
  }

  @Test func policyNamedForOneSideIsNotAssignedToTheOther() {
    let files = ["r.json": Self.replication(), "trust.json": Self.trust, "source-policy.json": Self.source()]
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(report.setups[0].openQuestions == ["no permission policy of the target role is given"])
    #expect(!report.diagnostics.contains { $0.severity == .error })
  }

  @Test func policiesNamedForTheOtherSideAreReportedAsSwapped() {
    let files = [
      "r.json": Self.replication(), "trust.json": Self.trust, "source-policy.json": Self.target(),
      "target-policy.json": Self.source(),
    ]
    let report = Linter().check(inputs(files))
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.rule) == ["policies-swapped"])
    #expect(report.setups.map(\.replicates) == [false])
  }

  @Test(arguments: ["x;touch y", "$(id)", "a'b", "a&b"])
  func commandsThatSettleAnAssumptionHoldNoNameThatAShellReadsAsMore(_ name: String) throws {
    let files = [
      "r.json": Self.replication(name: name), "trust.json": Self.trust, "source-policy.json": Self.source(),
      "target-policy.json": Self.target(),
    ]
    let setup = try #require(Linter().analyse(inputs(files)).first)
    let commands = setup.assumptions.map(\.settledBy)
    #expect(commands.contains("aws iam list-attached-role-policies --role-name ROLE"))
    for command in commands { #expect(!command.contains(name)) }
  }

  @Test func everyMemberHasAReason() throws {
    let layout = try #require(Self.complete.last)
    let setup = try #require(Linter().analyse(inputs(layout.files)).first?.setup)
    let reasons = Dictionary(
      setup.members.map { ("\($0.document.path) \($0.part.rawValue)", $0.evidence) },
      uniquingKeysWith: { first, _ in first })
    #expect(reasons["one/role.json role"] == .roleARN)
    #expect(reasons["one/trust.json trust policy"] == .folder("one/role.json"))
    #expect(reasons["two/policy.json permission policy"] == .buckets)
  }

  @Test func locationsDecideWhereNamesAreRelative() {
    let files = [
      ("r.json", "/w/replication/r.json", Self.replication()), ("../policies/t.json", "/w/policies/t.json", Self.trust),
      ("../policies/source.json", "/w/policies/source.json", Self.source()),
      ("../policies/target.json", "/w/policies/target.json", Self.target()),
    ]
    let report = Linter().check(
      files.map { Input(SourceFile(name: $0.0, text: $0.2), location: $0.1) })
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.setups.map(\.name) == ["."])
  }
}
