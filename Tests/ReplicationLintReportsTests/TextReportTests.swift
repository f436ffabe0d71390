import JSONSource
import ReplicationLint
import ReplicationLintReports
import Testing

@Suite struct TextReportTests {
  private static func finding(
    _ path: String, _ offset: Int, _ message: Message, group: RuleGroup = .policy, severity: Severity = .error,
    help: Message? = nil, fix: Fix? = nil
  ) -> Diagnostic {
    Diagnostic(
      rule: "json-syntax", group: group, consequence: .fails, severity: severity, message: message.text, path: path,
      range: SourceRange(offset, offset + 1), pointer: JSONPointer([]), help: help?.text, fix: fix, fingerprint: "0")
  }

  private func text(_ findings: [Diagnostic]) -> String {
    let files = ["a.json", "b.json"].map {
      Report.File(source: SourceFile(name: $0, text: "{\n}\n"), kind: .unknown)
    }
    let report = Report(
      files: files, setups: [], diagnostics: findings.sorted(by: Diagnostic.isOrderedBefore))
    return String(decoding: ReportFormat.text.render(report), as: UTF8.self)
  }

  @Test func warningsAboutSetupsFollowErrorsAndOthersKeepTheirPosition() {
    let output = text([
      Self.finding("a.json", 0, "about the setup", group: .setup, severity: .warning),
      Self.finding("a.json", 1, "a warning", severity: .warning), Self.finding("a.json", 2, "an error"),
      Self.finding("b.json", 0, "an error of the setup", group: .setup), Self.finding("b.json", 2, "last"),
    ])
    let heads = output.split(separator: "\n").filter { $0.contains("[json-syntax]: ") }
    #expect(
      heads.map { String($0.drop { $0 != ":" }.dropFirst(2)) }
        == ["a warning", "an error", "an error of the setup", "last", "about the setup"])
  }

  @Test func onlyTheFirstOfManyLabelsAreDrawn() {
    var many = Self.finding("a.json", 0, "many")
    many.labels = (0..<20_000).map { Diagnostic.Label(path: "a.json", SourceRange(2, 3), "label \($0).") }
    let output = text([many])
    #expect(output.contains("label 7.") && !output.contains("label 8."))
    #expect(output.contains("= note: and 19992 more locations\n"))
    many.labels = Array(many.labels.prefix(9))
    #expect(text([many]).contains("= note: and 1 more location\n"))
    many.labels.removeLast()
    #expect(text([many]).contains("label 7.") && !text([many]).contains("= note"))
  }

  @Test func helpThatItsFixRepeatsIsNotShown() {
    let same = Self.finding(
      "a.json", 0, "one", help: "remove it", fix: .safe("remove it", Fix.Edit(SourceRange(0, 1), "")))
    let other = Self.finding(
      "a.json", 0, "two", help: "remove it", fix: .safe("remove the brace", Fix.Edit(SourceRange(0, 1), "")))
    let alone = Self.finding("a.json", 0, "three", help: "remove it")
    #expect(text([same]).contains("= fix: remove it (safe, --fix)") && !text([same]).contains("= help"))
    #expect(text([other]).contains("= help: remove it") && text([other]).contains("= fix: remove the brace"))
    #expect(text([alone]).contains("= help: remove it"))
  }
}
