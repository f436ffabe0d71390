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
  /// The run that read it.
  let run: Run

  /// Reads a version.
  init(_ argument: String, _ settings: RunSettings) throws(FileFailure) {
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
        try ComparedSide(reading: path, prefix: "\(revision.name):", settings)
      }
    } else {
      try self.init(reading: argument, prefix: "", settings)
    }
  }

  private init(
    reading path: String, prefix: String, _ settings: RunSettings
  ) throws(FileFailure) {
    var settings = settings
    settings.paths = [path]
    run = try Run(settings)
    let setups = AnalysedSetups(run.workspaces)
    analyses = setups.analyses
    version = ComparedVersion(prefix: prefix, sources: setups.sources)
    var root = path[...]
    while root.utf8.count > 1, root.utf8.last == UInt8(ascii: "/") { root = root.dropLast() }
    self.root = root == "." ? "" : String(root)
  }

  /// The changes from `old` to `new`; nil where neither has a setup.
  static func difference(_ old: ComparedSide, _ new: ComparedSide) -> Difference? {
    if old.analyses.isEmpty, new.analyses.isEmpty { return nil }
    return Difference(old.analyses, new.analyses, oldRoot: old.root, newRoot: new.root)
  }
}
