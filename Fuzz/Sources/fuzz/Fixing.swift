import JSONSource
import ReplicationLint

/// Fixes come to an end, are stable, and make no file worse: a file that was JSON remains JSON, another changes only
/// where that makes it JSON, and no fix adds a refusal.
func checkFixing(_ fuzzed: FuzzCase) {
  let linter = Linter(configuration: fuzzed.configuration)
  let applier = FixApplier(linter: linter)
  let results = applier.apply(to: fuzzed.inputs, includeUnsafe: fuzzed.includeUnsafe)
  if results.isEmpty { return }
  var names: Set<ExactString> = []
  let before = fuzzed.inputs.filter { names.insert(ExactString($0.source.name)).inserted }
  let fixed = before.map { input in
    results.first { $0.path.utf8.elementsEqual(input.source.name.utf8) }.map { input.replacing($0.fixed) } ?? input
  }
  for result in results {
    expect(result.fixed != result.original, "a file that did not change counts as fixed")
    expect(!result.applied.isEmpty, "a change without a fix")
    expect(JSONDocument(SourceFile(name: "", bytes: result.fixed)).isValid, "a fix leaves a file that is no JSON")
  }
  let again = applier.apply(to: fixed, includeUnsafe: fuzzed.includeUnsafe)
  expect(again.isEmpty, "fixes remain: \(again.flatMap(\.applied))")
  let readable = Set(before.filter { JSONDocument($0.source).isValid }.map { ExactString($0.source.name) })
  func refusals(_ inputs: [Input]) -> Int {
    linter.check(inputs).diagnostics
      .count { $0.consequence == .refused && readable.contains(ExactString($0.path)) }
  }
  expect(refusals(fixed) <= refusals(before), "fixes add a refusal: \(results.flatMap(\.applied))")
}
