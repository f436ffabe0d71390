import Foundation
import JSONSource
import Jansson
import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

@Suite struct ReportTests {
  @Test(arguments: ReportCase.all)
  func aReportIsWhatIsRecorded(_ reportCase: ReportCase) throws {
    let report = try reportCase.report()
    for format in reportCase.formats {
      let text = String(decoding: format.render(report, reportCase.options), as: UTF8.self)
      expectGolden(text, at: "\(reportCase.folder)/expected.\(format.rawValue)")
    }
  }

  @Test func everyFolderIsACaseAndEveryRecordedTextIsCompared() {
    let folders = Fixtures.files(in: Fixtures.url(ReportCase.root))
    #expect(folders.map(\.lastPathComponent) == (ReportCase.all.map(\.name) + ["rule-page"]).sorted())
    for reportCase in ReportCase.all {
      let recorded = Fixtures.files(in: Fixtures.url(reportCase.folder)) { $0.hasPrefix("expected.") }
      #expect(recorded.map(\.pathExtension) == reportCase.formats.map(\.rawValue).sorted())
    }
  }

  @Test(arguments: ReportCase.all)
  func reportsForPeopleHoldNothingThatATerminalObeys(_ reportCase: ReportCase) throws {
    let report = try reportCase.report()
    var options = reportCase.options
    options.usesColor = false
    for format in [ReportFormat.text, .concise] {
      for scalar in String(decoding: format.render(report, options), as: UTF8.self).unicodeScalars {
        #expect(scalar == "\n" || isVisible(scalar))
      }
    }
  }

  @Test(arguments: ReportCase.all)
  func textReportHasNoTrailingSpaces(_ reportCase: ReportCase) throws {
    let bytes = ReportFormat.text.render(try reportCase.report(), reportCase.options)
    for line in bytes.split(separator: 0x0A) { #expect(line.last != 0x20) }
  }

  @Test(arguments: ReportCase.all)
  func coloursChangeNothingElse(_ reportCase: ReportCase) throws {
    let report = try reportCase.report()
    let plain = String(decoding: ReportFormat.text.render(report), as: UTF8.self)
    let coloured = String(decoding: ReportFormat.text.render(report, RenderOptions(usesColor: true)), as: UTF8.self)
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "").utf8.elementsEqual(plain.utf8))
    #expect(report.diagnostics.isEmpty || coloured.utf8.contains(0x1B))
  }

  @Test(arguments: ReportCase.all, [ReportFormat.json, .sarif, .gitlab, .rdjson])
  func reportsInJSONAreJSON(_ reportCase: ReportCase, _ format: ReportFormat) throws {
    let bytes = format.render(try reportCase.report(), reportCase.options)
    #expect(JanssonValue.Content(decoding: bytes) != nil)
    #expect(JSONDocument(SourceFile(name: "report", bytes: bytes)).isValid)
  }

  @Test(arguments: ReportCase.all)
  func jsonReportMatchesTheSchema(_ reportCase: ReportCase) throws {
    let schema = try #require(JanssonValue.Content(decoding: try Fixtures.bytes("schemas/report.schema.json")))
    let bytes = ReportFormat.json.render(try reportCase.report(), reportCase.options)
    let report = try #require(JanssonValue.Content(decoding: bytes))
    #expect(SchemaCheck(schema).problems(report) == [])
  }

  @Test func aReportThatBreaksTheSchemaIsNoticed() throws {
    let schema = try #require(JanssonValue.Content(decoding: try Fixtures.bytes("schemas/report.schema.json")))
    let bytes = Array(
      #"{"version": 2, "tool": {"name": "repllint"}, "files": [{"path": "", "kind": "role"}], "x": 1}"#.utf8)
    let problems = SchemaCheck(schema).problems(try #require(JanssonValue.Content(decoding: bytes)))
    #expect(
      problems == [
        ": has x", "/version: is not the constant", "/tool: lacks version", "/files/0/path: is empty", ": lacks setups",
        ": lacks diagnostics", ": lacks summary",
      ])
  }

  @Test(arguments: ReportCase.all)
  func jsonLinesAreTheDiagnosticsOfTheJSONReport(_ reportCase: ReportCase) throws {
    let report = try reportCase.report()
    let lines = ReportFormat.jsonl.render(report).split(separator: 0x0A).map {
      JanssonValue.Content(decoding: Array($0))
    }
    let whole = try #require(JanssonValue.Content(decoding: ReportFormat.json.render(report)))
    #expect(whole["diagnostics"] == .array(lines.compactMap { $0 }.filter { $0["failure"] == nil }))
    #expect(whole["failures"] == .array(lines.compactMap { $0?["failure"] }))
  }

  @Test func reportsAreTheSameOnEveryRun() throws {
    for reportCase in ReportCase.all {
      let report = try reportCase.report()
      for format in ReportFormat.allCases { #expect(format.render(report) == format.render(report)) }
    }
  }
}
