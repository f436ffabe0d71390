import ReplicationLint
import ReplicationLintReports

/// One run of `repllint trace`.
struct Trace {
  /// The input to read.
  let settings: RunSettings
  /// The object's key.
  let key: String
  /// The operation on the object.
  var operation = ReplicationOperation.put
  /// The size of the object in bytes, where it is known.
  var size: Int?
  /// The name of the one setup to trace; nil for all.
  var setup: String?
  /// The form of the dry run.
  var format = TraceFormat.text
  /// The use of colours.
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
    run.reportFailures(usesColor: color.isColored(on: .standardError))
    var setups = AnalysedSetups(run.workspaces)
    if let setup, let refusal = setups.keep(setup) {
      Terminal.note(refusal)
      return .trouble
    }
    guard !setups.analyses.isEmpty else {
      Terminal.note(AnalysedSetups.none)
      return .trouble
    }
    let traces = setups.analyses.map { ReplicationTrace($0, key: key, operation: operation, size: size) }
    let options = RenderOptions(
      usesColor: color.isColored(on: .standardOutput), columns: Terminal.columns(of: .standardOutput))
    if !Terminal.output(format.render(traces, sources: setups.sources, options)) || !run.isComplete { return .trouble }
    return traces.contains { $0.outcome != .completed } ? .found : .clean
  }
}
