import JSONSource
import ReplicationLint

/// Reads the files that the user names, and those in the folders that the user names.
///
/// A search passes over hidden names, `node_modules`, links to folders, what git ignores and what `exclude` lists.
/// A named file is always read.
struct FileCollector {
  /// The requested files, each once.
  private(set) var files: [LoadedFile] = []
  /// Configurations that the user asked to check.
  private(set) var configurations: [String] = []
  /// The folders that were searched with all that is below them, from the root.
  private(set) var searchedFolders: [String] = []
  /// The failures to read.
  private(set) var failures: [FileFailure] = []
  /// The folders that were searched and hold no document, as they were named.
  private(set) var emptyFolders: [String] = []
  /// The configurations that were met, whose `exclude` counts.
  private(set) var manifests: ManifestSearch
  private let commandLine: IgnorePatterns?
  private let buffers: OpenBuffers
  /// The files that were read, by their place in `files`.
  private var seen: [FileIdentity: Int] = [:]
  private var contents = SharedContents()
  /// The number of documents in the searched folders, those that were read before included.
  private var metCount = 0
  /// The largest number of files to read.
  private var fileLimit = Int.max

  /// Reads `paths` in their order; `-` is standard input, called `standardInputName`.
  init(
    _ paths: [String], standardInputName: String?, excluding: [String], manifests: ManifestSearch,
    _ buffers: OpenBuffers = OpenBuffers()
  ) {
    self.manifests = manifests
    self.buffers = buffers
    commandLine = Self.patterns(excluding)
    // The text that an editor sends takes precedence over the same file on the disk.
    if paths.contains("-") { readStandardInput(standardInputName) }
    for path in paths where path != "-" { attempt(path) { collector throws(SystemError) in try collector.add(path) } }
  }

  /// Reads the files of one folder and of the folders below it, `depth` deep; a folder that does not exist has none.
  init(
    neighboursIn folder: String, shownAs path: String, depth: Int, excluding: [String], configuration: IgnorePatterns?,
    _ buffers: OpenBuffers = OpenBuffers()
  ) {
    self.buffers = buffers
    manifests = ManifestSearch(chosen: nil, isOff: true)
    fileLimit = Self.neighbourFileLimit
    commandLine = Self.patterns(excluding)
    let top = SearchScope(folder, commandLine: commandLine, configuration: configuration)
    var open = [(path: path, scope: top, depth: depth)]
    var count = 0
    while let (path, scope, depth) = open.popLast(), count < Self.neighbourFolderLimit {
      count += 1
      for name in list(path, scope).reversed() where depth > 0 {
        let inner = scope.entering(name, configuration: configuration)
        open.append((PathName(path).appending(name), inner, depth - 1))
      }
    }
  }

  /// Neighbours are not requested, so their search in a large tree ends after this many folders and files.
  private static let neighbourFolderLimit = 256
  private static let neighbourFileLimit = 2_000

  private static func patterns(_ globs: [String]) -> IgnorePatterns? {
    guard !globs.isEmpty, let folder = try? SystemCalls.currentFolder() else { return nil }
    return IgnorePatterns(globs, base: folder)
  }

  private mutating func readStandardInput(_ name: String?) {
    attempt(name ?? "-") { collector throws(SystemError) in
      let bytes = try SystemCalls.read(.standardInput, limit: JSONDocument.sizeLimit)
      let location = name.flatMap { try? FileIdentity($0) }
      if let location { collector.seen[location] = collector.files.count }
      collector.files.append(
        LoadedFile(
          source: SourceFile(name: name ?? "<stdin>", bytes: bytes), location: location, isNamed: true,
          isStandardInput: true))
    }
  }

  private mutating func add(_ path: String) throws(SystemError) {
    do throws(SystemError) {
      try addExisting(path)
    } catch {
      guard GlobExpansion.isGlob(path), (try? SystemCalls.statusOfName(path)) == nil else { throw error }
      var expansion = GlobExpansion(excluding: commandLine, manifests: manifests)
      expansion.expand(path)
      manifests = expansion.manifests
      failures += expansion.failures
      if expansion.matches.isEmpty && expansion.failures.isEmpty { throw SystemError("no file matches") }
      for match in expansion.matches {
        attempt(match) { collector throws(SystemError) in try collector.addExisting(match) }
      }
    }
  }

