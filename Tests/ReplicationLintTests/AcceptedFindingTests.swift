import JSONSource
import ReplicationLintReports
import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// Findings that a baseline accepts.
@Suite struct AcceptedFindingTests {
  private func report(_ rules: [String]) -> Report {
    let role = "arn:aws:iam::410293857164:role/source,arn:aws:iam::930417265580:role/target"
    let text = #"{"Role": "\#(role)", "Rules": [\#(rules.joined(separator: ",\n"))]}"#
    return Linter(configuration: Configuration(select: ["status-invalid"])).check([Input(name: "in/a.json", text: text)]
    )
  }

  private static let bad = #"{"Prefix": "a/", "Status": "on", "Destination": {"Bucket": "arn:aws:s3:::copy"}}"#
  private static let good = bad.replacing("on\"", with: "Enabled\"").replacing("a/", with: "b/")

  private func relative(_ path: String) -> String { String(path.dropFirst(3)) }

  @Test func recordedFindingsAreAcceptedWhereverTheyAreInTheFile() {
    let before = report([Self.bad])
    let baseline = Baseline(recording: before.diagnostics, relative: relative)
    #expect(baseline.entries.map(\.path) == ["a.json"] && baseline.entries.map(\.rule) == ["status-invalid"])
    let after = baseline.apply(to: report([Self.good, Self.bad]), relative: relative)
    #expect(after.report.diagnostics.isEmpty && after.report.accepted == 1 && after.stale.isEmpty)
  }

  @Test func oneMoreOfTheSameIsReportedAndOneLessIsStale() {
    let two = [Self.bad, Self.bad.replacing("a/", with: "c/")]
    let baseline = Baseline(recording: report(two).diagnostics, relative: relative)
    #expect(baseline.entries.count == 2)
    let more = baseline.apply(to: report(two + [Self.bad.replacing("a/", with: "d/")]), relative: relative)
    #expect(more.report.diagnostics.count == 1 && more.stale.isEmpty)
    let less = baseline.apply(to: report([Self.bad]), relative: relative)
    #expect(less.report.diagnostics.isEmpty && less.stale.count == 1)
  }

  @Test func writtenBaselineIsReadAgain() throws {
    let baseline = Baseline(recording: report([Self.bad]).diagnostics, relative: relative)
    #expect(try Baseline(SourceFile(name: "b.json", bytes: baseline.json)) == baseline)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"version": 2, "findings": []}"#, #"{"version": 1, "findings": {}}"#,
  ])
  func anotherFileIsRefused(_ text: String) {
    #expect(throws: BaselineError(reason: "is not a baseline written by `--write-baseline`")) {
      try Baseline(SourceFile(name: "b.json", text: text))
    }
  }

  @Test func entryWithoutFingerprintIsNamed() {
    let text = #"{"version": 1, "findings": [{"fingerprint": "f"}, {"rule": "r"}]}"#
    #expect(throws: BaselineError(reason: "has no fingerprint in entry 2")) {
      try Baseline(SourceFile(name: "b.json", text: text))
    }
  }
}
