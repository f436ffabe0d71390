import JSONSource
import ReplicationLint
import ReplicationLintReports

/// The file that `--output` names, which must be none of those that the report is about.
struct ReportTarget {
  private let identity: SystemCalls.Identity

  /// Makes a target; nil where nothing can be lost, since no regular file is there yet.
  init?(_ path: String?) {
    guard let path, let identity = try? SystemCalls.identity(of: path) else { return nil }
    self.identity = identity
  }

  /// Returns whether `path` leads to the same file, by whatever name.
  func isFile(_ path: String) -> Bool { (try? SystemCalls.identity(of: path)) == identity }

  /// The first of the files on the command line that is the target.
  func conflict(in settings: RunSettings) -> String? {
    (settings.paths.filter { $0 != "-" } + [settings.configurationPath].compactMap { $0 }).first(where: isFile)
  }

  /// The first file of `run` that is the target. A former report that a folder search found is left out instead.
  func conflict(in run: inout Run) -> String? {
    for index in run.workspaces.indices {
      let workspace = run.workspaces[index]
      if let path = workspace.manifest?.file.source.name, isFile(path) { return path }
      if let companion = workspace.companions.first(where: { isFile($0.source.name) && !Self.isReport($0.source) }) {
        return companion.source.name
      }
      for input in workspace.requested where !workspace.isStandardInput(input.source.name) && isFile(input.source.name)
      {
        let name = input.source.name
        if run.fixScope.isNamed(name) || !Self.isReport(input.source) { return name }
        run.workspaces[index].requested.removeAll { $0.source.name.hasSameBytes(as: name) }
      }
    }
    return nil
  }

  /// Returns whether a file is what an earlier run wrote; one without findings may be empty.
  private static func isReport(_ source: SourceFile) -> Bool {
    if source.bytes.allSatisfy({ $0 <= 0x20 }) { return true }
    let root = JSONDocument(source).root
    if root.kind == .array {
      return root.elements.allSatisfy { $0.member("check_name") != nil && $0.member("fingerprint") != nil }
    }
    let tool = root.member("tool") ?? root.member("runs")?.elements.first?.member("tool")?.member("driver")
    return tool?.member("name")?.string?.text == Tool.name
  }
}
