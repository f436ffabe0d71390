import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// Files that hold none of the documents: those of other tools, answers without a document, other configurations.
@Suite struct ForeignFileTests {
  /// One file of each family, made for this test.
  static let files = Fixtures.files(in: Fixtures.url("Tests/Fixtures/foreign")) { $0 != "expected.txt" }
    .map(\.lastPathComponent)

  private static func input(_ name: String, isFound: Bool) throws -> Input {
    Input(try Fixtures.source("Tests/Fixtures/foreign/\(name)", name: name), isFound: isFound)
  }

  @Test func thereAreFiles() { #expect(Self.files.count > 60) }

  @Test(arguments: files) func foundFileIsPassedOver(_ name: String) throws {
    let report = Linter().check([try Self.input(name, isFound: true)])
    #expect(report.diagnostics.isEmpty, "\(described(report.diagnostics))")
    #expect(report.files.isEmpty)
    #expect(report.skipped == [name])
  }

  @Test(arguments: files) func namedFileGetsOneFinding(_ name: String) throws {
    let report = Linter().check([try Self.input(name, isFound: false)])
    #expect(report.diagnostics.allSatisfy { ["unknown-kind", "json-syntax"].contains($0.rule) })
    #expect(report.diagnostics.count == 1)
    #expect(report.diagnostics.allSatisfy { $0.fix == nil })
    #expect(report.files.map(\.kind) == [.unknown])
  }

  @Test func findingsInNamedFilesAreAsRecorded() throws {
    let lines = try Self.files.map { name in
      let found = Linter().check([try Self.input(name, isFound: false)]).diagnostics
      return found.map { "\(name): \($0.severity.rawValue) \($0.message); \(String($0.help ?? ""))\n" }.joined()
    }
    expectGolden(lines.joined(), at: "Tests/Fixtures/foreign/expected.txt")
  }

  @Test func skippingPassesOverNamedFilesToo() throws {
    let inputs = try Self.files.map { try Self.input($0, isFound: false) }
    let report = Linter(configuration: Configuration(foreign: .skip)).check(inputs)
    #expect(report.diagnostics.isEmpty)
    #expect(report.skipped.count == inputs.count)
  }

  @Test func notingIsForFoundFilesToo() throws {
    let report = Linter(configuration: Configuration(foreign: .note)).check([
      try Self.input("lifecycle.json", isFound: true)
    ])
    #expect(report.diagnostics.map(\.message) == ["this is a lifecycle configuration, which is not checked"])
  }

  @Test(arguments: [true, false]) func foreignFileIsNeverFixed(_ isFound: Bool) throws {
    let inputs = try Self.files.map { try Self.input($0, isFound: isFound) }
    #expect(FixApplier(linter: Linter()).apply(to: inputs, includeUnsafe: true).isEmpty)
  }

  @Test func foreignFilesChangeNothingAboutASetup() throws {
    let names = ["trust-policy.json", "permission-policy.json", "replication-configuration.json"]
    let guide = try names.map {
      Input(try Fixtures.source("Tests/Fixtures/answers/guide/\($0)", name: $0))
    }
    let foreign = try Self.files.map { try Self.input($0, isFound: true) }
    let (alone, together) = (Linter().check(guide), Linter().check(guide + foreign))
    #expect(alone.setups.map(\.replicates) == [true])
    #expect(together.setups == alone.setups)
    #expect(together.diagnostics == alone.diagnostics)
  }

  /// JSON files of programs on this machine, none of which is about replication.
  private static let installed: [String] = {
    var paths: [String] = []
    for root in ["/usr/lib", "/usr/share", "/usr/local/lib", "/root/.pyenv/versions", "/opt"] {
      guard let found = FileManager.default.enumerator(atPath: root) else { continue }
      for case let path as String in found
      where path.hasSuffix(".json") && paths.count < Effort.count(quick: 60, usual: 600) {
        paths.append("\(root)/\(path)")
      }
    }
    return paths
  }()

  @Test(.enabled(if: installed.count > 20, "this machine has few JSON files"))
  func filesOfInstalledProgramsAreForeign() throws {
    let inputs = Self.installed.compactMap { path -> Input? in
      guard let bytes = try? Fixtures.bytes(path), bytes.count < 100_000 else { return nil }
      return Input(SourceFile(name: path, bytes: bytes), isFound: true)
    }
    let report = Linter().check(inputs)
    #expect(report.files.map(\.path) == [])
    #expect(report.diagnostics.isEmpty)
    #expect(FixApplier(linter: Linter()).apply(to: inputs, includeUnsafe: true).isEmpty)
    print("\(report.skipped.count) files of installed programs skipped")
  }
}

/// Answers about replication in another format than JSON, and messages of AWS CLI.
@Suite struct OtherFormatTests {
  private static let answers: [(String, String)] = [
    (
      "YAML",
      """
      ReplicationConfiguration:
        Role: arn:aws:iam::410293857164:role/S,arn:aws:iam::930417265580:role/T
        Rules:
        - Destination:
            Bucket: arn:aws:s3:::orders-copy
          Prefix: ''
          Status: Enabled

      """
    ),
    (
      "YAML",
      """
      Role:
        Arn: arn:aws:iam::410293857164:role/S
        AssumeRolePolicyDocument:
          Statement:
          - Action: sts:AssumeRole
            Effect: Allow

      """
    ),
    (
      "tab-separated text",
      "REPLICATIONCONFIGURATION\tarn:aws:iam::410293857164:role/S\nRULES\tr\t\tEnabled\n"
        + "DESTINATION\tarn:aws:s3:::orders-copy\n"
    ),
    (
      "a table",
      """
      ------------------------------------
      |       GetBucketReplication       |
      +----------------------------------+
      ||    ReplicationConfiguration    ||

      """
    ),
    (
      "XML",
      #"<?xml version="1.0"?><ReplicationConfiguration><Role>r</Role><Rule><Destination><Bucket>b</Bucket>"#
        + "</Destination></Rule></ReplicationConfiguration>"
    ),
    ("YAML", "Status: Suspended\n"), ("YAML", "MFADelete: Disabled\nStatus: Enabled\n"),
    ("YAML", "Policy: '{\"Version\":\"2012-10-17\",\"Statement\":[]}'\n"),
    ("YAML", "Policy:\n  Arn: arn:aws:iam::410293857164:policy/p\n  DefaultVersionId: v1\n  PolicyName: p\n"),
    ("YAML", "AttachedPolicies:\n- PolicyArn: arn:aws:iam::410293857164:policy/p\n  PolicyName: p\n"),
    ("YAML", "AttachedPolicies: []\n"),
    ("tab-separated text", "POLICY\tarn:aws:iam::410293857164:policy/p\t1\tv1\n"),
    ("tab-separated text", "ATTACHEDPOLICIES\tarn:aws:iam::410293857164:policy/p\tp\n"),
    ("a table", "-------\n|  GetBucketVersioning  |\n+-------+\n|  Status |  Suspended  |\n"),
    ("a table", "-------\n|  GetBucketPolicy  |\n+-------+\n"), ("a table", "-------\n|  GetPolicy  |\n+-------+\n"),
    ("XML", "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"),
    ("XML", "<ListAttachedRolePoliciesResponse><AttachedPolicies/></ListAttachedRolePoliciesResponse>"),
  ]

