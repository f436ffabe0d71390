import JSONSource
import ReplicationLint

/// A JUnit report: a suite for each file, a test case for each finding, and one that passes for a file without any.
///
/// Errors are failures. Warnings and notes pass, and stand in the output of their case: a report must not turn a
/// pipeline red that the exit status leaves green.
struct JUnitReport {
  private let report: Report

  init(_ report: Report, _ options: RenderOptions) { self.report = report }

  func render() -> [UInt8] {
    let sources = ReportSources(report)
    let suites = suites
    let cases = suites.reduce(0) { $0 + max($1.diagnostics.count, 1) }
    var output = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="\(Tool.name)" tests="\(cases)" failures="\(report.count(.error))" errors="0">

      """
    for suite in suites {
      let failures = suite.diagnostics.count { $0.severity == .error }
      output += """
          <testsuite name="\(escaped(suite.path))" tests="\(max(suite.diagnostics.count, 1))" \
        failures="\(failures)" errors="0">

        """
      if suite.diagnostics.isEmpty {
        output += "    <testcase classname=\"\(escaped(suite.path))\" name=\"\(Tool.name)\"/>\n"
      }
      for diagnostic in suite.diagnostics { output += testCase(diagnostic, sources) }
      output += "  </testsuite>\n"
    }
    return Array((output + "</testsuites>\n").utf8)
  }

  /// The files that were checked, then others in which something was found.
  private var suites: [(path: String, diagnostics: [Diagnostic])] {
    let found = Dictionary(grouping: report.diagnostics) { Array($0.path.utf8) }
    var paths = report.files.map(\.path)
    var seen = Set(paths.map { Array($0.utf8) })
    for diagnostic in report.diagnostics where seen.insert(Array(diagnostic.path.utf8)).inserted {
      paths.append(diagnostic.path)
    }
    return paths.map { ($0, found[Array($0.utf8)] ?? []) }
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
