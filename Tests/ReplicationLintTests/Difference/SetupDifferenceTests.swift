import JSONSource
import Testing

@testable import ReplicationLint

/// Changes between two versions of a setup whose target policy differs.
struct SetupDifferenceTests {
  private typealias Layout = SetupLayoutTests

  private func changes(to target: String, source: String = Layout.source()) throws -> [Change] {
    func analysis(_ target: String) throws -> SetupAnalysis {
      let texts = [
        "r.json": Layout.replication(), "source.json": source, "target.json": target, "trust.json": Layout.trust,
      ]
      return try #require(Linter().analyse(texts.map { Input(name: $0.key, text: $0.value) }).first)
    }
    return SetupDifference(try analysis(Layout.target()), try analysis(target)).changes
  }

  @Test func refusedPolicyOfOneSideLeavesTheOtherSideCompared() throws {
    let wider = Layout.target().replacing("s3:ReplicateObject", with: "s3:*")
    let changes = try changes(to: wider, source: Layout.source().replacing("Allow", with: "allow"))
    #expect(changes.contains { $0.kind == .accessGained && $0.side == .target }, "\(changes.map(\.message))")
  }

  /// What a variable is replaced with, and whether a server matches keys with colons, is not known.
  @Test(arguments: ["${aws:userid}", "a:b"]) func resourceThatDependsOnOpenFactIsUndecided(_ folder: String) throws {
    let more = #"{"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::orders-copy/\#(folder)/*"}"#
    let changes = try changes(to: Layout.target().replacing("[{", with: "[\(more), {"))
    #expect(changes.map(\.kind) == [.depends], "\(changes.map(\.message))")
  }
}
