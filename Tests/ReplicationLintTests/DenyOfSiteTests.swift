import JSONSource
import ReplicationLint
import Testing

/// A Deny in the folder of a site, or below the configuration, that names no bucket of the setup: it is never left out
/// of a proof. One in a folder without parts of the setup is for others.
struct DenyOfSiteTests {
  private typealias Layout = SetupLayoutTests

  private static let sites = [
    "paris/policy.json": Layout.source(), "paris/trust.json": Layout.trust, "paris/r.json": Layout.replication(),
    "lyon/policy.json": Layout.target(), "lyon/trust.json": Layout.trust,
  ]

  private static let flat = [
    "r.json": Layout.replication(), "source.json": Layout.source(), "target.json": Layout.target(),
    "trust.json": Layout.trust,
  ]

  private static func deny(_ action: String, _ resource: String) -> String {
    """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "\(action)", "Resource": "\(resource)"}]}
    """
  }

  private static let all = deny("*", "*")

  private func check(_ files: [String: String], _ more: [String: String]) -> Report {
    Linter().check(files.merging(more) { $1 }.map { Input(name: $0.key, text: $0.value) })
  }

  private func inFolder(_ name: String, _ files: [String: String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: files.map { ("\(name)/\($0.key)", $0.value) })
  }

  @Test(arguments: ["guardrail.json", "zz.json", "target-guardrail.json"])
  func denyOfAnActionOfReplicationIsThatOfTheSite(_ name: String) {
    for resource in ["*", "arn:aws:s3:::*", "arn:aws:s3:::orders-*", "arn:aws:s3:::*/*"] {
      let report = check(Self.sites, ["lyon/\(name)": Self.deny("s3:ReplicateObject", resource)])
      #expect(report.setups.map(\.replicates) == [false], "\(resource)")
      #expect(report.diagnostics.map(\.rule) == ["deny-blocks-replication"])
      #expect(report.diagnostics.map(\.path) == ["lyon/\(name)"])
    }
  }

