import JSONSource
import ReplicationLint

/// A Checkstyle report, which many review bots and CI servers read: the findings of each file.
///
/// Source: the element and attribute names of Checkstyle's `XMLLogger`.
struct CheckstyleReport {
  private let report: Report

  init(_ report: Report, _ options: RenderOptions) { self.report = report }

  func render() -> [UInt8] {
    let sources = ReportSources(report)
    var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"\(Self.formatVersion)\">\n"
    for path in paths {
      output += "  <file name=\"\(xmlEscaped(path.text))\">\n"
      for diagnostic in path.diagnostics {
        output += error(
          diagnostic.message, Self.name(diagnostic.severity), diagnostic.rule,
          sources.region(diagnostic.path, diagnostic.range)?.start)
      }
      for failure in path.failures {
        let place = failure.range.flatMap { sources.region(failure.path, $0)?.start }
        output += error(failure.reason, "error", Report.Failure.identifier, place)
      }
      output += "  </file>\n"
    }
    return Array((output + "</checkstyle>\n").utf8)
  }

  /// The version of the form, which readers do not look at.
  private static let formatVersion = "4.3"

  private var paths: [ReportPath] { ReportPath.all(in: report) }

  private func error(_ message: String, _ severity: String, _ rule: String, _ place: LineIndex.Position?) -> String {
    let position = place.map { "line=\"\($0.line)\" column=\"\($0.column)\" " } ?? ""
    return "    <error \(position)severity=\"\(severity)\" message=\"\(xmlEscaped(message))\" "
      + "source=\"\(Tool.name).\(xmlEscaped(rule))\"/>\n"
  }

  private static func name(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "info"
    }
  }
}
