import JSONSource
import ReplicationLint
import Testing

/// Files and folders that are named after the roles.
struct RoleInNameTests {
  private typealias Layout = SetupLayoutTests

  private static let conditional = Layout.trust.replacing(
    #""Action": "sts:AssumeRole""#,
    with: #""Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "x"}}"#)

  private static func replication(_ source: String, _ target: String) -> String {
    Layout.replication().replacing("crr-source", with: source).replacing("crr-target", with: target)
  }

  private func check(_ files: [String: String]) -> Report {
    Linter().check(files.map { Input(name: $0.key, text: $0.value) })
  }

  @Test(arguments: ["reader-trust.json", "roles/reader/trust.json"])
  func fileNamedAfterARoleIsThatOfTheRole(_ source: String) {
    let target = source.replacing("reader", with: "writer")
    var files = [
      "r.json": Self.replication("reader", "writer"), source: Layout.trust, target: Self.conditional,
      "reader-policy.json": Layout.source(), "writer-policy.json": Layout.target(),
    ]
    let report = check(files)
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.map(\.rule) == ["condition-blocks-backbeat"])
    files[target] = Layout.trust.replacing("\"sts:AssumeRole\"", with: "[\"sts:AssumeRole\"]")
    #expect(check(files).setups.map(\.replicates) == [true])
  }

  @Test func policiesNamedAfterTheOtherRolesAreSwapped() {
    let report = check([
      "r.json": Self.replication("reader", "writer"), "trust.json": Layout.trust,
      "reader-policy.json": Layout.target(), "writer-policy.json": Layout.source(),
    ])
    #expect(report.diagnostics.map(\.rule) == ["policies-swapped"])
  }

  @Test(arguments: [("orders", "orders-replica"), ("replication", "copy"), ("policy", "trust")])
  func nameOfOneRoleThatIsAlsoThatOfTheSetupShowsNothing(_ source: String, _ target: String) {
    let report = check([
      "orders-replication.json": Self.replication(source, target), "orders-trust.json": Layout.trust,
      "orders-policy.json": Layout.source(), "orders-replica-policy.json": Layout.target(),
    ])
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty)
  }
}
