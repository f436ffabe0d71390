import JSONSource
import ReplicationLint

/// The findings of `check` in the documents of an editor and in their setups.
struct EditorCheck {
  /// The settings of the command line, with the text of the editor.
  private let settings: RunSettings
  private let workspaces: [Workspace]
  /// The findings by file, in the order of the files.
  private(set) var findings: [(path: String, diagnostics: [Diagnostic])] = []
  /// The failures to read, as lines for people.
  private(set) var failures: [String] = []
  /// The files that were read, by the path that findings have.
  private(set) var sources: [ExactString: SourceFile] = [:]

  /// Checks `documents`, which are all that the editor has open.
  init(_ documents: [OpenDocument], _ settings: RunSettings) {
    var settings = settings
    settings.foreign = settings.foreign ?? .skip
    settings.paths = documents.compactMap { $0.location == nil ? nil : $0.path }
    for document in documents {
      if let location = document.location { settings.buffers.texts[location] = document.text.bytes }
    }
    self.settings = settings
    var run: Run?
    if !settings.paths.isEmpty {
      do { run = try Run(settings) } catch { failures.append(error.line) }
    }
    let loose = documents.filter { $0.location == nil }
    workspaces = (run?.workspaces ?? []) + loose.map { Workspace(alone: $0, settings) }
    failures += run?.failures.map(\.line) ?? []
    var byPath: [ExactString: [Diagnostic]] = [:]
    for workspace in workspaces {
      for input in workspace.requested + workspace.companions { sources[ExactString(input.source.name)] = input.source }
      for diagnostic in findings(of: workspace) { byPath[ExactString(diagnostic.path), default: []].append(diagnostic) }
      if let source = workspace.configuration.suppressionFile { sources[ExactString(source.name)] = source }
    }
    for file in run?.brokenConfigurations ?? [] {
      sources[ExactString(file.source.name)] = file.source
      byPath[ExactString(file.source.name), default: []] += file.problems
    }
    findings = byPath.map { ($0.key.text, $0.value) }.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// The findings in the file `path`.
  func diagnostics(in path: String) -> [Diagnostic] {
    findings.first { ExactString($0.path) == ExactString(path) }?.diagnostics ?? []
  }

  /// The file `path` after all safe fixes; nil where they change nothing.
  func fixed(_ path: String) -> [UInt8]? {
    workspace(of: path)?.fix(includeUnsafe: false).first { ExactString($0.path) == ExactString(path) }?.fixed
  }

  /// The documents that belong with the file `path`; nil where it was not checked.
  func map(around path: String) -> DocumentMap? {
    workspace(of: path).map { DocumentMap($0.requested + $0.companions, $0.configuration) }
  }

  private func workspace(of path: String) -> Workspace? {
    workspaces.first { $0.requestedNames.contains(ExactString(path)) }
  }

  /// The findings without what the baseline accepts and those in files that `exclude` passes over.
  private mutating func findings(of workspace: Workspace) -> [Diagnostic] {
    var report = workspace.check(OneWorker())
    do { report = try workspace.accepting(report) } catch { failures.append(error.line) }
    guard let excludes = workspace.manifest?.excludes else { return report.diagnostics }
    let passedOver = workspace.requested.filter { input in
      input.location.map { excludes.ignores(PathName($0)) } ?? false
    }
    let names = Set(passedOver.map { ExactString($0.source.name) })
    return report.diagnostics.filter { !names.contains(ExactString($0.path)) }
  }
}

extension Workspace {
  /// A workspace for source text that is not a file.
  fileprivate init(alone document: OpenDocument, _ settings: RunSettings) {
    let source = SourceFile(name: document.uri, bytes: document.text.bytes)
    self.init(
      manifest: nil, configuration: settings.applied(to: Configuration()),
      requested: [Input(source, kind: settings.kind)], companions: [], standardInputName: document.uri)
  }
}
