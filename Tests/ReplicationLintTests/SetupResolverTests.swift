import JSONSource
import ReplicationLint
import Testing

/// The setups of documents in one folder, without a manifest.
struct SetupGatheringTests {
  private static let roles =
    "arn:aws:iam::410293857164:role/crr-source,arn:aws:iam::930417265580:role/crr-target"

  private static let trust = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, \
    "Action": "sts:AssumeRole"}]}
    """

  private static let policy = """
    {"Version": "2012-10-17", "Statement": [\
    {"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::orders"}, \
    {"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:ReplicateObject"], "Resource": "arn:aws:s3:::orders/*"}, \
    {"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::orders-copy/*"}]}
    """

  private static func replication(roles: String = roles, destination: String = "", prefix: String = "") -> String {
    """
    {"Role": "\(roles)", "Rules": [{"Prefix": "\(prefix)", "Status": "Enabled", \
    "Destination": {"Bucket": "arn:aws:s3:::orders-copy"\(destination)}}]}
    """
  }

  private static func capture(_ arn: String) -> String {
    #"{"Role": {"RoleName": "x", "Arn": "\#(arn)", "AssumeRolePolicyDocument": \#(trust)}}"#
  }

  private func inputs(_ files: [String: String]) -> [Input] { files.map { Input(name: $0.key, text: $0.value) } }

  private func outcome(_ files: [String: String], key: String = "a", server: ServerProfile = ServerProfile())
    -> [ReplicationTrace.Outcome]
  {
    Linter(configuration: Configuration(server: server)).trace(inputs(files), key: key).map(\.outcome)
  }

  @Test func onePolicyAndOneTrustPolicyServeBothSites() {
    let files = ["r.json": Self.replication(), "t.json": Self.trust, "p.json": Self.policy]
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty)
    #expect(outcome(files) == [.completed])
  }

  @Test func documentsOfEachFolderAreASetupOfTheirOwn() {
    var files: [String: String] = [:]
    for folder in ["a", "b/c"] {
      files["\(folder)/r.json"] = Self.replication()
      files["\(folder)/t.json"] = Self.trust
      files["\(folder)/p.json"] = Self.policy
    }
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.name) == ["a", "b/c"])
    #expect(report.setups.map(\.replicates) == [true, true])
  }

  @Test func capturesNamedForTheirSiteShowThatRolesAreSwapped() {
    let swapped = Self.roles.split(separator: ",").reversed().joined(separator: ",")
    let files = [
      "r.json": Self.replication(roles: swapped), "p.json": Self.policy,
      "source-role.json": Self.capture("arn:aws:iam::410293857164:role/crr-source"),
      "target-role.json": Self.capture("arn:aws:iam::930417265580:role/crr-target"),
    ]
    let report = Linter().check(inputs(files))
    #expect(report.diagnostics.filter { $0.consequence == .fails }.map(\.rule) == ["role-order-wrong"])
    #expect(outcome(files) == [.pending])
  }

  @Test func capturesWithoutASideInTheirNameAreAssignedByTheirRole() {
    let files = [
      "r.json": Self.replication(), "p.json": Self.policy, "t.json": Self.trust,
      "one.json": Self.capture("arn:aws:iam::930417265580:role/crr-target"),
      "two.json": Self.capture("arn:aws:iam::410293857164:role/crr-source"),
    ]
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty)
  }

  @Test func answerOfGetBucketReplicationIsReadAndNotedOnlyWhereItIsAlone() {
    let files = [
      "r.json": #"{"ReplicationConfiguration": \#(Self.replication())}"#, "t.json": Self.trust, "p.json": Self.policy,
    ]
    let report = Linter().check(inputs(files))
    #expect(report.diagnostics.isEmpty)
    #expect(report.setups.map(\.replicates) == [true])
    let alone = Linter().check(inputs(["r.json": files["r.json"] ?? ""]))
    #expect(alone.diagnostics.map(\.rule) == ["wrapped-document"])
    #expect(alone.diagnostics.map(\.consequence) == [.style])
    #expect(alone.diagnostics.allSatisfy { $0.fix == nil })
  }

  @Test func aStorageClassThatOnlyTheServerKnowsLeavesTheAnswerOpen() {
    let files = [
      "r.json": Self.replication(destination: #", "StorageClass": "GLACIER""#), "t.json": Self.trust,
      "p.json": Self.policy,
    ]
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(outcome(files) == [.unknown])
    let server = ServerProfile(endpoints: [.init(site: "GLACIER", isDefault: true)])
    #expect(outcome(files, server: server) == [.completed])
  }

  @Test func whatIsAllowedNowhereIsNotAllowedOnABucketWhoseNameIsNotKnown() {
    let blind = Self.policy.split(separator: "GetReplicationConfiguration").joined(separator: "GetBucketVersioning")
    let files = ["r.json": Self.replication(), "t.json": Self.trust, "p.json": blind]
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.contains { $0.rule == "source-config-read-missing" && $0.consequence == .fails })
    #expect(outcome(files) == [.pending])
  }

  @Test func aPolicyThatIsNotAttachedGrantsNothing() {
    let created = #"{"Policy": {"PolicyName": "p", "Arn": "arn:aws:iam::410293857164:policy/p"}}"#
    func attached(_ name: String) -> String {
      #"{"AttachedPolicies": [{"PolicyName": "p", "PolicyArn": "arn:aws:iam::410293857164:policy/\#(name)"}]}"#
    }
    var files = [
      "r.json": Self.replication(), "t.json": Self.trust, "p.json": Self.policy, "created.json": created,
      "attached.json": attached("other"),
    ]
    let report = Linter().check(inputs(files))
    #expect(report.diagnostics.map(\.rule) == ["policy-not-attached"])
    #expect(report.setups.map(\.replicates) == [false])
    #expect(outcome(files) == [.pending])
    files["attached.json"] = attached("p")
    #expect(outcome(files) == [.completed])
    #expect(Linter().check(inputs(files)).diagnostics.isEmpty)
  }

  @Test func misspelledActionIsReportedOnceAtItsRange() {
    let slip = Self.policy.split(separator: "GetReplicationConfiguration").joined(
      separator: "GetReplicationConfigurations")
    let files = ["r.json": Self.replication(), "t.json": Self.trust, "p.json": slip]
    let linter = Linter(configuration: Configuration(sourceBucket: "orders"))
    let found = linter.check(inputs(files)).diagnostics
    #expect(found.map(\.rule) == ["source-config-read-missing"])
    #expect(found.first?.pointer.description == "/Statement/0/Action")
    #expect(found.first?.help?.contains("did you mean `s3:GetReplicationConfiguration`?") == true)
  }

  @Test func twoConfigurationsInOneFolderAreTwoSetupsThatShareItsPolicies() {
    let files = [
      "r1.json": Self.replication(prefix: "a/"), "r2.json": Self.replication(prefix: "b/"), "t.json": Self.trust,
      "p.json": Self.policy,
    ]
    let setups = Linter().check(inputs(files)).setups
    #expect(setups.map(\.name) == ["r1.json", "r2.json"])
    #expect(setups.map(\.replicates) == [true, true])
  }

  @Test func theOrderOfInputsChangesNothing() {
    let files = ["r.json": Self.replication(), "t.json": Self.trust, "p.json": Self.policy]
    let all = inputs(files)
    let first = Linter().check(all.sorted { $0.source.name < $1.source.name })
    let second = Linter().check(all.sorted { $0.source.name > $1.source.name })
    #expect(first.diagnostics == second.diagnostics)
    #expect(first.setups == second.setups)
  }
}
