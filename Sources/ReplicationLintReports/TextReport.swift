import JSONSource
import ReplicationLint

/// The report for people: each finding with the lines it is about, and a summary.
struct TextReport {
  private let report: Report
  private let options: RenderOptions
  private let sources: ReportSources
  private let findings: DrawnFindings
  private var output: TextPieces

  /// Makes the report; `write` gets it in pieces.
  init(_ report: Report, _ options: RenderOptions, _ write: @escaping ([UInt8]) -> Void) {
    output = TextPieces(write)
    self.report = report
    self.options = options
    sources = ReportSources(report)
    findings = DrawnFindings(report, sources, options)
  }

  consuming func render() {
    for diagnostic in DrawnFindings.ordered(report.diagnostics) where !options.isQuiet || diagnostic.severity == .error
    {
      write(diagnostic)
      output += "\n"
    }
    let summary = ReportSummary(report)
    if options.showsStatistics { output += summary.statistics }
    if !options.isQuiet {
      for setup in report.setups { output += summary.text(of: setup) }
      output += summary.end
    }
    output.end()
  }

  private func paint(_ text: String, _ style: TextStyle) -> String { style.paint(text, usesColor: options.usesColor) }

  // MARK: A finding

  private mutating func write(_ diagnostic: Diagnostic) {
    let style = TextStyle.severity(diagnostic.severity)
    output += paint("\(diagnostic.severity.rawValue)[\(diagnostic.rule)]", style)
    output += paint(": \(visible(diagnostic.message))", .strong) + "\n"
    let excerpt = findings.excerpt(of: diagnostic)
    output += excerpt.text(primary: style, elsewhere: sources.location(diagnostic.path, diagnostic.range.start))
    let remarks = findings.remarks(on: diagnostic)
    if !remarks.isEmpty, !excerpt.isEmpty { output += excerpt.frame }
    for remark in remarks {
      output += "\(excerpt.margin)\(paint("=", .frame)) \(paint("\(remark.name):", .strong)) \(remark.text)\n"
    }
  }
}
