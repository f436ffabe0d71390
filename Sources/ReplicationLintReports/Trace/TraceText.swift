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
    var output = paint("setup `\(visible(trace.setup))`, key \(quoted(trace.key))\(operation(trace))", .strong) + "\n\n"
    output += table(trace.steps.enumerated().map { row($0.offset + 1, $0.element) })
    if let stop = trace.stop {
      let style = TextStyle.severity(stop.passes == false ? .error : .warning)
      output += "\n"
      output += paint("\(stop.step): \(reason(stop))", .strong) + "\n"
      if let place = stop.by, let file = sources.file(place.path) {
        let mark = Snippet.Mark(range: place.range, isPrimary: true, text: "")
        let digits = String(file.lines.line(at: place.range.end)).utf8.count
        let limit = options.lineLimit(digits: digits)
        let excerpt = Excerpt([Snippet(file, mark, limit: limit)], sources, usesColor: options.usesColor)
        output += excerpt.text(primary: style, elsewhere: sources.location(place.path, place.range.start))
      }
    }
    return output + "\n" + paint("\(trace.outcome.rawValue)", .strong) + ": \(trace.sentence)\n"
  }

  private func operation(_ trace: ReplicationTrace) -> String {
    trace.operation == .put ? "" : ", \(trace.operation.rawValue)"
  }

  /// The reason why a step ends the replication.
  private func reason(_ step: ReplicationTrace.Step) -> String {
    if let note = step.note { return visible(note) }
    guard let action = step.action else { return step.answer }
    let resource = step.resource.map { " on \(quoted($0))" } ?? ""
    let place = step.by.map { " by \(sources.location($0.path, $0.range.start))" } ?? ""
    return "`\(action)`\(resource) is \(step.answer)\(place)"
  }

  // MARK: The table

  private func row(_ number: Int, _ step: ReplicationTrace.Step) -> [String] {
    [
      String(number), step.step, step.action ?? "", step.answer,
      step.by.map { sources.location($0.path, $0.range.start) } ?? "",
    ]
  }

  private func table(_ rows: [[String]]) -> String {
    let all = [["#", "step", "action", "answer", "decided by"]] + rows
    let widths = widths(all)
    if let columns = options.columns, widths.reduce(2 * (widths.count - 1), +) > columns {
      return narrowTable(rows, columns)
    }
    return text(of: lines(all, widths))
  }

  /// The table with actions and places on lines of their own, cropped in the middle where they are still too long.
  private func narrowTable(_ rows: [[String]], _ columns: Int) -> String {
    let all = [["#", "step", "answer"]] + rows.map { [$0[0], $0[1], $0[3]] }
    let widths = widths(all)
    let margin = String(repeating: " ", count: widths[0] + 2)
    var table: [String] = []
    for (index, line) in lines(all, widths).enumerated() {
      table.append(cropped(line, columns))
      guard index > 0 else { continue }
      let (action, place) = (rows[index - 1][2], rows[index - 1][4])
      let head = margin + (action.isEmpty ? "" : place.isEmpty ? action : "\(action), ")
      // The path is cropped before anything else.
      let detail = place.isEmpty ? "" : "decided by " + cropped(place, max(16, columns - head.utf8.count - 11))
      if head != margin || !detail.isEmpty { table.append(cropped(head + detail, columns)) }
    }
    return text(of: table)
  }

  /// The lines of a table, whose first one is the head.
  private func text(of lines: [String]) -> String {
    lines.enumerated().map { ($0.offset == 0 ? paint($0.element, .frame) : $0.element) + "\n" }.joined()
  }

  private func widths(_ rows: [[String]]) -> [Int] {
    rows[0].indices.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
  }

  private func lines(_ rows: [[String]], _ widths: [Int]) -> [String] {
    rows.map { cells in
      var line = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: width - DisplayWidth.of(cell) + 2)
      }.joined()
      while line.utf8.last == UInt8(ascii: " ") { line.unicodeScalars.removeLast() }
      return line
    }
  }

  private func paint(_ text: String, _ style: TextStyle) -> String { style.paint(text, usesColor: options.usesColor) }
}

extension ReplicationTrace {
  /// The meaning of the outcome for the operator; a rule may cover an object whose operation is never queued.
  fileprivate var sentence: String {
    if outcome == .notSelected, let note = stop?.note { return "\(note), so nothing is queued" }
    return outcome.sentence
  }
}

extension ReplicationTrace.Outcome {
  /// The meaning of the outcome for the operator.
  var sentence: String {
    switch self {
    case .notConfigured: "a document is refused, so nothing is configured"
    case .notSelected: "no enabled rule covers the object, so it gets no replication status"
    case .pending: "the object stays PENDING and is not retried"
    case .failed: "the object gets the status FAILED"
    case .replicaButPending: "the replica arrives, and the object stays PENDING"
    case .completed: "the object replicates"
    case .unknown: "it depends on what is not known"
    }
  }
}
