import JSONSource

/// The patterns that git ignores in one folder: the `.gitignore` of the folder and of those above it, and
/// `.git/info/exclude`.
///
/// Only inside a work tree: without git a `.gitignore` has no meaning. The user's global list and the index are not
/// read, so a tracked file that a pattern matches is ignored too.
struct GitIgnore {
  /// From `info/exclude` and the top of the work tree down to the folder.
  private var levels: [IgnorePatterns] = []
  private var isInWorkTree = false

  /// The patterns that git ignores in `folder`, which is a path from the root without links.
  init(for folder: String) {
    var folders = [folder]
    while true {
      let current = folders[folders.count - 1]
      if (try? SystemCalls.kind(of: PathName(current).appending(".git"))) != nil { break }
      if current == "/" { return }
      folders.append(PathName(current).folder)
    }
    enterWorkTree(folders.removeLast())
    for folder in folders.reversed() { addLevel(folder) }
  }

  /// The patterns that git ignores in `folder`, a folder inside this one.
  func entering(_ folder: String) -> GitIgnore {
    var result = self
    if (try? SystemCalls.kind(of: PathName(folder).appending(".git"))) != nil {
      // A work tree within another has patterns of its own alone.
      result.levels = []
      result.enterWorkTree(folder)
    } else if isInWorkTree {
      result.addLevel(folder)
    }
    return result
  }

  /// Returns whether git ignores the entry `name` of `folder`. The deepest pattern decides.
  func ignores(_ name: String, isFolder: Bool, in folder: String) -> Bool {
    for level in levels.reversed() {
      if let decision = level.decision(name, isFolder: isFolder, in: folder) { return decision }
    }
    return false
  }

  private mutating func enterWorkTree(_ folder: String) {
    isInWorkTree = true
    let exclude = PathName(Self.repository(of: folder)).appending("info/exclude")
    if let file = try? SystemCalls.read(exclude, limit: Self.limit, .regularFiles) { add(file, base: folder) }
    addLevel(folder)
  }

  private mutating func addLevel(_ folder: String) {
    // Git does not follow a link of that name either.
    let path = PathName(folder).appending(".gitignore")
    if let file = try? SystemCalls.read(path, limit: Self.limit, .regularFilesWithoutLinks) { add(file, base: folder) }
  }

  private mutating func add(_ file: [UInt8], base: String) {
    let patterns = IgnorePatterns(file, base: base)
    if !patterns.isEmpty { levels.append(patterns) }
  }

  /// A list of patterns beyond this size is not one that a person wrote.
  private static let limit = 1 << 24

  /// The folder of the repository: `.git`, or where a file of that name leads in a linked work tree or a submodule.
  private static func repository(of folder: String) -> String {
    let path = PathName(folder).appending(".git")
    guard let line = line(path), line.hasPrefix("gitdir: ") else { return path }
    let own = PathName(folder).appending(String(line.dropFirst("gitdir: ".count)))
    // A linked work tree shares `info/exclude` with the repository.
    return self.line(PathName(own).appending("commondir")).map { PathName(own).appending($0) } ?? own
  }

  /// The first line of a file.
  private static func line(_ path: String) -> String? {
    guard let bytes = try? SystemCalls.read(path, limit: 1 << 16, .regularFiles) else { return nil }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }
}