  private mutating func addExisting(_ path: String) throws(SystemError) {
    let isConfiguration =
      PathName(path).name.hasSameBytes(as: ConfigurationFile.fileName) || manifests.isChosen(path)
    switch buffers.hold(path) ? .file : try SystemCalls.kind(of: path) {
    case .folder:
      let before = (metCount, failures.count)
      search(path, try SystemCalls.realPath(path))
      if before == (metCount, failures.count) { emptyFolders.append(path) }
    case .file where isConfiguration, .other where isConfiguration: configurations.append(path)
    case .other: try read(path, nil, isNamed: true)
    case .file: try read(path, try FileIdentity(path), isNamed: true)
    }
  }

  private mutating func search(_ path: String, _ folder: String) {
    searchedFolders.append(folder)
    let isAbsolute = PathName(path).isAbsolute
    let top = SearchScope(
      folder, commandLine: commandLine, configuration: manifests.excludes(in: folder, isAbsolute: isAbsolute))
    var open = [(path: path, scope: top)]
    while let (path, scope) = open.popLast() {
      for name in list(path, scope).reversed() {
        let inner = PathName(scope.folder).appending(name)
        let excludes = manifests.excludes(in: inner, isAbsolute: isAbsolute)
        open.append((PathName(path).appending(name), scope.entering(name, configuration: excludes)))
      }
    }
  }

  /// Reads the files of one folder, and answers the names of the folders in it.
  private mutating func list(_ path: String, _ scope: SearchScope) -> [String] {
    var folders: [String] = []
    attempt(path) { collector throws(SystemError) in
      let entries = try SystemCalls.entries(of: scope.folder)
        .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      for entry in entries where entry.kind == .folder || Self.isDocument(entry.name) {
        if scope.passesOver(entry.name, isFolder: entry.kind == .folder) { continue }
        if !entry.isText {
          // The path of such a name cannot be written as text, and so it leads nowhere.
          collector.failures.append(.notText(PathName(path).appending(entry.name)))
        } else if entry.kind == .folder {
          folders.append(entry.name)
        } else {
          collector.readEntry(PathName(path).appending(entry.name), entry, scope.folder)
        }
      }
    }
    return folders
  }

  /// Returns whether a search takes a file of that name: `.json`, in any case.
  static func isDocument(_ name: String) -> Bool {
    let end = name.utf8.suffix(5).map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    return end.elementsEqual(".json".utf8)
  }

  private mutating func readEntry(_ path: String, _ entry: SystemCalls.Entry, _ folder: String) {
    if files.count >= fileLimit { return }
    attempt(path) { collector throws(SystemError) in
      let kind = if let kind = entry.kind { kind } else { try SystemCalls.kind(of: path) }
      guard kind == .file else { return }
      collector.metCount += 1
      try collector.read(path, FileIdentity(folder: folder, name: entry.name), isNamed: false)
    }
  }

  private mutating func read(_ path: String, _ location: FileIdentity?, isNamed: Bool) throws(SystemError) {
    if let location, let index = seen[location] {
      if isNamed { files[index].isNamed = true }
      return
    }
    let bytes = contents.sharing(try buffers.read(path, location, location == nil ? .anything : .regularFiles))
    if let location { seen[location] = files.count }
    files.append(LoadedFile(source: SourceFile(name: path, bytes: bytes), location: location, isNamed: isNamed))
  }

  private mutating func attempt(_ path: String, _ body: (inout FileCollector) throws(SystemError) -> Void) {
    do {
      try body(&self)
    } catch {
      // Arguments that are not UTF-8 arrive with this character, and no longer lead to the file.
      let isRepaired = path.unicodeScalars.contains("\u{FFFD}")
      failures.append(
        FileFailure(path: path, reason: isRepaired ? "\(error.reason), or the name is not UTF-8" : error.reason))
    }
  }
}