  @Test(arguments: answers, [true, false])
  func answerInAnotherFormatIsAnError(_ answer: (name: String, text: String), _ isFound: Bool) {
    let report = Linter().check([Input(name: "a.json", text: answer.text, isFound: isFound)])
    #expect(report.diagnostics.map(\.message) == ["this is \(answer.name), not JSON"], "\(answer.text)")
    #expect(report.diagnostics.map(\.rule) == ["json-syntax"])
    #expect(report.diagnostics.first?.help?.contains("`--output json`") == true)
  }

  @Test(arguments: [
    "replication:\n  role: crr\n", "Rules:\n- Name: alert\n", "Role: admin\nName: x\n", "Statement: paid\n",
    "<Rules><Rule/></Rules>", "----\n| Users |\n", "ROLE of the committee\n",
    "Resources:\n  A:\n    Type: AWS::IAM::Role\n", "Status: open\n", "Status: Enabled\nOwner: me\n", "Suspended\n",
    "Policy: no smoking\n", "Policy:\n  PolicyName: p\n", "<Versioning/>", "POLICY\tof the house\n", "| GetPolicy |\n",
  ])
  func textOfSomethingElseIsPassedOver(_ text: String) {
    let report = Linter().check([Input(name: "a.json", text: text, isFound: true)])
    #expect(report.diagnostics.isEmpty, "\(described(report.diagnostics))")
  }

  @Test(arguments: ["source-versioning.json", "buckets/orders.json", "buckets/orders-versioning.json", "a.json"])
  func answerThatIsNotReadLeavesTheSetupOpen(_ path: String) {
    let text = path.contains("versioning") ? "Suspended\n" : "Status: Suspended\n"
    let files = [
      "r.json": SetupLayoutTests.replication(), "source.json": SetupLayoutTests.source(),
      "target.json": SetupLayoutTests.target(), "trust.json": SetupLayoutTests.trust, path: text,
    ]
    let report = Linter().check(files.map { Input(name: $0.key, text: $0.value, isFound: true) })
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(report.setups.map(\.openQuestions) == [["what `\(path)` shows is not read, as it is not JSON"]])
    #expect(report.diagnostics.map(\.rule) == ["json-syntax"])
  }

