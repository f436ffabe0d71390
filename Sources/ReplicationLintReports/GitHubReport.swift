import JSONSource
import ReplicationLint

/// Workflow commands that GitHub Actions turns into annotations: one line for each finding.
///
/// Source: GitHub's documentation "Workflow commands for GitHub Actions"; the escapes are those of `@actions/core`.
struct GitHubReport {
  private let report: Report

  init(_ report: Report, _ options: RenderOptions) { self.report = report }

  func render() -> [UInt8] {
    let sources = ReportSources(report)
    var output = ""
    for diagnostic in report.diagnostics {
      let region = sources.region(diagnostic.path, diagnostic.range)
      output += Self.command(
        Self.name(diagnostic.severity), diagnostic.rule, diagnostic.path, region, diagnostic.explanation)
    }
    for failure in report.failures {
      let region = failure.range.flatMap { sources.region(failure.path, $0) }
      output += Self.command("error", Report.Failure.identifier, failure.path, region, failure.reason)
    }
    return Array(output.utf8)
  }

  private typealias Region = (start: LineIndex.Position, end: LineIndex.Position, lastLine: Int)

  private static func command(
    _ name: String, _ title: String, _ path: String, _ region: Region?, _ message: String
  ) -> String {
    var properties = [("title", "repllint: \(title)"), ("file", path)]
    if let region {
      properties += [("line", "\(region.start.line)"), ("endLine", "\(region.lastLine)")]
      // Columns count only within one line.
      if region.start.line == region.end.line {
        properties += [("col", "\(region.start.column)"), ("endColumn", "\(region.end.column)")]
      }
    }
    let list = properties.map { "\($0)=\(escapedProperty($1))" }.joined(separator: ",")
    return "::\(name) \(list)::\(escaped(message))\n"
  }

  private static func name(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  private static func escaped(_ text: String) -> String { escaped(text, "%\r\n") }

  private static func escapedProperty(_ text: String) -> String { escaped(text, "%\r\n:,") }

  private static func escaped(_ text: String, _ special: String) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if special.unicodeScalars.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      } else if !isVisible(scalar) || (scalar == "#" && previous == "#") {
        // The log of a workflow is shown in terminals and read by other CI servers too.
        result += "<\(codePoint(scalar))>"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
