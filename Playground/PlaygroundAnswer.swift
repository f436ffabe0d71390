import JSONSource
import ReplicationLint

/// The answer to the page: the findings in the order of the drawn report, the report, and the trace.
struct PlaygroundAnswer {
  private let report: Report
  private let sources: ReportSources
  private let trace: String

  init(report: Report, trace: String) {
    self.report = report
    self.trace = trace
    sources = ReportSources(report)
  }

  /// The answer as JSON.
  var json: String {
    Self.object([
      ("summary", jsonString((verdicts + [ReportSummary(report).counts]).joined(separator: "\n"))),
      ("style", jsonString(HTMLStyle.sheet)),
      ("body", jsonString(HTMLReport(report, RenderOptions()).content)),
      ("trace", jsonString(trace)),
      ("findings", Self.array(DrawnFindings.ordered(report.diagnostics).map(finding))),
    ])
  }

  private var verdicts: [String] {
    report.setups.map { setup in
      switch setup.replicates {
      case true?: "Setup \(quoted(setup.name)) replicates."
      case false?: "Setup \(quoted(setup.name)) does not replicate."
      case nil: "Setup \(quoted(setup.name)): not known."
      }
    }
  }

  private func finding(_ diagnostic: Diagnostic) -> String {
    Self.object([
      ("path", jsonString(diagnostic.path)),
      ("rule", jsonString(diagnostic.rule)),
      ("severity", jsonString(diagnostic.severity.rawValue)),
      ("consequence", jsonString(diagnostic.consequence.rawValue)),
      ("message", jsonString(diagnostic.message)),
      ("start", place(diagnostic.range.start, diagnostic.path)),
      ("end", place(diagnostic.range.end, diagnostic.path)),
      ("fix", diagnostic.fix.map(fix) ?? "null"),
    ])
  }

  private func place(_ offset: Int, _ path: String) -> String {
    let place = sources.place(path, offset)
    return Self.object([("line", "\(place.line)"), ("column", "\(place.column)"), ("offset", "\(offset)")])
  }

  private func fix(_ fix: Fix) -> String {
    let edits = fix.edits.map { edit in
      Self.object([("start", "\(edit.range.start)"), ("end", "\(edit.range.end)"), ("text", jsonString(edit.text))])
    }
    return Self.object([
      ("title", jsonString(fix.title)), ("safe", "\(fix.isSafe)"), ("edits", Self.array(edits)),
    ])
  }

  private static func object(_ members: [(name: String, value: String)]) -> String {
    "{" + members.map { "\(jsonString($0.name)):\($0.value)" }.joined(separator: ",") + "}"
  }

  private static func array(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }
}
