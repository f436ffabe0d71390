import JSONSource
package import Jansson
package import ReplicationLint

/// The report for programs, version 1: one JSON object, or one line for each finding.
package struct JSONReport {
  private let report: Report
  private let options: RenderOptions
  private let sources: ReportSources

  package init(_ report: Report, _ options: RenderOptions) {
    self.report = report
    self.options = options
    sources = ReportSources(report)
  }

  /// The whole report.
  func render() -> [UInt8] { value(naming: tool()).encoded(.indented) + [UInt8(ascii: "\n")] }

  /// The whole report as a part of another value, with or without the name of the program.
  package func value(naming tool: consuming JanssonValue?) -> JanssonValue {
    var root = JanssonValue.object()
    root.set("version", to: 1)
    if let tool { root.set("tool", to: tool) }
    root.set("files", to: .array(report.files, file))
    root.set("setups", to: .array(report.setups, setup))
    root.set("diagnostics", to: .array(report.diagnostics, diagnostic))
    root.set("failures", to: .array(report.failures, failure))
    root.set("summary", to: summary())
    return root
  }

  /// The findings, one a line, then what could not be checked.
  func renderLines() -> [UInt8] {
    var output: [UInt8] = []
    for finding in report.diagnostics {
      output += diagnostic(finding).encoded(.compact)
      output.append(UInt8(ascii: "\n"))
    }
    for failure in report.failures {
      var line = JanssonValue.object()
      line.set("failure", to: self.failure(failure))
      output += line.encoded(.compact)
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  private func tool() -> JanssonValue {
    var tool = JanssonValue.object()
    tool.set("name", to: Tool.name)
    tool.set("version", to: options.toolVersion)
    return tool
  }

  private func file(_ file: Report.File) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("path", to: file.path)
    value.set("kind", to: file.kind.rawValue)
    return value
  }

  private func setup(_ setup: Report.SetupSummary) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("name", to: setup.name)
    value.set("files", to: .array(setup.files) { .string($0) })
    value.set("replicates", to: setup.replicates.map { .boolean($0) } ?? .null())
    value.set("openQuestions", to: .array(setup.openQuestions) { .string($0) })
    value.set("assumptions", to: .array(setup.assumptions, AssumptionJSON.value))
    if !setup.operations.isEmpty { value.set("operations", to: .array(setup.operations, operation)) }
    return value
  }

  private func operation(_ verdict: OperationVerdict) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("rule", to: verdict.rule)
    value.set("operation", to: verdict.operation.rawValue)
    if let size = verdict.size { value.set("size", to: size) }
    value.set("replicates", to: verdict.replicates.map { .boolean($0) } ?? .null())
    return value
  }

  private func failure(_ failure: Report.Failure) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("path", to: failure.path)
    value.set("reason", to: failure.reason)
    if let range = failure.range { value.set("range", to: self.range(range, failure.path)) }
    return value
  }

  private func summary() -> JanssonValue {
    var summary = JanssonValue.object()
    summary.set("files", to: report.files.count)
    summary.set("errors", to: report.count(.error))
    summary.set("warnings", to: report.count(.warning))
    summary.set("notes", to: report.count(.note))
    if let accepted = report.accepted { summary.set("accepted", to: accepted) }
    return summary
  }

  // MARK: A finding

  private func diagnostic(_ diagnostic: Diagnostic) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("rule", to: diagnostic.rule)
    value.set("group", to: diagnostic.group.rawValue)
    value.set("severity", to: diagnostic.severity.rawValue)
    value.set("consequence", to: diagnostic.consequence.rawValue)
    if let answer = diagnostic.platform { value.set("platform", to: platform(answer)) }
    value.set("message", to: diagnostic.message)
    value.set("path", to: diagnostic.path)
    value.set("pointer", to: diagnostic.pointer.description)
    value.set("range", to: range(diagnostic.range, diagnostic.path))
    value.set("labels", to: .array(diagnostic.labels, label))
    if let help = diagnostic.help { value.set("help", to: help) }
    if let change = diagnostic.fix { value.set("fix", to: fix(change, diagnostic.path)) }
    value.set("fingerprint", to: diagnostic.fingerprint)
    value.set("documentation", to: options.documentation(diagnostic.rule))
    return value
  }

  private func platform(_ answer: PlatformAnswer) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("by", to: answer.by.rawValue)
    value.set("code", to: answer.code)
    value.set("message", to: answer.message)
    return value
  }

  private func label(_ label: Diagnostic.Label) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("path", to: label.path)
    value.set("range", to: range(label.range, label.path))
    value.set("message", to: label.message)
    return value
  }

  private func fix(_ fix: Fix, _ path: String) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("title", to: fix.title)
    value.set("safe", to: fix.isSafe)
    value.set(
      "edits",
      to: .array(fix.edits) { edit in
        var value = JanssonValue.object()
        value.set("range", to: range(edit.range, path))
        value.set("text", to: edit.text)
        return value
      })
    return value
  }

  private func range(_ range: SourceRange, _ path: String) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("start", to: place(range.start, path))
    value.set("end", to: place(range.end, path))
    return value
  }

  private func place(_ offset: Int, _ path: String) -> JanssonValue {
    let place = sources.place(path, offset)
    var value = JanssonValue.object()
    value.set("line", to: place.line)
    value.set("column", to: place.column)
    value.set("offset", to: offset)
    return value
  }
}
