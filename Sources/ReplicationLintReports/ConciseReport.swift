import JSONSource
import ReplicationLint

/// The report on one line for each finding: `path:line:column: error[rule] message`.
struct ConciseReport {
  private let report: Report
  private let options: RenderOptions

  init(_ report: Report, _ options: RenderOptions) {
    self.report = report
    self.options = options
  }

  /// Renders the report; `write` gets it in pieces.
  func render(_ write: @escaping ([UInt8]) -> Void) {
    let sources = ReportSources(report)
    var output = TextPieces(write)
    for diagnostic in report.diagnostics where !options.isQuiet || diagnostic.severity == .error {
      let name = TextStyle.severity(diagnostic.severity).paint(
        "\(diagnostic.severity.rawValue)[\(diagnostic.rule)]", usesColor: options.usesColor)
      output += "\(location(diagnostic, sources)): \(name) \(visible(diagnostic.message))\n"
    }
    if options.showsStatistics { output += ReportSummary(report).statistics }
    output.end()
  }

  /// The place of a finding. A line that begins with `::` is a command to GitHub's runner, so that such a path gets the
  /// current folder before it.
  private func location(_ diagnostic: Diagnostic, _ sources: ReportSources) -> String {
    let location = sources.location(diagnostic.path, diagnostic.range.start)
    let isCommand = location.utf8.drop { $0 == UInt8(ascii: " ") }.starts(with: "::".utf8)
    return isCommand ? "./\(location)" : location
  }
}
