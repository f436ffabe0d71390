import JSONSource
import ReplicationLint
import Testing

/// Documents in other folders than the configuration: nothing is proved or refuted by leaving one out that is about
/// the setup.
struct SiblingFolderTests {
  private typealias Layout = SetupLayoutTests

  /// A trust policy of the target's account that does not trust Backbeat.
  private static let refusing = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "930417265580"}, \
    "Action": "sts:AssumeRole"}]}
    """

  /// Another trust policy that trusts Backbeat.
  private static let otherTrust = Layout.trust.replacing("\"sts:AssumeRole\"", with: "[\"sts:AssumeRole\"]")

  /// The one policy of the guide, for both roles.
  private static let both = Layout.source().replacing(
    #""arn:aws:s3:::orders/*""#, with: #"["arn:aws:s3:::orders/*", "arn:aws:s3:::orders-copy/*"]"#)

  private static let deny = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", \
    "Resource": ["arn:aws:s3:::orders-copy", "arn:aws:s3:::orders-copy/*"]}]}
    """

  private static let bucketDeny = deny.replacing(#""Action""#, with: #""Principal": "*", "Action""#)

  private static let sides = [
    "source-policy.json": Layout.source(), "target-policy.json": Layout.target(), "trust.json": Layout.trust,
    "r.json": Layout.replication(),
  ]

  private func check(_ files: [String: String]) -> Report {
    Linter().check(files.map { Input(name: $0.key, text: $0.value) })
  }

  private func inFolder(_ name: String, _ files: [String: String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: files.map { ("\(name)/\($0.key)", $0.value) })
  }

  private func with(_ more: [String: String], _ files: [String: String] = Self.sides) -> [String: String] {
    files.merging(more) { $1 }
  }

  // MARK: Trust policies

  @Test func trustPolicyThatRefusesBackbeatKeepsItsSide() {
    let folders = [
      "r.json": Layout.replication(), "paris/policy.json": Layout.source(), "paris/trust.json": Layout.trust,
      "lyon/policy.json": Layout.target(), "lyon/trust.json": Self.refusing,
    ]
    let report = check(folders)
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.map(\.rule) == ["backbeat-not-trusted"])
    #expect(Set(report.setups.flatMap(\.files)) == Set(folders.keys))
  }

  @Test func trustPolicyThatRefusesBackbeatDoesNotTakeThePlaceOfANearerOne() {
    let report = check(with(["target/trust.json": Self.refusing]))
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(
      report.setups[0].openQuestions == ["it is not known whether a role has the policy in `target/trust.json`"])
  }

  @Test func whatElseTheAccountHoldsIsNoneOfACompleteSetup() {
    let role = Layout.role("arn:aws:iam::410293857164:role/backup", trust: Self.refusing)
    let created = #"{"Policy":{"PolicyName":"backup","PolicyId":"x","Arn":"arn:aws:iam::410293857164:policy/backup"}}"#
    let others = [
      ["people/policy.json": Self.reader, "people/trust.json": Self.refusing], ["backup/role.json": role],
      ["backup/create-policy.json": created, "source-attached.json": Self.attached],
      ["backup/attached.json": Self.attached.replacing("crr", with: "backup")],
    ]
    for other in others {
      let report = check(inFolder("crr", Self.sides).merging(other) { $1 })
      #expect(report.setups.map(\.replicates) == [true], "\(other.keys)")
      #expect(!report.diagnostics.contains { $0.severity == .error && $0.group == .setup }, "\(other.keys)")
    }
  }

  private static let reader = Layout.target().replacing("s3:ReplicateObject", with: "s3:GetObject")
  private static let attached =
    #"{"AttachedPolicies":[{"PolicyName":"crr","PolicyArn":"arn:aws:iam::410293857164:policy/crr"}]}"#

  @Test func anotherTrustPolicyOfTheTargetLeavesTheOneNearerToTheSource() {
    let files = with(["target/trust.json": Self.otherTrust])
    #expect(check(files).setups.map(\.replicates) == [true])
    #expect(check(files).setups.flatMap(\.files).count == files.count)
  }

  @Test func trustPolicyOfAnAccountOfTheRolesLeavesTheTrustOfBothOpen() {
    var files = Self.sides
    files["trust.json"] = nil
    files["shared/trust.json"] = Layout.trust
    let report = check(with(["roles/trust.json": Self.refusing], files))
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(
      report.setups[0].openQuestions == ["it is not known whether a role has the policy in `roles/trust.json`"])
    #expect(check(with(["roles/trust.json": Self.refusing])).setups.map(\.replicates) == [true])
    let foreign = Self.refusing.replacing(#""AWS": "930417265580""#, with: #""Service": "ec2.amazonaws.com""#)
    #expect(check(with(["roles/trust.json": foreign])).setups.map(\.replicates) == [true])
  }

  @Test(arguments: ["target-a-trust.json", "target-z-trust.json"])
  func neitherOfTwoTrustPoliciesForOneSideIsTaken(_ name: String) {
    let report = check(
      with(["source-trust.json": Layout.trust, "target-trust.json": Layout.trust, name: Self.refusing]))
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(report.setups[0].openQuestions == ["no trust policy of the target role is given"])
  }

  @Test(arguments: ["ec2", "s3"]) func trustPolicyForAServiceBesideTheOneOfBothRolesProvesNothing(_ service: String) {
    let refusing = Layout.trust.replacing("backbeat", with: "\(service).amazonaws.com")
    let byKind = [
      "replication/r.json": Layout.replication(), "policy/paris.json": Layout.source(),
      "policy/lyon.json": Layout.target(), "trust/paris.json": Layout.trust,
    ]
    let home = ["policy.json": Self.both, "trust.json": Layout.trust, "r.json": Layout.replication()]
    for (files, path) in [(byKind, "trust/lyon.json"), (inFolder("paris", home), "lyon/trust.json")] {
      #expect(check(files).setups.map(\.replicates) == [true])
      let report = check(with([path: refusing], files))
      #expect(report.setups.map(\.replicates) == [nil])
      #expect(report.setups[0].openQuestions == ["it is not known whether a role has the policy in `\(path)`"])
      #expect(report.diagnostics.contains { $0.rule == "service-not-backbeat" && $0.path == path })
    }
  }

  /// The folder of a setup with the policies of both roles is not that of one site.
  @Test(arguments: [Layout.trust.replacing("backbeat", with: "ec2.amazonaws.com"), "{}"])
  func trustPolicyOfAnotherServiceBesideTheFolderOfAWholeSetupIsPassedOver(_ text: String) {
    let home = [
      "r.json": Layout.replication(), "a.json": Layout.source(), "b.json": Layout.target(), "trust.json": Layout.trust,
    ]
    let files = inFolder("crr", home).merging(["ec2/trust.json": text]) { $1 }
    let report = Linter().check(files.map { Input(name: $0.key, text: $0.value, isFound: true) })
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty, "\(described(report.diagnostics))")
    #expect(report.skipped == ["ec2/trust.json"])
  }

  /// Beside the policies of the guide, which serve both roles, the same file of another site would have the same name.
  @Test(arguments: [
    Layout.trust.replacing("backbeat", with: "lambda.amazonaws.com"),
    Layout.trust.replacing(
      #""Service": "backbeat""#, with: #""Federated": "arn:aws:iam::410293857164:oidc-provider/x""#),
    Self.refusing,
  ])
  func trustPolicyOfSomethingElseUnderAnotherNameIsPassedOver(_ text: String) {
    let home = ["policy.json": Self.both, "trust.json": Layout.trust, "r.json": Layout.replication()]
    let files = inFolder("crr", home).merging(["lambda/trust-policy.json": text]) { $1 }
    let report = Linter().check(files.map { Input(name: $0.key, text: $0.value, isFound: true) })
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty, "\(described(report.diagnostics))")
    #expect(report.skipped == ["lambda/trust-policy.json"])
  }

  /// A trust policy for accounts is a mistake in a folder where a role has none.
  @Test func trustPolicyForAnAccountIsPassedOverBesideASetupThatHasItsOwn() {
    let home = [
      "r.json": Layout.replication(), "a.json": Layout.source(), "b.json": Layout.target(), "trust.json": Layout.trust,
    ]
    for (files, isSkipped) in [(home, true), (home.filter { $0.key != "trust.json" }, false)] {
      let files = inFolder("crr", files).merging(["admin/trust.json": Self.refusing]) { $1 }
      let report = Linter().check(files.map { Input(name: $0.key, text: $0.value, isFound: true) })
      #expect(report.skipped.isEmpty != isSkipped)
      #expect(report.diagnostics.contains { $0.rule == "backbeat-not-trusted" } != isSkipped)
    }
    let alone = Linter().check([Input(name: "admin/trust.json", text: Self.refusing, isFound: true)])
    #expect(alone.diagnostics.map(\.rule) == ["backbeat-not-trusted"])
  }

  @Test(arguments: ["", " \n", "{}", "null", "[]", Layout.target(), Layout.source()])
  func fileNamedForATrustPolicyThatHoldsNoneProvesNothing(_ text: String) {
    let home = ["policy.json": Self.both, "trust.json": Layout.trust, "r.json": Layout.replication()]
    let files = inFolder("paris", home).merging(["lyon/trust.json": text, "a/b/trust.json": "{}"]) { $1 }
    let report = Linter().check(files.map { Input(name: $0.key, text: $0.value, isFound: true) })
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(report.setups[0].openQuestions.contains("`lyon/trust.json` is named for a trust policy and holds none"))
    #expect(report.skipped == ["a/b/trust.json"])
  }

  @Test func emptyFilesOfOthersArePassedOver() {
    let others = [
      "web/iam/policy.json": "{}", "web/iam/trust.json": "", "crr/put-role-policy.json": "",
      "crr/bucket-policy.json": "",
      "crr/notes.json": "{}",
    ]
    let files = inFolder("crr", Self.sides).merging(others) { $1 }
    let report = Linter().check(files.map { Input(name: $0.key, text: $0.value, isFound: true) })
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty)
    #expect(report.skipped == others.keys.sorted())
  }

  // MARK: Permission policies

  @Test func folderOfEachSiteIsReadWithTheConfigurationInOneOfThem() {
    let policies = [
      "paris/policy.json": Layout.source(), "paris/trust.json": Layout.trust, "lyon/policy.json": Layout.target(),
      "lyon/trust.json": Layout.trust,
    ]
    for folder in ["paris/", "lyon/", ""] {
      let files = with(["\(folder)r.json": Layout.replication()], policies)
      let report = check(files)
      #expect(report.setups.map(\.replicates) == [true])
      #expect(report.diagnostics.isEmpty)
      #expect(Set(report.setups.flatMap(\.files)) == Set(files.keys))
    }
  }

  /// A policy beside a trust policy in another folder is that of the other role, whatever the one of the guide allows
  /// both.
  @Test func policyOfTheOtherSiteIsNotReplacedByTheOneOfBothRoles() {
    let site = ["policy.json": Self.both, "trust.json": Layout.trust, "r.json": Layout.replication()]
    func report(_ policy: String, trust: String = Layout.trust, both: String = Self.both) -> Report {
      let files = inFolder("paris", site).merging(["lyon/policy.json": policy, "lyon/trust.json": trust]) { $1 }
      return check(with(["paris/policy.json": both], files))
    }
    let star = #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}"#
    let pattern = Layout.target("orders-*")
    for policy in [Layout.target(), star, pattern, star.replacing("s3:*", with: "s3:Replicate*")] {
      #expect(report(policy).setups.map(\.replicates) == [true], "\(policy)")
    }
    let put = Layout.target().replacing("Replicate", with: "Put")
    for policy in [put, Layout.target("orders-cpoy"), Layout.target("backup"), Layout.source(), Self.reader] {
      #expect(report(policy).setups.map(\.replicates) == [nil], "\(policy)")
    }
    let delete = report(Layout.target().replacing("ReplicateObject", with: "ReplicateDelete"))
    #expect(delete.setups.map(\.replicates) == [false])
    #expect(delete.diagnostics.map(\.path) == ["lyon/policy.json"])
    let withoutRead = Self.both.replacing("s3:GetReplicationConfiguration", with: "s3:ListBucket")
    #expect(report(Self.both, both: withoutRead).setups.map(\.replicates) == [nil])
    // The role of people, and a policy without a role, are not those of the setup.
    #expect(report(put, trust: Self.refusing).setups.map(\.replicates) == [true])
    #expect(check(with(["lyon/policy.json": put], inFolder("paris", site))).setups.map(\.replicates) == [true])
  }

  @Test func policyOfAnotherFolderJoinsTheNearerOneWithoutProvingAnything() {
    let granted = check(with(["old/target-policy.json": Self.both, "old/notes.json": "[]"]))
    #expect(granted.setups.map(\.replicates) == [nil])
    #expect(
      granted.setups[0].openQuestions == [
        "it is not known which of `target-policy.json` and `old/target-policy.json` the target role has"
      ])
    #expect(check(with(["old/target-policy.json": Layout.target()])).setups.map(\.replicates) == [true])
    let incomplete = with([
      "target-policy.json": Layout.target("orders-cpoy"), "old/target-policy.json": Layout.target(),
    ])
    #expect(check(incomplete).setups.map(\.replicates) == [nil])
    #expect(!check(incomplete).diagnostics.contains { $0.severity == .error })
    #expect(check(with(["old/target-policy.json": Self.deny])).setups.map(\.replicates) == [false])
  }

  @Test func policyThatReplicationHasNoUseForChangesNothing() {
    let reader = Layout.target().replacing("s3:ReplicateObject", with: "s3:GetObject")
    let report = check(with(["apps/policy.json": reader]))
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.setups.flatMap(\.files).sorted() == Self.sides.keys.sorted())
  }

  @Test func denyThatNoEvidenceAssignsLeavesTheVerdictOpen() {
    let deny = #"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}"#
    let report = check(with(["deny.json": deny]))
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(report.diagnostics.contains { $0.rule == "document-set-incomplete" && $0.path == "deny.json" })
  }

  // MARK: Bucket policies

  @Test func policyOfTheDestinationInAnotherFolderCounts() {
    let site = ["policy.json": Self.both, "trust.json": Layout.trust]
    let files = with(
      ["site1/r.json": Layout.replication(), "site2/bucket-policy.json": Self.bucketDeny],
      with(inFolder("site2", site), inFolder("site1", site)))
    let report = check(files)
    #expect(report.setups.map(\.name) == ["site1"])
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.map(\.rule) == ["deny-blocks-replication"])
  }

  @Test func twoPoliciesOfOneBucketLeaveTheVerdictOpen() {
    let allow = Self.bucketDeny.replacing("Deny", with: "Allow")
    for folder in ["", "old/"] {
      let report = check(with(["a.json": allow, "\(folder)b.json": Self.bucketDeny]))
      #expect(report.setups.map(\.replicates) == [nil])
      #expect(report.setups[0].openQuestions == ["`a.json` and `\(folder)b.json` are policies of one bucket"])
    }
  }

  // MARK: Several setups

  @Test func setupsOfNeighbouringFoldersAreNotMixed() {
    var files = inFolder("a", Self.sides)
    files.merge(inFolder("b", with(["deny-target.json": Self.deny]))) { $1 }
    // Several configurations may ask for these, and none lacks anything.
    files["shared/target-policy.json"] = Self.deny
    files["shared/trust.json"] = Self.refusing
    let report = check(files)
    #expect(report.setups.map(\.replicates) == [true, false])
    #expect(report.setups.allSatisfy { setup in setup.files.allSatisfy { $0.hasPrefix(setup.name) } })
  }
}
