import JSONSource
import ReplicationLint
import ReplicationLintReports

/// One run of `repllint trace`.
struct Trace {
  /// What to read.
  let settings: RunSettings
  /// The object's key.
  let key: String
  /// What is done to the object.
  var operation = ReplicationOperation.put
  /// The size of the object in bytes, where it is known.
  var size: Int?
  /// The name of the one setup to trace; nil for all.
  var setup: String?
  /// The form of the dry run.
  var format = TraceFormat.text
  /// When to use colours.
  var color = ColorChoice.auto

  /// Makes a run that has done nothing yet.
  init(_ settings: RunSettings, key: String) { (self.settings, self.key) = (settings, key) }

  /// Reads, traces and prints.
  func run() -> ExitStatus {
    let run: Run
    do throws(FileFailure) {
      run = try Run(settings)
    } catch {
      Terminal.note(error.line)
      return .trouble
    }
    run.sayTroubles(usesColor: color.isColored(on: .standardError))
    var traces: [ReplicationTrace] = []
    var sources: [SourceFile] = []
    for workspace in run.workspaces {
      let inputs = workspace.asked + workspace.companions
      traces += Linter(configuration: workspace.configuration).analyse(inputs, about: workspace.askedNames)
        .map { ReplicationTrace($0, key: key, operation: operation, size: size) }
      sources += inputs.map(\.source)
    }
    if let setup {
      let names = traces.map(\.setup)
      traces = traces.filter { $0.setup.utf8.elementsEqual(setup.utf8) }
      if traces.isEmpty, !names.isEmpty {
        Terminal.note("no setup is called \(quoted(setup)); there \(Self.list(names))")
        return .trouble
      }
    }
    guard !traces.isEmpty else {
      Terminal.note(
        "no setup found: a replication configuration and the policies of its roles, in one folder or in a manifest")
      return .trouble
    }
    let options = RenderOptions(
      usesColor: color.isColored(on: .standardOutput), columns: Terminal.columns(of: .standardOutput))
    if !Terminal.output(format.render(traces, sources: sources, options)) || !run.isComplete { return .trouble }
    return traces.contains { $0.outcome != .completed } ? .found : .clean
  }

  /// Names for a sentence, the first of many.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { quoted($0) }.joined(separator: ", ")
    let more = names.count > 8 ? " and \(names.count - 8) more" : ""
    return "\(names.count == 1 ? "is" : "are") \(shown)\(more)"
  }
}
