import JSONSource
import ReplicationLint

/// A JUnit report: a suite for each file, a test case for each finding, and one that passes for a file without any.
/// What could not be checked is a test case with an error.
///
/// Errors are failures. Warnings and notes pass, and stand in the output of their case: a report must not turn a
/// pipeline red that the exit status leaves green.
struct JUnitReport {
  private let report: Report

  init(_ report: Report, _ options: RenderOptions) { self.report = report }

  func render() -> [UInt8] {
    let sources = ReportSources(report)
    let suites = suites
    let cases = suites.reduce(0) { $0 + $1.count }
    var output = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="\(Tool.name)" tests="\(cases)" failures="\(report.count(.error))" \
      errors="\(report.failures.count)">

      """
    for suite in suites {
      let failures = suite.diagnostics.count { $0.severity == .error }
      output += """
          <testsuite name="\(escaped(suite.path))" tests="\(suite.count)" \
        failures="\(failures)" errors="\(suite.failures.count)">

        """
      if suite.diagnostics.isEmpty, suite.failures.isEmpty {
        output += "    <testcase classname=\"\(escaped(suite.path))\" name=\"\(Tool.name)\"/>\n"
      }
      for diagnostic in suite.diagnostics { output += testCase(diagnostic, sources) }
      for failure in suite.failures { output += testCase(failure, sources) }
      output += "  </testsuite>\n"
    }
    return Array((output + "</testsuites>\n").utf8)
  }

  /// What a report holds about one path.
  private struct Suite {
    let path: String
    let diagnostics: [Diagnostic]
    let failures: [Report.Failure]
    /// The number of test cases.
    var count: Int { max(diagnostics.count + failures.count, 1) }
  }

  /// The files that were checked, then others in which something was found, then those that could not be checked.
  private var suites: [Suite] {
    let found = Dictionary(grouping: report.diagnostics) { Array($0.path.utf8) }
    let failed = Dictionary(grouping: report.failures) { Array($0.path.utf8) }
    var seen: Set<[UInt8]> = []
    let paths = report.files.map(\.path) + report.diagnostics.map(\.path) + report.failures.map(\.path)
    return paths.filter { seen.insert(Array($0.utf8)).inserted }.map { path in
      let key = Array(path.utf8)
      return Suite(path: path, diagnostics: found[key] ?? [], failures: failed[key] ?? [])
    }
  }

  private func testCase(_ failure: Report.Failure, _ sources: ReportSources) -> String {
    let location = failure.range.map { sources.location(failure.path, $0.start) } ?? failure.path
    return """
          <testcase classname="\(escaped(failure.path))" name="\(Report.Failure.identifier) at \(escaped(location))">
            <error type="\(Report.Failure.identifier)" message="\(escaped(failure.reason))">\(escaped(location)): \
      \(escaped(failure.reason))</error>
          </testcase>

      """
  }

  private func testCase(_ diagnostic: Diagnostic, _ sources: ReportSources) -> String {
    let location = sources.location(diagnostic.path, diagnostic.range.start)
    let text =
      escaped(location) + "\n"
      + diagnostic.explanation.unicodeScalars.split(separator: "\n").map { escaped(String($0)) }
      .joined(separator: "\n")
    let content =
      switch diagnostic.severity {
      case .error:
        "<failure type=\"\(escaped(diagnostic.rule))\" message=\"\(escaped(diagnostic.message))\">\(text)</failure>"
      case .warning, .note: "<system-out>\(diagnostic.severity.rawValue): \(text)</system-out>"
      }
    return """
          <testcase classname="\(escaped(diagnostic.path))" name="\(escaped(diagnostic.rule)) at \(escaped(location))">
            \(content)
          </testcase>

      """
  }

  /// `text` as XML character data; what XML 1.0 does not allow is shown as its code point.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in visible(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
