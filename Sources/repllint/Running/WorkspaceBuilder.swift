import JSONSource
import ReplicationLint

/// Resolves a configuration against the files at hand, and reads the files that are missing for it.
struct WorkspaceBuilder {
  private let manifest: Manifest?
  private let settings: RunSettings
  private let files: [LoadedFile]
  /// Indicates whether all setups of the configuration are asked for, as it was named itself.
  private let asksForSetups: Bool
  /// The failures to read.
  private(set) var failures: [FileFailure] = []

  private var requested: Set<FileIdentity> = []
  private var companions: [Input] = []
  /// Everything that was read, asked for or not.
  private var sources: [FileIdentity: SourceFile] = [:]

  /// Prepares a workspace for `files`, which all belong under `manifest`.
  init(_ manifest: Manifest?, _ files: [LoadedFile], _ settings: RunSettings, asksForSetups: Bool = false) {
    self.manifest = manifest
    self.asksForSetups = asksForSetups
    self.settings = settings
    self.files = files
    // Locations are needed only with a manifest or a named file.
    guard manifest != nil || files.contains(where: \.isNamed) else { return }
    requested = Set(files.compactMap(\.location))
    for file in files {
      if let location = file.location { sources[location] = file.source }
    }
  }

  /// The workspace.
  ///
  /// - Parameter searchedFolders: the folders of which everything was read.
  mutating func build(searchedFolders: [String]) -> Workspace {
    var configuration = settings.applied(to: manifest?.configuration ?? Configuration())
    var isInSetup: Set<FileIdentity> = []
    var declared: Set<FileIdentity> = []
    configuration.setups = configuration.setups.compactMap { setup in
      let documents = setup.paths.compactMap { try? manifest?.location(of: $0) }
      declared.formUnion(documents)
      // A setup of which nothing is asked has no part in this run.
      if !asksForSetups, requested.isDisjoint(with: documents) { return nil }
      isInSetup.formUnion(documents)
      return resolve(setup)
    }
    let declaredNames = asksForSetups ? companions.map { ExactString($0.source.name) } : []
    let named = files.filter { file in file.isNamed && file.location.map { !isInSetup.contains($0) } == true }
    if !named.isEmpty {
      var search = NeighbourSearch(
        known: declared.union(sources.keys), requested: files, named: named, configuration: configuration,
        kind: settings.kind, excluding: settings.exclude, excludes: manifest?.excludes, settings.buffers)
      search.run()
      companions += search.found
    }
    if let manifest {
      // Only a run over all files can report that nothing matches.
      let seesAll = searchedFolders.contains { PathName(manifest.folder).isIn($0) }
      if !seesAll { configuration.suppressionFile = nil }
      if configuration.suppressions.contains(where: { $0.path != nil }) {
        for (location, source) in sources {
          configuration.pathsForGlobs[ExactString(source.name)] = PathName(location.path).relative(to: manifest.folder)
        }
      }
    }
    return Workspace(
      manifest: manifest, configuration: configuration,
      requested: files.map { file in
        Input(file.source, kind: settings.kind, location: file.location?.path, isFound: !file.isNamed)
      },
      companions: companions.map { companion in
        var companion = companion
        companion.isFound = true
        return companion
      },
      askedCompanions: Set(declaredNames),
      standardInputName: files.first(where: \.isStandardInput)?.source.name)
  }

  // MARK: Setups

  /// The declaration with the names of inputs for its paths.
  private mutating func resolve(_ setup: SetupDeclaration) -> SetupDeclaration {
    var setup = setup
    setup.replication = resolve(setup.replication)
    setup.source = resolve(setup.source)
    setup.target = resolve(setup.target)
    return setup
  }

  private mutating func resolve(
    _ site: SetupDeclaration.SiteDeclaration
  ) -> SetupDeclaration.SiteDeclaration {
    var site = site
    site.role = resolve(site.role)
    site.trust = resolve(site.trust)
    site.permissions = site.permissions.compactMap { resolve($0) }
    site.versioning = resolve(site.versioning)
    site.bucketPolicy = resolve(site.bucketPolicy)
    return site
  }

  /// The name of the input that `path` leads to; the file is read where the user did not ask for it.
  private mutating func resolve(_ path: String?) -> String? {
    guard let path, let manifest else { return nil }
    do throws(SystemError) {
      let location = try manifest.location(of: path)
      // `??` would lose the type of the error.
      let source = if let known = sources[location] { known } else { try readCompanion(manifest.shown(path), location) }
      return source.name
    } catch {
      failures.append(manifest.failure(path, error.reason))
      return manifest.shown(path)
    }
  }

  private mutating func readCompanion(_ name: String, _ location: FileIdentity) throws(SystemError) -> SourceFile {
    let source = SourceFile(name: name, bytes: try settings.buffers.read(name, location, .regularFiles))
    companions.append(Input(source, location: location.path))
    sources[location] = source
    return source
  }
}
