import JSONSource
import ReplicationLint

/// The causes of an object's status for people: a numbered list, each cause with its place and what would confirm it.
struct DiagnosisText {
  private let sources: ReportSources
  private let options: RenderOptions

  init(_ sources: [SourceFile], _ options: RenderOptions) {
    self.sources = ReportSources(Report(files: [], setups: [], diagnostics: [], otherSources: sources))
    self.options = options
  }

  /// Writes one list for each setup.
  func render(_ diagnoses: [Diagnosis]) -> [UInt8] {
    Array(diagnoses.map(text).joined(separator: "\n").utf8)
  }

  private func text(of diagnosis: Diagnosis) -> String {
    let trace = diagnosis.trace
    var output = paint("setup `\(visible(trace.setup))`, key \(quoted(trace.key)): \(state(diagnosis.status))", .strong)
    output += "\n"
    for (index, cause) in diagnosis.causes.enumerated() {
      let number = "\(index + 1). "
      let margin = String(repeating: " ", count: number.utf8.count)
      output += "\n" + paint(number + visible(cause.message), .strong) + "\n"
      if let place = cause.by {
        output += "\(margin)\(paint("-->", .frame)) \(sources.location(place.path, place.range.start))\n"
      }
      output += "\(margin)\(paint("=", .frame)) confirm: \(visible(cause.confirmation))\n"
    }
    return output
  }

  private func state(_ status: ObservedStatus) -> String {
    switch status {
    case .absent: "the object has no replication status"
    case .completed: "`COMPLETED`, so there is nothing to explain"
    case .replica: "`REPLICA`, so the object is a copy and there is nothing to explain"
    case .pending, .processing, .failed: "why the object is `\(status.rawValue)`"
    }
  }

  private func paint(_ text: String, _ style: TextStyle) -> String { style.paint(text, usesColor: options.usesColor) }
}