  @Test(arguments: [
    "\nUnable to locate credentials. You can configure credentials by running \"aws configure\".\n",
    "\nCould not connect to the endpoint URL: \"http://node1/orders?replication\"\n",
    "aws: [ERROR]: The config profile (backbeat-source) could not be found\n",
  ])
  func savedMessageIsNotedWithItsReason(_ text: String) {
    let found = Linter().check([Input(name: "a.json", text: text)]).diagnostics
    #expect(found.map(\.rule) == ["unknown-kind"])
    #expect(found.first?.message.hasPrefix("this is an error message of AWS CLI, `") == true)
  }
}

/// Policies of other roles and resources in a tree with documents of replication.
@Suite struct UnrelatedPolicyTests {
  private static func trust(_ principal: String) -> String {
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole"}]}"#
  }
  private static func bucketPolicy(_ resource: String) -> String {
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","#
      + #""Resource":"\#(resource)"}]}"#
  }
  private static let unrelated = [
    trust(#"{"Service":"ec2.amazonaws.com"}"#), trust(#"{"Service":["lambda.amazonaws.com","ecs.amazonaws.com"]}"#),
    trust(#"{"Federated":"arn:aws:iam::410293857164:oidc-provider/x"}"#),
    bucketPolicy("arn:aws:s3:us-west-2:410293857164:accesspoint/ap/object/*"), bucketPolicy("*"),
  ]
  private static let related = [
    trust(#"{"Service":"s3.amazonaws.com"}"#), trust(#"{"Service":"replication.s3.amazonaws.com"}"#),
    trust(#"{"Service":"backbeat.amazonaws.com"}"#),
    trust(#"{"Service":"ec2"}"#), bucketPolicy("arn:aws:s3:us-west-2:410293857164:bucket"),
  ]

  private func report(_ files: [String: String], isFound: Bool = true, _ foreign: Configuration.Foreign? = nil)
    -> Report
  {
    Linter(configuration: Configuration(foreign: foreign))
      .check(files.map { Input(name: $0.key, text: $0.value, isFound: isFound) })
  }

  @Test(arguments: unrelated) func policyOfSomethingElseIsForeignWhereASearchFindsIt(_ text: String) {
    let setup = [
      "crr/r.json": SetupLayoutTests.replication(), "crr/source-policy.json": SetupLayoutTests.source(),
      "crr/target-policy.json": SetupLayoutTests.target(), "crr/trust.json": SetupLayoutTests.trust,
    ]
    for others in [[:], setup] {
      let files = others.merging(["web/iam/app.json": text]) { $1 }
      let report = report(files)
      #expect(report.diagnostics.isEmpty, "\(described(report.diagnostics))")
      #expect(report.skipped == ["web/iam/app.json"])
      #expect(report.setups.map(\.replicates) == (others.isEmpty ? [] : [true]))
      #expect(self.report(files, .note).diagnostics.map(\.rule) == ["unknown-kind"])
    }
    #expect(report(["web/iam/app.json": text], isFound: false).count(.error) > 0)
  }

  /// The typical mistake in a trust policy, in a folder of its own, while a setup near it lacks one.
  @Test(arguments: [
    ("crr/", ["trust/trust.json"]), ("crr/", ["trust/a.json", "trust/b.json"]), ("crr/", ["iam/roles/r1/trust.json"]),
    ("", ["lyon/trust.json"]),
  ])
  func trustPolicyThatASetupMayLackIsNotForeign(_ home: String, _ paths: [String]) {
    var files = [
      "\(home)replication.json": SetupLayoutTests.replication(), "policies/a.json": SetupLayoutTests.source(),
      "policies/b.json": SetupLayoutTests.target(),
    ]
    if home.isEmpty { files["paris/trust.json"] = SetupLayoutTests.trust }
    for path in paths { files[path] = Self.unrelated[0] }
    let found = report(files).diagnostics.filter { $0.rule == "service-not-backbeat" }
    #expect(found.map(\.path).sorted() == paths)
  }

  @Test(arguments: related) func policyThatMayBeMeantForReplicationIsChecked(_ text: String) {
    #expect(report(["web/iam/app.json": text]).count(.error) > 0)
  }

  @Test(arguments: [
    ["crr/r.json": SetupLayoutTests.replication()], ["crr/trust.json": SetupLayoutTests.trust],
    ["crr/policy.json": SetupLayoutTests.source()],
  ])
  func policyBesideDocumentsOfReplicationIsChecked(_ others: [String: String]) {
    for text in Self.unrelated {
      #expect(report(others.merging(["crr/app.json": text]) { $1 }).count(.error) > 0, "\(text)")
    }
  }

  @Test func fileNamedForASideIsChecked() {
    #expect(report(["iam/source-trust.json": Self.unrelated[0]]).count(.error) > 0)
  }
}
