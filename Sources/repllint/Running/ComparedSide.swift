import JSONSource
import ReplicationLint
import ReplicationLintReports

/// One of two versions that are compared: a folder, or a folder of a revision.
struct ComparedSide {
  /// The setups.
  let analyses: [SetupAnalysis]
  /// The files.
  let version: ComparedVersion
  /// The folder that names and paths start with.
  let root: String
  /// Whether everything could be read.
  let isComplete: Bool

  /// Reads a version.
  init(_ argument: String, _ settings: RunSettings, usesColor: Bool) throws(FileFailure) {
    do throws(SystemError) {
      _ = try SystemCalls.kind(of: argument)
    } catch {
      guard Revision(argument) != nil else { throw FileFailure(path: argument, reason: error.reason) }
    }
    if (try? SystemCalls.kind(of: argument)) == nil, let revision = Revision(argument) {
      let folder = try revision.extract()
      defer { folder.remove() }
      let path = revision.folder.isEmpty ? "." : revision.folder
      self = try folder.enter { () throws(FileFailure) in
        try ComparedSide(reading: path, prefix: "\(revision.name):", settings, usesColor: usesColor)
      }
    } else {
      try self.init(reading: argument, prefix: "", settings, usesColor: usesColor)
    }
  }

  private init(
    reading path: String, prefix: String, _ settings: RunSettings, usesColor: Bool
  ) throws(FileFailure) {
    var settings = settings
    settings.paths = [path]
    let run = try Run(settings)
    run.sayTroubles(usesColor: usesColor)
    var analyses: [SetupAnalysis] = []
    var sources: [SourceFile] = []
    for workspace in run.workspaces {
      let inputs = workspace.asked + workspace.companions
      analyses += Linter(configuration: workspace.configuration).analyse(inputs, about: workspace.askedNames)
      sources += inputs.map(\.source)
    }
    self.analyses = analyses
    version = ComparedVersion(prefix: prefix, sources: sources)
    var root = path[...]
    while root.utf8.count > 1, root.utf8.last == UInt8(ascii: "/") { root = root.dropLast() }
    self.root = root == "." ? "" : String(root)
    isComplete = run.isComplete
  }
}
