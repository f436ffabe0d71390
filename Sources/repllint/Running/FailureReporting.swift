import JSONSource
import ReplicationLint
import ReplicationLintReports

extension Run {
  /// Reports on standard error what could not be read, and draws the errors of configurations.
  func reportFailures(usesColor: Bool, isQuiet: Bool = false) {
    for line in troubles(isQuiet: isQuiet) + (isQuiet ? [] : auditGaps) { Terminal.note(line) }
    Terminal.error(
      configurationMistakes(
        RenderOptions(usesColor: usesColor, isQuiet: true, columns: Terminal.columns(of: .standardError))))
  }

  /// The failures to read and the folders without documents, a line each.
  func troubles(isQuiet: Bool = false) -> [String] {
    failures.map(\.line) + (isQuiet ? [] : emptyFolders.map { "no JSON files found in \(visible($0))" })
  }

  /// The mistakes of configurations, drawn.
  func configurationMistakes(_ options: RenderOptions) -> [UInt8] {
    brokenConfigurations.flatMap { file in
      ReportFormat.text.render(
        Report(files: [], setups: [], diagnostics: file.problems, otherSources: [file.source]), options)
    }
  }
}