  @Test(arguments: ["lyon/guardrail.json", "lyon/iam/guardrail.json", "paris/guardrail.json"])
  func generalDenyInTheFolderOfASiteLeavesTheVerdictOpen(_ path: String) {
    let general = [
      Self.all, Self.deny("s3:*", "*"), Self.deny("s3:*", "arn:aws:s3:::*/*"),
      Self.all.replacing(#""Action": "*""#, with: #""NotAction": ["s3:Get*", "s3:List*"]"#),
      Self.all.replacing(#""Resource": "*""#, with: #""NotResource": "arn:aws:s3:::logs/*""#),
    ]
    for deny in general {
      let report = check(Self.sites, [path: deny])
      #expect(report.setups.map(\.replicates) == [nil], "\(deny)")
      #expect(report.setups[0].openQuestions == ["it is not known whether a role has the policy in `\(path)`"])
      #expect(report.diagnostics.map(\.path) == [path])
    }
  }

  @Test(arguments: [
    deny("s3:DeleteObject", "*"), deny("ec2:*", "*"), deny("s3:*", "arn:aws:s3:::other-*"),
    deny("s3:GetObjectVersion", "arn:aws:s3:::orders-copy/*"), all.replacing("Deny", with: "Allow"),
  ])
  func denyThatReplicationIsNotAskedForChangesNothing(_ deny: String) {
    #expect(check(Self.sites, ["lyon/guardrail.json": deny]).setups.map(\.replicates) == [true])
  }

  @Test func denyBesideThePoliciesOfBothSidesCounts() {
    let files = [
      "replication/r.json": Layout.replication(), "policies/source.json": Layout.source(),
      "policies/target.json": Layout.target(), "policies/trust.json": Layout.trust,
    ]
    #expect(check(files, [:]).setups.map(\.replicates) == [true])
    #expect(check(files, ["policies/guardrail.json": Self.all]).setups.map(\.replicates) == [nil])
    let pattern = Self.deny("s3:*", "arn:aws:s3:::orders-*")
    #expect(check(files, ["policies/guardrail.json": pattern]).setups.map(\.replicates) == [nil])
    let named = Self.deny("s3:*", "arn:aws:s3:::orders-copy/*")
    #expect(check(files, ["policies/guardrail.json": named]).setups.map(\.replicates) == [false])
  }

  @Test func denyOfTheSourceBucketInTheFolderOfTheSourceCounts() {
    var files = Self.sites
    files["paris/r.json"] = nil
    files["lyon/r.json"] = Layout.replication()
    let deny = Self.deny("s3:GetObjectVersion", "arn:aws:s3:::orders/*")
    #expect(check(files, ["paris/guardrail.json": deny]).setups.map(\.replicates) == [false])
    #expect(check(files, ["paris/guardrail.json": Self.all]).setups.map(\.replicates) == [nil])
  }

  @Test func patternInTheFolderOfTheConfigurationShowsNoSideByItself() {
    for pattern in ["*", "orders-*"] {
      let deny = Self.deny("s3:ReplicateObject", "arn:aws:s3:::\(pattern)")
      #expect(check(Self.flat, ["guardrail.json": deny]).setups.map(\.replicates) == [nil])
    }
    let other = Self.deny("s3:ReplicateObject", "arn:aws:s3:::x-*")
    #expect(check(Self.flat, ["guardrail.json": other]).setups.map(\.replicates) == [true])
  }

  @Test(arguments: ["arn:aws:s3:::orders-copy/*", "arn:aws:s3:::orders-*"], ["s3:ReplicateObject", "s3:*"])
  func denyOnTheDestinationInTheFolderOfTheSourceIsNotCertainToBeOfTheTarget(_ resource: String, _ action: String) {
    let report = check(Self.sites, ["paris/guardrail.json": Self.deny(action, resource)])
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(
      report.setups[0].openQuestions == ["it is not known whether a role has the policy in `paris/guardrail.json`"])
  }

  @Test func denyBelowTheConfigurationCounts() {
    #expect(check(Self.flat, ["common/guardrail.json": Self.all]).setups.map(\.replicates) == [nil])
    #expect(check(Self.flat, ["target/guardrail.json": Self.all]).setups.map(\.replicates) == [false])
  }

  @Test func denyInAFolderWithoutPartsOfTheSetupIsForOthers() {
    let others = ["iam/people/deny.json": Self.all, "iam/deny.json": Self.all, "deny.json": Self.all]
    let one = check(inFolder("a", Self.flat), others)
    #expect(one.setups.map(\.replicates) == [true])
    let two = check(inFolder("a", Self.flat).merging(inFolder("b", Self.flat)) { $1 }, others)
    #expect(two.setups.map(\.replicates) == [true, true])
    let named = check(inFolder("a", Self.flat), ["common/target-guardrail.json": Self.all])
    #expect(named.setups.map(\.replicates) == [false])
  }

  @Test func denyInTheFolderOfASiteCountsForSeveralDestinations() {
    let rules = ["copy", "copy2"].enumerated().map { index, name in
      """
      {"ID": "\(index)", "Priority": \(index), "Filter": {"Prefix": "\(index)/"}, "Status": "Enabled", \
      "DeleteMarkerReplication": {"Status": "Disabled"}, "Destination": {"Bucket": "arn:aws:s3:::orders-\(name)"}}
      """
    }
    let files = Self.sites.merging([
      "paris/r.json": """
      {"Role": "arn:aws:iam::410293857164:role/crr-source,arn:aws:iam::930417265580:role/crr-target", \
      "Rules": [\(rules.joined(separator: ", "))]}
      """,
      "lyon/policy.json": Layout.target("orders-copy*"),
      "lyon/guardrail.json": Self.deny("s3:*", "arn:aws:s3:::*copy2/*"),
    ]) { $1 }
    let server = ServerProfile(replicationV2: true)
    let report = Linter(configuration: Configuration(server: server)).check(
      files.map { Input(name: $0.key, text: $0.value) })
    #expect(report.setups.map(\.replicates) != [true])
  }
}
