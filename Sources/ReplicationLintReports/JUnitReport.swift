import JSONSource
import ReplicationLint

/// A JUnit report: a suite for each file, a test case for each finding, and one that passes for a file without any.
/// A file that could not be checked is a test case with an error.
///
/// Errors are failures. Warnings and notes pass, and appear in the output of their case: a report must not turn a
/// pipeline red that the exit status leaves green.
struct JUnitReport {
  private let report: Report

  init(_ report: Report, _ options: RenderOptions) { self.report = report }

  func render() -> [UInt8] {
    let sources = ReportSources(report)
    let suites = ReportPath.all(in: report)
    let cases = suites.reduce(0) { $0 + $1.count }
    var output = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="\(Tool.name)" tests="\(cases)" failures="\(report.count(.error))" \
      errors="\(report.failures.count)">

      """
    for suite in suites {
      let failures = suite.diagnostics.count { $0.severity == .error }
      output += """
          <testsuite name="\(xmlEscaped(suite.text))" tests="\(suite.count)" \
        failures="\(failures)" errors="\(suite.failures.count)">

        """
      if suite.diagnostics.isEmpty, suite.failures.isEmpty {
        output += "    <testcase classname=\"\(xmlEscaped(suite.text))\" name=\"\(Tool.name)\"/>\n"
      }
      for diagnostic in suite.diagnostics { output += testCase(diagnostic, sources) }
      for failure in suite.failures { output += testCase(failure, sources) }
      output += "  </testsuite>\n"
    }
    return Array((output + "</testsuites>\n").utf8)
  }

  private func testCase(_ failure: Report.Failure, _ sources: ReportSources) -> String {
    let location = failure.range.map { sources.location(failure.path, $0.start) } ?? failure.path
    return """
          <testcase classname="\(xmlEscaped(failure.path))" name="\(Report.Failure.identifier) at \(xmlEscaped(location))">
            <error type="\(Report.Failure.identifier)" message="\(xmlEscaped(failure.reason))">\(xmlEscaped(location)): \
      \(xmlEscaped(failure.reason))</error>
          </testcase>

      """
  }

  private func testCase(_ diagnostic: Diagnostic, _ sources: ReportSources) -> String {
    let location = sources.location(diagnostic.path, diagnostic.range.start)
    let text =
      xmlEscaped(location) + "\n"
      + diagnostic.explanationLines.map(xmlEscaped).joined(separator: "\n")
    let content =
      switch diagnostic.severity {
      case .error:
        "<failure type=\"\(xmlEscaped(diagnostic.rule))\" message=\"\(xmlEscaped(diagnostic.message))\">\(text)</failure>"
      case .warning, .note: "<system-out>\(diagnostic.severity.rawValue): \(text)</system-out>"
      }
    return """
          <testcase classname="\(xmlEscaped(diagnostic.path))" name="\(xmlEscaped(diagnostic.rule)) at \(xmlEscaped(location))">
            \(content)
          </testcase>

      """
  }
}

extension ReportPath {
  /// The number of test cases.
  fileprivate var count: Int { max(diagnostics.count + failures.count, 1) }
}
