import ReplicationLint
import Testing

/// Copies of a policy beside it under names that show them.
@Suite struct DocumentCopyTests {
  private typealias Layout = SetupLayoutTests

  private func check(target: [String: String], destination: String = "orders-replica") -> Report {
    let files = target.merging([
      "replication.json": Layout.replication(to: destination), "source-policy.json": Layout.source(),
      "source-trust.json": Layout.trust, "target-trust.json": Layout.trust,
    ]) { $1 }
    return Linter().check(files.map { Input(name: $0.key, text: $0.value, isFound: true) })
  }

  private static let right = Layout.target("orders-replica")
  private static let wrong = Layout.target("invoices-replica")

  @Test(arguments: ["target-policy.old.json", "target-policy.bak.json", "orig-target-policy.json"])
  func olderCopyHasNoPart(_ copy: String) {
    let mended = check(target: ["target-policy.json": Self.right, copy: Self.wrong])
    #expect(mended.setups.map(\.replicates) == [true])
    #expect(mended.setups.allSatisfy { !$0.members.contains(copy) })
    let broken = check(target: ["target-policy.json": Self.wrong, copy: Self.right])
    #expect(broken.setups.map(\.replicates) == [false])
    // Alone it is the policy.
    #expect(check(target: [copy: Self.right]).setups.map(\.replicates) == [true])
  }

  @Test(arguments: ["-new", ".fixed", "_final", "-v2", ".v1", " (1)", "-copy", ".backup"])
  func twoVersionsOfAPolicyProveNothing(_ word: String) {
    let name = "target-policy\(word).json"
    let report = check(target: ["target-policy.json": Self.wrong, name: Self.right])
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(report.setups[0].openQuestions.count == 1)
    #expect(report.setups[0].openQuestions.allSatisfy { $0.hasPrefix("it is not known which of `target-policy") })
    #expect(check(target: ["target-policy.json": Self.right, name: Self.right]).setups.map(\.replicates) == [true])
  }

  /// Policies add up, and nothing in these names shows that one replaces the other.
  @Test(arguments: [
    ["target-policy-1.json", "target-policy-2.json"], ["target-a-policy.json", "target-b-policy.json"],
  ])
  func twoPoliciesOfOneRoleCount(_ names: [String]) {
    let report = check(target: [names[0]: Self.wrong, names[1]: Self.right])
    #expect(report.setups.map(\.replicates) == [true])
  }

  @Test func wordOfABucketIsNotTakenForAVersion() {
    let right = Layout.target("orders-old")
    let report = check(
      target: ["target-policy.json": Self.wrong, "target-policy-old.json": right], destination: "orders-old")
    #expect(report.setups.map(\.replicates) == [true])
  }
}
