import JSONSource
import ReplicationLint

/// The dry run for people: a table of the steps, and below it the place that ends it.
struct TraceText {
  private let sources: ReportSources
  private let options: RenderOptions

  init(_ sources: [SourceFile], _ options: RenderOptions) {
    self.sources = ReportSources(Report(files: [], setups: [], diagnostics: [], otherSources: sources))
    self.options = options
  }

  func render(_ traces: [ReplicationTrace]) -> [UInt8] {
    Array(traces.map(text).joined(separator: "\n").utf8)
  }

  private func text(of trace: ReplicationTrace) -> String {
    var output = paint("setup `\(visible(trace.setup))`, key \(quoted(trace.key))", .strong) + "\n\n"
    output += table(trace.steps.enumerated().map { row($0.offset + 1, $0.element) })
    if let stop = trace.stop {
      let ink = Ink.severity(stop.passes == false ? .error : .warning)
      output += "\n"
      let resource = stop.resource.map { " on \(quoted($0))" } ?? ""
      let reason =
        stop.note.map(visible) ?? "\(stop.action.map { "`\($0)`\(resource) is " } ?? "")\(visible(stop.result))"
      output += paint("\(stop.step): \(reason)", .strong) + "\n"
      if let place = stop.by, let file = sources.file(place.path) {
        let mark = Snippet.Mark(range: place.range, isPrimary: true, text: "")
        let excerpt = Excerpt([Snippet(file, mark)], sources, usesColor: options.usesColor)
        output += excerpt.text(primary: ink, elsewhere: sources.location(place.path, place.range.start))
      }
    }
    return output + "\n" + paint("\(trace.outcome.rawValue)", .strong) + ": \(trace.outcome.sentence)\n"
  }

  // MARK: The table

  private func row(_ number: Int, _ step: ReplicationTrace.Step) -> [String] {
    [
      String(number), step.step, step.action ?? "", visible(step.result),
      step.by.map { sources.location($0.path, $0.range.start) } ?? "",
    ]
  }

  private func table(_ rows: [[String]]) -> String {
    let all = [["#", "step", "action", "answer", "decided by"]] + rows
    let widths = all[0].indices.map { column in all.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    var output = ""
    for (index, cells) in all.enumerated() {
      var line = ""
      for (column, cell) in cells.enumerated() {
        line += cell + String(repeating: " ", count: widths[column] - DisplayWidth.of(cell) + 2)
      }
      while line.utf8.last == UInt8(ascii: " ") { line.unicodeScalars.removeLast() }
      output += (index == 0 ? paint(line, .frame) : line) + "\n"
    }
    return output
  }

  private func paint(_ text: String, _ ink: Ink) -> String { ink.paint(text, usesColor: options.usesColor) }
}

extension ReplicationTrace.Outcome {
  /// What the outcome means to the operator.
  var sentence: String {
    switch self {
    case .notConfigured: "a document is refused, so nothing is configured"
    case .notSelected: "no enabled rule covers the object, so it gets no replication status"
    case .pending: "the object stays PENDING, and nothing tries again"
    case .failed: "the object gets the status FAILED"
    case .replicaButPending: "the replica arrives, and the object stays PENDING"
    case .completed: "the object replicates"
    case .unknown: "it depends on what is not known"
    }
  }
}
