import JSONSource
import Jansson
import ReplicationLint
import ReplicationLintReports

/// Every format, with the names and texts of the input in it: what a program reads parses, each annotation is one line,
/// and nothing holds a character that a terminal obeys.
func checkReports(_ fuzzed: FuzzCase) {
  let linter = Linter(configuration: fuzzed.configuration)
  var report = linter.check(fuzzed.inputs)
  if fuzzed.includeUnsafe {
    report = report.adding(
      failures: fuzzed.inputs.map {
        Report.Failure(path: $0.source.name, reason: "cannot read \($0.source.name)", range: SourceRange(0, 0))
      })
  }
  for format in ReportFormat.allCases {
    var options = RenderOptions(showsStatistics: fuzzed.includeUnsafe)
    if fuzzed.configuration.isStrict { options.columns = 40 }
    check(format, format.render(report, options), report)
  }
  let traces = linter.trace(fuzzed.inputs, key: fuzzed.key)
  for format in TraceFormat.allCases {
    let bytes = format.render(traces, sources: report.files.map(\.source), RenderOptions())
    checkText(bytes, "dry run as \(format)")
    if format == .json { expect(JanssonValue.Content(decoding: bytes) != nil, "a dry run that is no JSON") }
  }
}

private func check(_ format: ReportFormat, _ bytes: [UInt8], _ report: Report) {
  checkText(bytes, "report as \(format)")
  let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
  switch format {
  case .json, .sarif, .gitlab, .rdjson:
    expect(JanssonValue.Content(decoding: bytes) != nil, "a report as \(format) that is no JSON")
  case .jsonl:
    for line in lines { expect(JanssonValue.Content(decoding: Array(line)) != nil, "a line that is no JSON") }
  case .junit, .checkstyle:
    var checker = XMLChecker(bytes)
    expect(checker.isWellFormed(), "a report as \(format) that is no XML")
  case .github:
    expect(lines.count == report.diagnostics.count + report.failures.count, "an annotation on several lines")
    let commands = ["::error title=", "::warning title=", "::notice title="]
    for line in lines { expect(commands.contains { line.starts(with: $0.utf8) }, "another command") }
  case .concise: expect(lines.count >= report.diagnostics.count, "findings on one line")
  case .html: checkPage(bytes)
  case .text, .markdown: break
  @unknown default: expect(false, "no law for \(format)")
  }
}

/// A page's body is well-formed, one script ends it, and nothing else can act.
private func checkPage(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  let body = text.split(separator: "<body>\n", omittingEmptySubsequences: false).last ?? ""
  let parts = body.split(separator: "<script>", omittingEmptySubsequences: false)
  expect(parts.count == 2, "a page with another script")
  var checker = XMLChecker(Array("<body>\(parts[0])</body>".utf8))
  expect(checker.isWellFormed(), "a page that is not well-formed")
  for acting in ["<img", "<iframe", "<object", "<link", "href=\"javascript:"] {
    expect(!parts[0].contains(acting), "a page that holds \(acting)")
  }
}

/// UTF-8 in which every scalar but the line end can be seen, and without a command of a CI server.
func checkText(_ bytes: [UInt8], _ what: String) {
  let text = String(decoding: bytes, as: UTF8.self)
  expect(text.utf8.elementsEqual(bytes), "\(what) is no UTF-8")
  var previous: Unicode.Scalar?
  for scalar in text.unicodeScalars {
    expect(scalar == "\n" || isVisible(scalar), "\(what) holds \(codePoint(scalar))")
    if scalar == "#", previous == "#" { checkHeading(text, what) }
    previous = scalar
  }
}

/// `##` begins a heading of Markdown, and nothing else.
private func checkHeading(_ text: String, _ what: String) {
  for line in text.utf8.split(separator: 0x0A) {
    let rest = line.drop { $0 == UInt8(ascii: "#") }
    let isHeading = rest.count < line.count && rest.first == UInt8(ascii: " ")
    let isHeld = zip(line, line.dropFirst()).contains { $0 == UInt8(ascii: "#") && $1 == UInt8(ascii: "#") }
    expect(!isHeld || isHeading, "\(what) holds a command of a CI server")
  }
}
