import JSONSource
import Testing

@testable import ReplicationLint

/// Differences of setups of which a policy is refused.
struct RefusedSideTests {
  private typealias Layout = SetupLayoutTests

  private func analysis(source: String, target: String) throws -> SetupAnalysis {
    let texts = [
      "r.json": Layout.replication(), "source.json": source, "target.json": target, "trust.json": Layout.trust,
    ]
    return try #require(Linter().analyse(texts.map { Input(name: $0.key, text: $0.value) }).first)
  }

  @Test func refusedPolicyOfOneSideLeavesTheOtherSideCompared() throws {
    let refused = Layout.source().replacing("Allow", with: "allow")
    let wider = Layout.target().replacing("s3:ReplicateObject", with: "s3:*")
    let changes = SetupDifference(
      try analysis(source: refused, target: Layout.target()), try analysis(source: refused, target: wider)
    ).changes
    #expect(changes.contains { $0.kind == .accessGained && $0.side == .target }, "\(changes.map(\.message))")
  }
}
