import Jansson
package import ReplicationLint

/// One line of the output of a stream: what came of one line of its input.
package struct StreamAnswer: Sendable {
  /// The content of the answer.
  package enum Content: Sendable {
    /// The documents were checked.
    case report(Report)
    /// They could not be, for this reason.
    case error(String)
  }

  /// The id of the request as the JSON text that was sent.
  package let id: [UInt8]
  /// The content of the answer.
  package let content: Content

  /// Makes an answer.
  package init(id: [UInt8] = Array("null".utf8), _ content: Content) {
    self.id = id
    self.content = content
  }

  /// The line with its end.
  ///
  /// - Parameters:
  ///   - isBrief: whether the report is left out.
  ///   - options: how the report is written.
  package func line(isBrief: Bool, _ options: RenderOptions = RenderOptions()) -> [UInt8] {
    var value = JanssonValue.object()
    switch content {
    case .error(let reason):
      value.set("verdict", to: StreamVerdict.invalid.rawValue)
      value.set("error", to: reason)
    case .report(let report):
      value.set("verdict", to: StreamVerdict(report).rawValue)
      value.set("errors", to: report.count(.error))
      value.set("warnings", to: report.count(.warning))
      value.set("notes", to: report.count(.note))
      if !isBrief { value.set("report", to: JSONReport(report, options).value(naming: nil)) }
    }
    return value.encoded(after: "id", id) + [UInt8(ascii: "\n")]
  }
}
