public import ReplicationLint

/// The forms in which a report can be written.
@nonexhaustive public enum ReportFormat: String, CaseIterable, Sendable {
  /// For people: each finding with the lines it is about.
  case text
  /// For people and editors: one line for each finding.
  case concise
  /// One JSON object, `schemas/report.schema.json`.
  case json
  /// One JSON object a line, one line for each finding.
  case jsonl
  /// SARIF 2.1.0, which code scanning services read.
  case sarif
  /// Workflow commands of GitHub Actions.
  case github
  /// A code quality report of GitLab.
  case gitlab
  /// A JUnit report, one test case for each finding.
  case junit
  /// A Checkstyle report.
  case checkstyle
  /// The Reviewdog Diagnostic Format.
  case rdjson
  /// A comment on a pull request or a job summary.
  case markdown
  /// One page for a browser, with the setups drawn.
  case html

  /// Indicates whether the report should hold how its setups can be drawn.
  package var drawsSetups: Bool { self == .html }

  /// True for the formats of terminals; failures are then not in the report, but beside it on standard error.
  public var isForPeople: Bool { self == .text || self == .concise }

  /// The report in this form, as UTF-8 bytes. Linear in the sizes of the report and of the files it is about.
  public func render(_ report: Report, _ options: RenderOptions = RenderOptions()) -> [UInt8] {
    switch self {
    case .text, .concise:
      var bytes: [UInt8] = []
      renderText(report, options) { bytes += $0 }
      return bytes
    case .json: return JSONReport(report, options).render()
    case .jsonl: return JSONReport(report, options).renderLines()
    case .sarif: return SARIFReport(report, options).render()
    case .github: return GitHubReport(report, options).render()
    case .gitlab: return GitLabReport(report, options).render()
    case .junit: return JUnitReport(report, options).render()
    case .checkstyle: return CheckstyleReport(report, options).render()
    case .rdjson: return ReviewdogReport(report, options).render()
    case .markdown: return MarkdownReport(report, options).render()
    case .html: return HTMLReport(report, options).render()
    }
  }

  /// The report in this form, in pieces that `write` gets in order; a long text is never held as a whole.
  package func render(_ report: Report, _ options: RenderOptions, to write: @escaping ([UInt8]) -> Void) {
    if isForPeople { renderText(report, options, write) } else { write(render(report, options)) }
  }

  private func renderText(_ report: Report, _ options: RenderOptions, _ write: @escaping ([UInt8]) -> Void) {
    if self == .text {
      TextReport(report, options, write).render()
    } else {
      ConciseReport(report, options).render(write)
    }
  }
}
