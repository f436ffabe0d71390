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

  /// The bytes that a comment may have; GitHub takes 65,536 characters.
  static let limit = 60_000

  func render() -> [UInt8] {
    let files = files
    var sections = ["## repllint", MarkdownText.plain(ReportSummary(report).counts)]
    if !files.isEmpty { sections.append(table(files)) }
    let setups = report.setups.map(setup)
    if !setups.isEmpty { sections.append(list(setups, "setup", limit: Self.limit / 6)) }
    if !report.failures.isEmpty {
      sections += ["### Not checked", list(report.failures.map(failure), "input", limit: Self.limit / 6)]
    }
    var output = sections.joined(separator: "\n\n") + "\n"
    var shown = 0
    for (path, diagnostics) in files {
      var section = "\n### \(MarkdownText.code(path))\n\n"
      for diagnostic in diagnostics {
        section += finding(diagnostic) + "\n"
        if output.utf8.count + section.utf8.count > Self.limit {
          let left = report.diagnostics.count - shown
          return Array((output + "\n\(left) more finding\(left == 1 ? "" : "s") not shown here.\n").utf8)
        }
        output += section
        section = ""
        shown += 1
      }
    }
    return Array(output.utf8)
  }

  /// The first lines of a list, as far as `limit` bytes go, and how many more there are.
  private func list(_ lines: [String], _ word: String, limit: Int) -> String {
    var bytes = 0
    let shown = lines.prefix { line in
      bytes += line.utf8.count + 1
      return bytes <= limit
    }
    let left = lines.count - shown.count
    let more = left > 0 ? ["", "\(left) more \(word)\(left == 1 ? "" : "s") not shown here."] : []
    return (shown + more).joined(separator: "\n")
  }

  /// The files in which something was found, with their findings.
  private var files: [(path: String, diagnostics: [Diagnostic])] {
    var files: [(path: String, diagnostics: [Diagnostic])] = []
    for diagnostic in report.diagnostics {
      if files.last?.path.hasSameBytes(as: diagnostic.path) == true {
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
    return "| file | errors | warnings | notes |\n|---|--:|--:|--:|\n" + list(rows, "file", limit: Self.limit / 6)
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
    // Two spaces at the end of a line would break it too, and be lost to editors.
    return ([head] + remarks).joined(separator: "<br>\n  ")
  }
}
