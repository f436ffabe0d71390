import JSONSource
import ReplicationLint
import Testing

/// Sites that replicate to each other, each with a folder of its own documents and its own configuration.
struct BothDirectionsTests {
  private typealias Layout = SetupLayoutTests

  private static func replication(from source: String, to target: String) -> String {
    func role(_ site: String) -> String {
      "arn:aws:iam::\(String(repeating: site == "a" ? "1" : site == "b" ? "2" : "3", count: 12)):role/\(site)"
    }
    return """
      {"Role": "\(role(source)),\(role(target))", "Rules": [{"Prefix": "from-\(source)-to-\(target)/", \
      "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders-\(target)"}}]}
      """
  }

  private static func sites(_ names: [String]) -> [String: String] {
    var files: [String: String] = [:]
    for name in names {
      files["\(name)/policy.json"] = Layout.source("orders-\(name)")
      files["\(name)/trust.json"] = Layout.trust
      for other in names where other != name {
        files["\(name)/to-\(other).json"] = replication(from: name, to: other)
      }
    }
    return files
  }

  private func check(_ files: [String: String]) -> Report {
    Linter().check(files.map { Input(name: $0.key, text: $0.value) })
  }

  @Test(arguments: [["a", "b"], ["a", "b", "c"]]) func policyOfEachSiteServesBothDirections(_ names: [String]) {
    let report = check(Self.sites(names))
    #expect(report.setups.count == names.count * (names.count - 1))
    #expect(report.setups.allSatisfy { $0.replicates == true })
    #expect(!report.diagnostics.contains { $0.severity == .error })
  }

  @Test func whatIsWrongAtOneSiteStopsBothDirections() {
    var files = Self.sites(["a", "b"])
    files["b/policy.json"] = Layout.source("orders-b").replacing(#", "s3:ReplicateObject""#, with: "")
    let report = check(files)
    #expect(report.setups.map(\.replicates) == [false, true])
    let errors = report.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.rule) == ["target-replicate-missing"])
    #expect(errors.map(\.path) == ["b/policy.json"])
  }

  /// The policy of the other site is not that of a role which `Role` misspells, and neither is that of the source.
  @Test(arguments: [("222222222222:role/b", "222222222221:role/b"), ("role/b", "role/bb")])
  func misspeltRoleOfTheOtherSiteLeavesTheVerdictOpen(_ right: String, _ wrong: String) {
    var files = Self.sites(["a", "b"])
    for name in ["a", "b"] {
      files["\(name)/to-\(name == "a" ? "b" : "a").json"] =
        files["\(name)/to-\(name == "a" ? "b" : "a").json"]?.replacing(":role/", with: ":role/replication-")
    }
    let (right, wrong) = (
      right.replacing("role/", with: "role/replication-"), wrong.replacing("role/", with: "role/replication-")
    )
    files["a/to-b.json"] = files["a/to-b.json"]?.replacing(right, with: wrong)
    let report = check(files)
    #expect(report.setups.map(\.replicates) == [nil, true])
    #expect(!report.diagnostics.contains { $0.severity == .error })
  }

  @Test func denyAndVersioningOfTheOtherSiteCount() {
    let deny = #"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}"#
    let denied = check(Self.sites(["a", "b"]).merging(["b/deny.json": deny]) { $1 })
    #expect(denied.setups.map(\.replicates) == [nil, nil])
    let suspended = check(Self.sites(["a", "b"]).merging(["b/versioning.json": #"{"Status": "Suspended"}"#]) { $1 })
    #expect(suspended.setups.map(\.replicates) == [true, false])
  }

  /// The policy of the guide, for the roles of a site and of another.
  private static func both(_ name: String, _ other: String) -> String {
    Layout.source("orders-\(name)").replacing(
      #""arn:aws:s3:::orders-\#(name)/*""#,
      with: #"["arn:aws:s3:::orders-\#(name)/*", "arn:aws:s3:::orders-\#(other)/*"]"#)
  }

  @Test func policyBesideTheOtherConfigurationIsThatOfItsRole() {
    var files = Self.sites(["a", "b"])
    files["a/policy.json"] = Self.both("a", "b")
    #expect(check(files).setups.map(\.replicates) == [true, true])
    files["b/policy.json"] = Self.both("b", "a")
    #expect(check(files).setups.map(\.replicates) == [true, true])
    for policy in [Layout.source("orders-c"), Layout.source("orders-bb")] {
      files["b/policy.json"] = policy
      let report = check(files)
      #expect(report.setups.map(\.replicates) == [false, true])
      #expect(report.diagnostics.contains { $0.severity == .error })
    }
  }

  @Test func pairsInManyFoldersAreEachReadTogether() {
    // The first file puts the folders of a pair into different batches, unless they are kept together.
    var files = ["!/r.json": Layout.replication()]
    for number in 0..<100 {
      for (path, text) in Self.sites(["a", "b"]) { files["\(number)/\(path)"] = text }
    }
    let report = check(files)
    #expect(report.setups.filter { $0.replicates == true }.count == 200)
  }
}
