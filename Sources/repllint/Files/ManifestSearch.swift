import JSONSource
import ReplicationLint

/// Finds the configuration of each file: the one that the user chose, else the nearest at or above the file.
struct ManifestSearch {
  /// The failures to read.
  private(set) var failures: [FileFailure] = []
  /// Every configuration that was read, in the order in which they were found.
  private(set) var manifests: [Manifest] = []
  private let isOff: Bool
  private let buffers: OpenBuffers
  private let isChosen: Bool
  /// The index of each folder's configuration, nil where it has none.
  private var indexes: [ExactString: Int?] = [:]
  private var read: [FileIdentity: Int] = [:]
  /// The allowed destinations that each folder and those around it list, nil where there are none.
  private var outerDestinations: [ExactString: Manifest.OuterDestinations?] = [:]

  /// Makes a search; a chosen configuration is the one of every file.
  init(chosen: Manifest?, isOff: Bool, _ buffers: OpenBuffers = OpenBuffers()) {
    self.isOff = isOff
    self.buffers = buffers
    isChosen = chosen != nil
    guard let chosen else { return }
    manifests = [chosen]
    if let location = try? FileIdentity(chosen.file.source.name) { read[location] = 0 }
  }

  /// Returns whether `path` leads to the configuration that the user chose.
  func isChosen(_ path: String) -> Bool {
    isChosen && (try? FileIdentity(path)).map { read[$0] == 0 } == true
  }

  /// The index in `manifests` of the configuration of `file`, which is shown from the root where the file is.
  mutating func manifest(for file: LoadedFile) -> Int? {
    if isChosen { return 0 }
    guard !isOff, let folder = file.location?.folder else { return nil }
    return manifest(in: folder, isAbsolute: PathName(file.source.name).isAbsolute)
  }

  /// Reads a configuration that is itself to be checked; returns its index in `manifests`.
  mutating func add(_ path: String) -> Int? { read(path) }

  /// Returns whether files may be under the configuration of that index: the chosen one alone where there is one.
  func isInForce(_ index: Int) -> Bool { isChosen ? index == 0 : !isOff }

  /// The exclusions of the configuration of `folder`; `isAbsolute` is whether its paths are so shown.
  mutating func excludes(in folder: String, isAbsolute: Bool) -> IgnorePatterns? {
    if isChosen { return manifests[0].excludes }
    if isOff { return nil }
    return manifest(in: folder, isAbsolute: isAbsolute).flatMap { manifests[$0].excludes }
  }

  /// Reads the configuration of a folder of which no file may be checked.
  mutating func addNearest(to folder: String) {
    if !isChosen, !isOff { _ = manifest(in: folder, isAbsolute: false) }
  }

  private mutating func manifest(in folder: String, isAbsolute: Bool) -> Int? {
    if let known = indexes[ExactString(folder)] { return known }
    let path = PathName(folder).appending(ConfigurationFile.fileName)
    let found: Int?
    if (try? SystemCalls.kind(of: path)) != nil || buffers.hold(path) {
      let here = isAbsolute ? nil : try? SystemCalls.currentFolder()
      found = read(here.map { PathName(path).relative(to: $0) } ?? path)
      if let found, manifests[found].file.configuration.allowedDestinations == nil {
        manifests[found].outerDestinations = destinations(around: folder, from: here)
      }
    } else {
      found = folder == "/" ? nil : manifest(in: PathName(folder).folder, isAbsolute: isAbsolute)
    }
    indexes[ExactString(folder)] = .some(found)
    return found
  }

  /// The allowed destinations of the nearest configuration around `folder` that lists any; one that cannot be read is
  /// passed over. Paths are shown as seen from the folder `here`.
  private mutating func destinations(around folder: String, from here: String?) -> Manifest.OuterDestinations? {
    if folder == "/" { return nil }
    let outer = PathName(folder).folder
    if let known = outerDestinations[ExactString(outer)] { return known }
    let path = PathName(outer).appending(ConfigurationFile.fileName)
    let manifest = try? Manifest(here.map { PathName(path).relative(to: $0) } ?? path, buffers)
    let found =
      manifest.flatMap { manifest in
        manifest.file.configuration.allowedDestinations.map {
          Manifest.OuterDestinations(list: $0, path: manifest.file.source.name)
        }
      } ?? destinations(around: outer, from: here)
    outerDestinations[ExactString(outer)] = .some(found)
    return found
  }

  private mutating func read(_ path: String) -> Int? {
    let location = try? FileIdentity(path)
    if let index = location.flatMap({ read[$0] }) { return index }
    do {
      manifests.append(try Manifest(path, buffers))
    } catch {
      failures.append(FileFailure(path: path, reason: error.reason))
      return nil
    }
    if let location { read[location] = manifests.count - 1 }
    return manifests.count - 1
  }
}
