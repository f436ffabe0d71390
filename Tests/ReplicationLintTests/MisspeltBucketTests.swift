import JSONSource
import ReplicationLint
import Testing

/// A policy of the target that misspells the destination is still that of the target, so that its name is reported.
struct MisspeltBucketTests {
  private typealias Layout = SetupLayoutTests

  private static func sites(_ bucket: String, source: String = "orders", target: String = "orders-copy")
    -> [String: String]
  {
    [
      "paris/policy.json": Layout.source(source), "paris/trust.json": Layout.trust,
      "paris/r.json": Layout.replication(to: target), "lyon/policy.json": Layout.target(bucket),
      "lyon/trust.json": Layout.trust,
    ]
  }

  private func check(_ files: [String: String]) -> Report {
    Linter().check(files.map { Input(name: $0.key, text: $0.value) })
  }

  @Test(arguments: ["orders-cpy", "orders-cpoy", "order-copy", "orders-copyy"])
  func policyInTheFolderOfTheTargetIsThatOfTheTarget(_ bucket: String) throws {
    let files = Self.sites(bucket)
    let report = check(files)
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.map(\.rule) == ["destination-not-in-policy"])
    #expect(report.diagnostics.flatMap { $0.labels.map(\.path) } == ["lyon/policy.json"])
    #expect(Set(report.setups.flatMap(\.files)) == Set(files.keys))
    let setup = try #require(Linter().analyse(files.map { Input(name: $0.key, text: $0.value) }).first?.setup)
    let member = try #require(setup.members.first { $0.document.path == "lyon/policy.json" })
    #expect(member.evidence == .similarBucket(bucket, "orders-copy"))
  }

  @Test func folderDecidesWhereTheNameIsAsCloseToTheSource() {
    let report = check(Self.sites("orders-c", source: "orders-a", target: "orders-b"))
    #expect(report.diagnostics.map(\.rule) == ["destination-not-in-policy"])
    // In the folder of the configuration nothing shows that it is not the source's.
    var files = Self.sites("orders-c", source: "orders-a", target: "orders-b")
    files["paris/more.json"] = files.removeValue(forKey: "lyon/policy.json")
    files["lyon/trust.json"] = nil
    #expect(check(files).setups.map(\.replicates) != [true])
    #expect(!check(files).diagnostics.contains { $0.rule == "destination-not-in-policy" })
  }

  @Test func policyInTheFolderOfTheConfigurationIsReportedToo() {
    let report = check([
      "r.json": Layout.replication(), "p1.json": Layout.source(), "p2.json": Layout.target("orders-cpoy"),
      "trust.json": Layout.trust,
    ])
    #expect(report.diagnostics.map(\.rule) == ["destination-not-in-policy"])
  }

  @Test func policyOfAnotherBucketLeavesTheOneThatNamesTheDestination() {
    let report = check(Self.sites("orders-copy").merging(["lyon/other.json": Layout.target("orders-copy2")]) { $1 })
    #expect(report.setups.map(\.replicates) == [true])
    let other = check(Self.sites("invoices"))
    #expect(other.setups.map(\.replicates) == [false])
    #expect(other.diagnostics.map(\.rule) == ["destination-not-in-policy"])
  }

  @Test func severalSetupsKeepTheirOwn() {
    var files: [String: String] = [:]
    for (folder, sites) in [("dev", Self.sites("orders-copy")), ("prod", Self.sites("orders-cpy"))] {
      for (name, text) in sites { files["\(folder)/\(name)"] = text }
    }
    #expect(check(files).setups.map(\.replicates) == [true, false])
  }
}
