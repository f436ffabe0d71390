import JSONSource
import Jansson
import ReplicationLint

@testable import ReplicationLintReports
@testable import repllint

/// Lines of `check --stream`: each gets one line, with its id and a verdict, whatever lines come before it; the brief
/// form is the long one without the report.
func checkStream(_ bytes: [UInt8]) {
  var settings = CheckSettings()
  settings.jobs = 1
  let long = run(settings)
  settings.isBrief = true
  let brief = run(settings)
  let lines = bytes.split(separator: 0x0A, maxSplits: 20, omittingEmptySubsequences: false).map(Array.init)
  for line in lines {
    let answer = long.answer(.bytes(line))
    let answered = members(of: answer.bytes)
    expect(answer.bytes.elementsEqual(long.answer(.bytes(line)).bytes), "another answer to the same line")
    let root = JSONDocument(SourceFile(name: "line", bytes: line))
    let id = root.isValid ? root.root.member("id")?.sourceText : nil
    expect(isSame(answered["id"] ?? "", id ?? "null"), "another id")
    let verdict = answered["verdict"].flatMap { StreamVerdict(rawValue: String($0.dropFirst().dropLast())) }
    expect(verdict != nil, "no verdict")
    expect((verdict == .invalid) == (answered["error"] != nil), "an error with a verdict")
    expect((verdict == .invalid) == (answer.status == .trouble), "a status that does not fit")
    expect(verdict == .invalid || answered["report"] != nil, "neither an error nor a report")
    var short = members(of: brief.answer(.bytes(line)).bytes)
    short["report"] = answered["report"]
    expect(short == answered, "another answer in brief")
  }
}

private func run(_ settings: CheckSettings) -> StreamRun {
  do { return try StreamRun(settings) } catch { fatalError("no stream: \(error)") }
}

/// The members of an answer, which is one line.
private func members(of answer: [UInt8]) -> [String: String] {
  expect(answer.last == 0x0A && !answer.dropLast().contains(0x0A), "an answer that is not one line")
  let document = JSONDocument(SourceFile(name: "answer", bytes: answer))
  expect(document.isValid && document.root.kind == .object, "an answer that is no JSON object")
  checkText(answer, "an answer")
  return Dictionary(
    document.root.members.map { ($0.name.string?.text ?? "", $0.value.sourceText) },
    uniquingKeysWith: { _, _ in fatalError("a member twice in an answer") })
}
