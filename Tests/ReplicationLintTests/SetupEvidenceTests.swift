import JSONSource
import ReplicationLint
import Testing

/// Evidence that decides which document is whose, where names and folders alone would mislead.
struct SetupEvidenceTests {
  private static let (source, target) = (
    "arn:aws:iam::410293857164:role/crr-source", "arn:aws:iam::930417265580:role/crr-target"
  )

  /// A setup that is proved to replicate, in one folder.
  private static let files = [
    "replication.json": SetupLayoutTests.replication(), "source-policy.json": SetupLayoutTests.source(),
    "target-policy.json": SetupLayoutTests.target(), "trust.json": SetupLayoutTests.trust,
  ]

  private func check(_ files: [String: String]) -> Report {
    Linter().check(files.map { Input(name: $0.key, text: $0.value) })
  }

  private func with(_ more: [String: String]) -> [String: String] { Self.files.merging(more) { $1 } }

  // MARK: Roles

  @Test(arguments: ["a.json", "z.json"])
  func captureOfTheNamedRoleGoesBeforeAnotherRoleOfItsAccount(_ name: String) {
    let report = check(
      with([
        name: SetupLayoutTests.role(Self.source, trust: SetupLayoutTests.trust),
        "m.json": SetupLayoutTests.role(
          "arn:aws:iam::410293857164:role/backup-job", trust: SetupLayoutTests.trust),
      ]))
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.map(\.rule) == ["document-set-incomplete"])
    #expect(report.diagnostics.map(\.path) == ["m.json"])
    #expect(report.diagnostics.first?.message.contains("`\(name)` shows the source role") == true)
  }
}
