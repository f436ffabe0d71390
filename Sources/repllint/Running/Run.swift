import JSONSource
import ReplicationLint

/// Everything that a command line names, read and sorted by configuration.
struct Run {
  /// The files by the configuration that they are under.
  var workspaces: [Workspace] = []
  /// The failures to read, in the order of the requests.
  private(set) var failures: [FileFailure] = []
  /// Configurations with mistakes; what could be read of them counts.
  private(set) var brokenConfigurations: [ConfigurationFile] = []
  /// The files to which fixes may be written.
  let fixScope: FixScope
  /// The folders that were searched and held no document, which is no failure.
  let emptyFolders: [String]
  /// What the audits behind configurations could not read: the reason why the verdicts about their setups are open.
  private(set) var auditGaps: [String] = []

  /// Reads what `settings` name.
  ///
  /// - Throws: where the configuration that the user chose cannot be read; nothing can be checked then.
  init(_ settings: RunSettings) throws(FileFailure) {
    let chosen = try Self.chosenManifest(settings)
    let collector = FileCollector(
      settings.paths.isEmpty ? ["."] : settings.paths, standardInputName: settings.standardInputName,
      excluding: settings.exclude,
      manifests: ManifestSearch(chosen: chosen, isOff: settings.ignoresConfiguration, settings.buffers),
      settings.buffers)
    failures = collector.failures
    emptyFolders = collector.emptyFolders
    fixScope = FixScope(collector)
    var search = collector.manifests
    var loose: [LoadedFile] = []
    var groups: [[LoadedFile]] = []
    for file in collector.files {
      guard let index = search.manifest(for: file) else {
        loose.append(file)
        continue
      }
      while groups.count <= index { groups.append([]) }
      groups[index].append(file)
    }
    let named = Set(collector.configurations.compactMap { search.add($0) })
    for folder in collector.searchedFolders { search.addNearest(to: folder) }
    failures += search.failures
    brokenConfigurations = search.manifests.map(\.file).filter { !$0.problems.isEmpty }
    func add(_ manifest: Manifest?, _ files: [LoadedFile], asksForSetups: Bool) {
      if files.isEmpty && !asksForSetups { return }
      var builder = WorkspaceBuilder(manifest, files, settings, asksForSetups: asksForSetups)
      workspaces.append(builder.build(searchedFolders: collector.searchedFolders))
      failures += builder.failures
    }
    add(nil, loose, asksForSetups: false)
    for (index, manifest) in search.manifests.enumerated() {
      // A configuration that is named asks for the setups that it declares.
      let isNamed = named.contains(index) && search.isInForce(index) && !manifest.configuration.setups.isEmpty
      add(manifest, index < groups.count ? groups[index] : [], asksForSetups: isNamed)
    }
    if !settings.hidesAuditGaps { auditGaps = search.manifests.flatMap(\.auditGaps) }
    // A setup that names nothing of this run is left out of it; that one of its files is gone is reported all the same.
    let reported = Set(failures.map(\.line))
    failures += search.manifests.flatMap(\.missing).filter { !reported.contains($0.line) }
  }

  private static func chosenManifest(_ settings: RunSettings) throws(FileFailure) -> Manifest? {
    guard let path = settings.configurationPath else { return nil }
    do { return try Manifest(path, isChosen: true) } catch { throw FileFailure(path: path, reason: error.reason) }
  }

  /// The bytes of standard input, with the applied fixes; empty where nothing did.
  var standardInput: [UInt8] {
    for workspace in workspaces {
      guard let name = workspace.standardInputName else { continue }
      return workspace.requested.first { $0.source.name.hasSameBytes(as: name) }?.source.bytes ?? []
    }
    return []
  }

  /// Indicates whether everything that was named could be read.
  var isComplete: Bool { failures.isEmpty && brokenConfigurations.isEmpty }
}
