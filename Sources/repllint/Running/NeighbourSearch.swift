import JSONSource
import ReplicationLint

/// Reads the documents around files that are named singly, so that each is seen in its setup as a search of the whole
/// folder sees it.
///
/// The folder of a file and those below it are always read. Files beside and above them are read only while the setup
/// lacks something, and never outside of the tree: the nearest folder with a `.git` or a configuration, else the
/// current one. These files were not requested, so one that cannot be read is not reported.
struct NeighbourSearch {
  /// How far below a folder, and below the folders around it, the documents of a setup are (`SetupScope`).
  private static let reach = 3
  private let requested: [Input]
  private let named: [LoadedFile]
  private let configuration: Configuration
  private let excluding: [String]
  private let excludes: IgnorePatterns?
  private let buffers: OpenBuffers
  private var known: Set<FileIdentity>
  private var isRead: Set<ExactString> = []
  /// The documents that were found, in the order in which they were.
  private(set) var found: [Input] = []

  init(
    known: Set<FileIdentity>, requested: [LoadedFile], named: [LoadedFile], configuration: Configuration,
    kind: DocumentKind?, excluding: [String], excludes: IgnorePatterns?, _ buffers: OpenBuffers
  ) {
    self.buffers = buffers
    self.excluding = excluding
    self.excludes = excludes
    self.known = known
    self.requested = requested.map { Input($0.source, kind: kind, location: $0.location?.path) }
    self.named = named
    self.configuration = configuration
  }

  mutating func run() {
    for file in named {
      if let location = file.location { read(location.folder, PathName(file.source.name).folder, Self.reach) }
    }
    // A policy may lead to a configuration, and that to other policies.
    for _ in 0..<3 {
      let count = found.count
      for (folder, shown) in openFolders() { readAround(folder, shown) }
      if found.count == count { return }
    }
  }

  /// The folders of named files that are not in a complete setup, and of the configurations of their setups.
  private func openFolders() -> [(folder: String, shown: String)] {
    let all = requested + found
    // A document alone makes no setup.
    let setups = all.count > 1 ? Linter.setups(among: all, configuration) : []
    var complete: Set<ExactString> = []
    var folders: [(String, String)] = []
    let names = Set(named.map { ExactString($0.source.name) })
    for setup in setups where setup.documents.contains(where: { names.contains(ExactString($0.path)) }) {
      if setup.isComplete, setup.hasPoliciesOfBuckets {
        complete.formUnion(setup.documents.map { ExactString($0.path) })
      } else if let replication = setup.replication, let location = replication.location {
        folders.append((PathName(location).folder, PathName(replication.path).folder))
      }
    }
    for file in named where !complete.contains(ExactString(file.source.name)) {
      if let location = file.location { folders.append((location.folder, PathName(file.source.name).folder)) }
    }
    return folders
  }

  /// Reads what lies beside a folder and in the folders above it.
  private mutating func readAround(_ folder: String, _ shown: String) {
    let root = Self.root(of: folder)
    var height = 0
    var (folder, shown) = (folder, shown)
    while PathName(folder).isIn(root), !PathName(root).isIn(folder) {
      folder = PathName(folder).folder
      shown = Self.parent(of: shown)
      height += 1
      read(folder, shown, height <= 2 ? Self.reach : 0)
    }
  }

  private mutating func read(_ folder: String, _ shown: String, _ depth: Int) {
    guard isRead.insert(ExactString("\(depth)\(folder)")).inserted else { return }
    let neighbours = FileCollector(
      neighboursIn: folder, shownAs: shown, depth: depth, excluding: excluding, configuration: excludes,
      buffers)
    for file in neighbours.files {
      guard let location = file.location, known.insert(location).inserted else { continue }
      found.append(Input(file.source, location: location.path))
    }
  }

  /// The folder above `shown` as it is shown.
  private static func parent(of shown: String) -> String {
    let path = PathName(shown)
    if shown == "." { return ".." }
    return path.name == ".." ? path.appending("..") : path.folder
  }

  /// The folder that a search does not leave.
  private static func root(of folder: String) -> String {
    var above = folder
    while true {
      for mark in [".git", ConfigurationFile.fileName]
      where (try? SystemCalls.kind(of: PathName(above).appending(mark))) != nil {
        return above
      }
      if above == "/" { break }
      above = PathName(above).folder
    }
    guard let current = try? SystemCalls.currentFolder(), PathName(folder).isIn(current) else { return folder }
    return current
  }
}
