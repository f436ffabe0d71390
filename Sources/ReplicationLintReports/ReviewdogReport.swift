import JSONSource
import Jansson
import ReplicationLint

/// The Reviewdog Diagnostic Format as JSON, which reviewdog turns into review comments.
///
/// Source: reviewdog proto/rdf/reviewdog.proto. Columns count UTF-8 bytes there, from 1.
struct ReviewdogReport {
  private let report: Report
  private let options: RenderOptions
  private let sources: ReportSources

  init(_ report: Report, _ options: RenderOptions) {
    self.report = report
    self.options = options
    sources = ReportSources(report)
  }

  func render() -> [UInt8] {
    var source = JanssonValue.object()
    source.set("name", to: Tool.name)
    source.set("url", to: Tool.address)
    var diagnostics = JanssonValue.array(report.diagnostics, finding)
    for failure in report.failures { diagnostics.append(self.failure(failure)) }
    var root = JanssonValue.object()
    root.set("source", to: source)
    root.set("diagnostics", to: diagnostics)
    return root.encoded(.indented) + [UInt8(ascii: "\n")]
  }

  private func finding(_ diagnostic: Diagnostic) -> JanssonValue {
    var code = JanssonValue.object()
    code.set("value", to: diagnostic.rule)
    code.set("url", to: options.documentation(diagnostic.rule))
    var value = JanssonValue.object()
    value.set("message", to: diagnostic.explanation)
    value.set("location", to: location(diagnostic.path, diagnostic.range))
    value.set("severity", to: severity(diagnostic.severity))
    value.set("code", to: code)
    // Suggestions are applied one by one, so that a fix of several edits would be torn.
    if let fix = diagnostic.fix, fix.isSafe, fix.edits.count == 1, sources.file(diagnostic.path) != nil {
      value.set("suggestions", to: .array(fix.edits) { suggestion($0, diagnostic.path) })
    }
    if !diagnostic.labels.isEmpty { value.set("related_locations", to: .array(diagnostic.labels, related)) }
    return value
  }

  private func failure(_ failure: Report.Failure) -> JanssonValue {
    var code = JanssonValue.object()
    code.set("value", to: Report.Failure.identifier)
    var value = JanssonValue.object()
    value.set("message", to: "could not be checked: \(failure.reason)")
    value.set("location", to: location(failure.path, failure.range))
    value.set("severity", to: "ERROR")
    value.set("code", to: code)
    return value
  }

  private func suggestion(_ edit: Fix.Edit, _ path: String) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("range", to: range(edit.range, path))
    value.set("text", to: edit.text)
    return value
  }

  private func related(_ label: Diagnostic.Label) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("message", to: label.message)
    value.set("location", to: location(label.path, label.range))
    return value
  }

  private func location(_ path: String, _ range: SourceRange?) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("path", to: path)
    if let range, sources.file(path) != nil { value.set("range", to: self.range(range, path)) }
    return value
  }

  private func range(_ range: SourceRange, _ path: String) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("start", to: position(range.start, path))
    value.set("end", to: position(range.end, path))
    return value
  }

  private func position(_ offset: Int, _ path: String) -> JanssonValue {
    let lines = sources.file(path)?.lines ?? LineIndex([])
    let line = lines.line(at: offset)
    var value = JanssonValue.object()
    value.set("line", to: line)
    value.set("column", to: offset - lines.range(ofLine: line).start + 1)
    return value
  }

  private func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "ERROR"
    case .warning: "WARNING"
    case .note: "INFO"
    }
  }
}
