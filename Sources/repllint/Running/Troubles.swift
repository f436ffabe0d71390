import JSONSource
import ReplicationLint
import ReplicationLintReports

extension Run {
  /// Says on standard error what could not be read, and draws the mistakes of configurations.
  func sayTroubles(usesColor: Bool, isQuiet: Bool = false) {
    for failure in failures { Terminal.note(failure.line) }
    if !isQuiet {
      for folder in emptyFolders { Terminal.note("no JSON files found in \(visible(folder))") }
    }
    for file in brokenConfigurations {
      let report = Report(files: [], setups: [], diagnostics: file.problems, otherSources: [file.source])
      let options = RenderOptions(
        usesColor: usesColor, isQuiet: true, columns: Terminal.columns(of: .standardError))
      Terminal.error(ReportFormat.text.render(report, options))
    }
  }
}
