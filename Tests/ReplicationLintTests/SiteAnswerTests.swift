import JSONSource
import ReplicationLint
import Testing

/// Answers about the role or the bucket of one site: the folder, or the bucket in the name, shows whose they are, and
/// one that nothing assigns proves nothing.
struct SiteAnswerTests {
  private typealias Layout = SetupLayoutTests

  private static let suspended = #"{"Status": "Suspended"}"#
  private static let enabled = #"{"Status": "Enabled"}"#

  private static let flat = [
    "r.json": Layout.replication(), "source.json": Layout.source(), "target.json": Layout.target(),
    "trust.json": Layout.trust,
  ]

  private static let sites = [
    "paris/policy.json": Layout.source(), "paris/role.json": Layout.role("arn:aws:iam::410293857164:role/crr-source"),
    "lyon/policy.json": Layout.target(), "lyon/role.json": Layout.role("arn:aws:iam::930417265580:role/crr-target"),
    "lyon/trust.json": Layout.trust, "paris/trust.json": Layout.trust,
  ]

  private static func attached(_ account: String, _ names: String...) -> String {
    let entries = names.map { #"{"PolicyName": "\#($0)", "PolicyArn": "arn:aws:iam::\#(account):policy/\#($0)"}"# }
    return #"{"AttachedPolicies": [\#(entries.joined(separator: ", "))]}"#
  }

  private func check(_ files: [String: String], _ more: [String: String]) -> Report {
    Linter().check(files.merging(more) { $1 }.map { Input(name: $0.key, text: $0.value) })
  }

  // MARK: Versioning

  @Test(arguments: ["paris/", "lyon/", ""]) func versioningInTheFolderOfASiteIsThatOfItsBucket(_ folder: String) {
    let files = Self.sites.merging(["\(folder)r.json": Layout.replication()]) { $1 }
    let source = check(files, ["paris/versioning.json": Self.suspended, "lyon/versioning.json": Self.enabled])
    #expect(source.setups.map(\.replicates) == [false])
    #expect(source.diagnostics.map(\.path) == ["paris/versioning.json"])
    let target = check(files, ["paris/versioning.json": Self.enabled, "lyon/versioning.json": Self.suspended])
    #expect(target.setups.map(\.replicates) == [true])
    #expect(target.diagnostics.map(\.path) == ["lyon/versioning.json"])
    #expect(target.diagnostics.map(\.severity) == [.warning])
  }

  @Test(arguments: ["", "buckets/"]) func bucketInTheNameOfTheFileShowsTheSide(_ folder: String) {
    let source = check(Self.flat, ["\(folder)orders-versioning.json": Self.suspended])
    #expect(source.setups.map(\.replicates) == [false])
    #expect(source.diagnostics.map(\.rule) == ["versioning-not-enabled"])
    let target = check(Self.flat, ["\(folder)orders-copy-versioning.json": Self.suspended])
    #expect(target.setups.map(\.replicates) == [true])
    #expect(target.diagnostics.map(\.severity) == [.warning])
  }

  @Test(arguments: ["versioning.json", "orders-and-orders-copy.json", "reorders.json"])
  func versioningOfAnUnknownBucketLeavesTheVerdictOpen(_ name: String) {
    let report = check(Self.flat, [name: Self.suspended])
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(report.setups[0].openQuestions == ["it is not known which bucket `\(name)` is about"])
    #expect(report.diagnostics.map(\.rule) == ["document-set-incomplete"])
    #expect(check(Self.flat, [name: Self.enabled]).setups.map(\.replicates) == [true])
  }

  @Test func nameThatAllFilesOfASetupHaveShowsNoBucket() {
    var files = Self.flat
    files["orders-replication.json"] = files.removeValue(forKey: "r.json")
    for path in ["orders-versioning.json", "versioning/orders.json", "buckets/orders/versioning.json"] {
      #expect(check(files, [path: Self.suspended]).setups.map(\.replicates) == [nil], "\(path)")
      #expect(check(files, [path: Self.enabled]).setups.map(\.replicates) == [true], "\(path)")
    }
  }

  @Test func foldersOfBothBucketsShowThatTheNameIsThatOfABucket() {
    let files = [
      "iam/crr-source/policy.json": Layout.source(), "iam/crr-source/trust.json": Layout.trust,
      "iam/crr-target/policy.json": Layout.target(), "iam/crr-target/trust.json": Layout.trust,
      "s3/orders/r.json": Layout.replication(), "s3/orders-copy/versioning.json": Self.enabled,
    ]
    let suspended = check(files, ["s3/orders/versioning.json": Self.suspended])
    #expect(suspended.setups.map(\.replicates) == [false])
    #expect(suspended.diagnostics.map(\.rule) == ["versioning-not-enabled"])
    #expect(suspended.diagnostics.map(\.path) == ["s3/orders/versioning.json"])
    let enabled = check(files, ["s3/orders/versioning.json": Self.enabled])
    #expect(enabled.setups.map(\.replicates) == [true])
    #expect(enabled.diagnostics.isEmpty)
    #expect(enabled.setups[0].assumptions.allSatisfy { $0.id != .versioning })
  }

  @Test func folderOfTheConfigurationAndOfOneSideAboveTheOtherShowsNoBucket() {
    let files = [
      "r.json": Layout.replication(), "source-policy.json": Layout.source(), "trust.json": Layout.trust,
      "target/policy.json": Layout.target(),
    ]
    #expect(check(files, ["versioning.json": Self.suspended]).setups.map(\.replicates) == [nil])
  }

  @Test func twoAnswersAboutOneBucketThatDifferLeaveTheVerdictOpen() {
    let report = check(Self.flat, ["source-v1.json": Self.enabled, "source-v2.json": Self.suspended])
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(
      report.setups[0].openQuestions == ["`source-v1.json` and `source-v2.json` show different states of one bucket"])
  }

  @Test func versioningInAFolderWithoutPartsOfTheSetupIsOfAnotherBucket() {
    let files = Dictionary(uniqueKeysWithValues: Self.flat.map { ("crr/\($0.key)", $0.value) })
    #expect(check(files, ["other/versioning.json": Self.suspended]).setups.map(\.replicates) == [true])
  }

  // MARK: Attached policies

  @Test func listInTheFolderOfASiteCounts() {
    let files = Self.sites.merging(["paris/r.json": Layout.replication()]) { $1 }
    #expect(check(files, [:]).setups.map(\.replicates) == [true])
    let two = check(files, ["lyon/attached.json": Self.attached("930417265580", "p", "deny-all")])
    #expect(two.setups.map(\.replicates) == [nil])
    #expect(two.setups[0].openQuestions == ["2 policies are attached to the target role, and 1 is given"])
    let none = check(files, ["lyon/attached.json": Self.attached("")])
    #expect(none.setups[0].openQuestions == ["no policy is attached to the target role, and 1 is given"])
    let other = check(files, ["backup/attached.json": Self.attached("930417265580", "p", "deny-all")])
    #expect(other.setups.map(\.replicates) == [true])
  }

  @Test func listOfARoleThatIsNotKnownProvesNothingWhereItMayContradict() {
    let empty = check(Self.flat, ["attached.json": Self.attached("")])
    #expect(empty.setups.map(\.replicates) == [nil])
    #expect(empty.setups[0].openQuestions == ["it is not known which role `attached.json` is about"])
    #expect(
      empty.diagnostics.map(\.message) == [
        "this document is not checked with the setup: it lists no policy, and neither its name nor its folder shows "
          + "its side"
      ])
    let account = "930417265580"
    var files = Self.flat
    files["r.json"] = Layout.replication().replacing("410293857164", with: account)
    #expect(check(files, ["attached.json": Self.attached(account, "p")]).setups.map(\.replicates) == [true])
    #expect(check(files, ["attached.json": Self.attached(account, "p", "q")]).setups.map(\.replicates) == [nil])
    let foreign = check(Self.flat, ["attached.json": Self.attached("999999999999", "p", "q")])
    #expect(foreign.setups.map(\.replicates) == [true])
  }
}
