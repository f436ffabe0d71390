import JSONSource
import ReplicationLint

/// A report for a comment on a pull request or the summary of a job: a table of the files, then the findings of each.
struct MarkdownReport {
  private let report: Report
  private let options: RenderOptions
  private let sources: ReportSources

  init(_ report: Report, _ options: RenderOptions) {
    self.report = report
    self.options = options
    sources = ReportSources(report)
  }

  func render() -> [UInt8] {
    var sections = ["## repllint", MarkdownText.plain(ReportSummary(report).counts)]
    let files = files
    if !files.isEmpty { sections.append(table(files)) }
    if !report.setups.isEmpty { sections.append(report.setups.map(setup).joined(separator: "\n")) }
    if !report.failures.isEmpty {
      sections += ["### Not checked", report.failures.map(failure).joined(separator: "\n")]
    }
    for (path, diagnostics) in files {
      sections += ["### \(MarkdownText.code(path))", diagnostics.map(finding).joined(separator: "\n")]
    }
    return Array((sections.joined(separator: "\n\n") + "\n").utf8)
  }

  /// The files in which something was found, with their findings.
  private var files: [(path: String, diagnostics: [Diagnostic])] {
    var files: [(path: String, diagnostics: [Diagnostic])] = []
    for diagnostic in report.diagnostics {
      if files.last?.path.utf8.elementsEqual(diagnostic.path.utf8) == true {
        files[files.count - 1].diagnostics.append(diagnostic)
      } else {
        files.append((diagnostic.path, [diagnostic]))
      }
    }
    return files
  }

  private func table(_ files: [(path: String, diagnostics: [Diagnostic])]) -> String {
    let rows = files.map { path, diagnostics in
      let counts = Severity.allCases.reversed().map { severity in
        String(diagnostics.count { $0.severity == severity })
      }
      return "| \(MarkdownText.code(path, inTable: true)) | \(counts.joined(separator: " | ")) |"
    }
    return (["| file | errors | warnings | notes |", "|---|--:|--:|--:|"] + rows).joined(separator: "\n")
  }

  private func setup(_ setup: Report.SetupSummary) -> String {
    "- setup \(MarkdownText.code(setup.name)): \(MarkdownText.sentence(ReportSummary.sentence(setup)))"
  }

  private func failure(_ failure: Report.Failure) -> String {
    let location = failure.range.flatMap { sources.region(failure.path, $0) }.map { ", line \($0.start.line)" } ?? ""
    return "- \(MarkdownText.code(failure.path))\(location): \(MarkdownText.sentence(failure.reason))"
  }

  private func finding(_ diagnostic: Diagnostic) -> String {
    let place = sources.region(diagnostic.path, diagnostic.range).map { region in
      ", line \(region.start.line), column \(region.start.column)"
    }
    let page = "[\(diagnostic.rule)](\(options.documentation(diagnostic.rule)))"
    let head =
      "- **\(diagnostic.severity.rawValue)** \(page)\(place ?? ""): \(MarkdownText.sentence(diagnostic.message))"
    var remarks: [String] = []
    if let platform = diagnostic.platform { remarks.append(MarkdownText.sentence(platform.sentence)) }
    if let help = diagnostic.help { remarks.append("help: \(MarkdownText.sentence(help))") }
    if let fix = diagnostic.fix {
      remarks.append("fix: \(MarkdownText.sentence(fix.title)) (`\(fix.isSafe ? "--fix" : "--unsafe-fixes")`)")
    }
    // Two blanks at the end of a line would break it too, and be lost to editors.
    return ([head] + remarks).joined(separator: "<br>\n  ")
  }
}
