import JSONSource
import ReplicationLint

/// The documents that a call of a tool names or holds, read.
struct DocumentArguments {
  /// The documents by the configuration that they are under.
  let workspaces: [Workspace]
  /// The run that read the paths; nil where the call holds the documents.
  let run: Run?

  /// Reads the arguments of a call.
  init(_ arguments: ToolArguments) throws(ToolArguments.Refusal) {
    let paths = try arguments.texts("paths")
    let documents = try arguments.documents("documents")
    var settings = RunSettings()
    settings.serverVersion = try arguments.version("serverVersion")
    settings.sourceBucket = try arguments.text("sourceBucket")
    settings.isStrict = try arguments.flag("strict")
    switch (paths.isEmpty, documents.isEmpty) {
    case (false, true):
      if paths.contains("-") { throw ToolArguments.Refusal(reason: "`-`: standard input is in use") }
      settings.paths = paths
      do {
        let run = try Run(settings)
        (self.run, workspaces) = (run, run.workspaces)
      } catch {
        throw ToolArguments.Refusal(reason: error.line)
      }
    case (true, false):
      run = nil
      workspaces = [
        Workspace(
          manifest: nil, configuration: settings.applied(to: Configuration()), requested: documents, companions: [],
          standardInputName: nil)
      ]
    default: throw ToolArguments.Refusal(reason: "either `paths` or `documents` are needed")
    }
  }
}
