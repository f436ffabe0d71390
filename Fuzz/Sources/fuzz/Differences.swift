import JSONSource
import Jansson
import ReplicationLint
import ReplicationLintReports

/// A version differs in nothing from itself, a comparison names what it names in both directions, and its formats parse.
///
/// The first half of the files is the old version, the second half the new one.
func checkDifference(_ fuzzed: FuzzCase) {
  let linter = Linter(configuration: fuzzed.configuration)
  let half = (fuzzed.inputs.count + 1) / 2
  let (old, new) = (Array(fuzzed.inputs.prefix(half)), Array(fuzzed.inputs.dropFirst(half)))
  let (before, after) = (linter.analyse(old), linter.analyse(new))
  let same = Difference(before, linter.analyse(old))
  expect(same.changes.allSatisfy { $0.kind.isOpen }, "a version that differs from itself")
  let difference = Difference(before, after)
  let back = Difference(after, before)
  expect(
    difference.changes.contains { $0.kind.isLost } == back.changes.contains { $0.kind.isGained },
    "what is lost one way is not gained the other way")
  let versions = (
    ComparedVersion(sources: old.map(\.source)), ComparedVersion(prefix: "new:", sources: new.map(\.source))
  )
  for format in DifferenceFormat.allCases {
    let bytes = format.render(difference, old: versions.0, new: versions.1, RenderOptions())
    checkText(bytes, "a difference as \(format)")
    if format == .json { expect(JanssonValue.Content(decoding: bytes) != nil, "a difference that is no JSON") }
  }
  for repair in linter.repairs(of: old) {
    expect(!repair.isProved || repair.obstacles.isEmpty, "obstacles to a proof that is reached")
    for file in repair.files {
      expect(JSONDocument(SourceFile(name: file.path, bytes: file.fixed)).isValid, "a repair that is no JSON")
    }
  }
}
