import JSONSource
import ReplicationLint

/// Reads the files that the user names, and those in the folders that the user names.
///
/// In folders, names that begin with a dot and links to folders are left out, so that no search goes in circles.
struct InputGathering {
  /// What the user asked to check, each file once.
  private(set) var files: [GatheredFile] = []
  /// Configurations that the user asked to check.
  private(set) var configurations: [String] = []
  /// The folders that were searched with all that is below them, from the root.
  private(set) var searchedFolders: [String] = []
  /// What could not be read.
  private(set) var failures: [FileFailure] = []
  /// The folders that the user named and that hold no document, as they were named.
  private(set) var emptyFolders: [String] = []
  private var seen: Set<Location> = []
  /// How many documents the searched folders held, those that were read before too.
  private var metCount = 0

  /// Reads `paths` in their order; `-` is standard input, called `standardInputName`.
  init(_ paths: [String], standardInputName: String?) {
    // The text that an editor sends stands before the same file on the disk.
    if paths.contains("-") { readStandardInput(standardInputName) }
    for path in paths where path != "-" { attempt(path) { gathering throws(SystemError) in try gathering.add(path) } }
  }

  /// Reads the files of one folder and of the folders below it, `depth` deep; a folder that does not exist has none.
  init(neighboursIn folder: String, shownAs path: String, depth: Int = 0) {
    var open = [(path: path, folder: folder, depth: depth)]
    var count = 0
    while let (path, folder, depth) = open.popLast(), count < Self.neighbourFolderLimit {
      count += 1
      for name in list(path, folder).reversed() where depth > 0 {
        open.append((PathName(path).appending(name), PathName(folder).appending(name), depth - 1))
      }
    }
  }

  /// Nobody asked for neighbours, so that a search in a large tree ends after this many folders.
  private static let neighbourFolderLimit = 256

  private mutating func readStandardInput(_ name: String?) {
    attempt(name ?? "-") { gathering throws(SystemError) in
      let bytes = try SystemCalls.read(.standardInput, limit: JSONDocument.sizeLimit)
      let location = name.flatMap { try? Location($0) }
      if let location { gathering.seen.insert(location) }
      gathering.files.append(
        GatheredFile(
          source: SourceFile(name: name ?? "<stdin>", bytes: bytes), location: location, isStandardInput: true,
          isNamed: true))
    }
  }

  private mutating func add(_ path: String) throws(SystemError) {
    switch try SystemCalls.kind(of: path) {
    case .folder:
      let before = (metCount, failures.count)
      search(path, try SystemCalls.realPath(path))
      if before == (metCount, failures.count) { emptyFolders.append(path) }
    case .other: try read(path, nil)
    case .file where PathName(path).name == ConfigurationFile.fileName: configurations.append(path)
    case .file: try read(path, try Location(path), isNamed: true)
    }
  }

  private mutating func search(_ path: String, _ folder: String) {
    searchedFolders.append(folder)
    var open = [(path: path, folder: folder)]
    while let (path, folder) = open.popLast() {
      for name in list(path, folder).reversed() {
        open.append((PathName(path).appending(name), PathName(folder).appending(name)))
      }
    }
  }

  /// Reads the files of one folder, and answers the names of the folders in it.
  private mutating func list(_ path: String, _ folder: String) -> [String] {
    var folders: [String] = []
    attempt(path) { gathering throws(SystemError) in
      let entries = try SystemCalls.entries(of: folder)
        .filter { $0.name.utf8.first != UInt8(ascii: ".") }
        .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      for entry in entries {
        let isDocument = entry.name.utf8.suffix(5).elementsEqual(".json".utf8)
        if !entry.isText {
          // The path of such a name cannot be written as text, and so it leads nowhere.
          guard isDocument || entry.kind == .folder else { continue }
          gathering.failures.append(
            FileFailure(path: PathName(path).appending(entry.name), reason: "the name is not UTF-8"))
        } else if entry.kind == .folder {
          folders.append(entry.name)
        } else if isDocument {
          gathering.readEntry(PathName(path).appending(entry.name), entry, folder)
        }
      }
    }
    return folders
  }

  private mutating func readEntry(_ path: String, _ entry: SystemCalls.Entry, _ folder: String) {
    attempt(path) { gathering throws(SystemError) in
      let kind = if let kind = entry.kind { kind } else { try SystemCalls.kind(of: path) }
      guard kind == .file else { return }
      gathering.metCount += 1
      try gathering.read(path, Location(folder: folder, name: entry.name))
    }
  }

  private mutating func read(_ path: String, _ location: Location?, isNamed: Bool = false) throws(SystemError) {
    if let location, seen.contains(location) { return }
    let bytes = try SystemCalls.read(path, limit: JSONDocument.sizeLimit)
    if let location { seen.insert(location) }
    files.append(GatheredFile(source: SourceFile(name: path, bytes: bytes), location: location, isNamed: isNamed))
  }

  private mutating func attempt(_ path: String, _ body: (inout InputGathering) throws(SystemError) -> Void) {
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
