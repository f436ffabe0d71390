/// The patterns of one `.gitignore`, or of an `exclude` list, which has the same grammar.
struct IgnorePatterns {
  /// One pattern.
  private struct Entry {
    let glob: GlobPattern
    /// Indicates whether the pattern takes back what others ignore.
    let isNegated: Bool
    /// Indicates whether the pattern applies to folders only.
    let isForFolders: Bool
    /// Indicates whether the pattern is compared with the name alone, in every folder.
    let isForNames: Bool
  }

  private var entries: [Entry] = []
  /// The folder, from the root, in which patterns with a slash begin.
  let base: String

  /// Reads a `.gitignore` that applies in `base`.
  init(_ file: [UInt8], base: String) {
    self.base = base
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = file.starts(with: byteOrderMark) ? file.dropFirst(3) : file[...]
    for line in text.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      // Git ignores everything after a NUL.
      let line = (line.last == UInt8(ascii: "\r") ? line.dropLast() : line).prefix { $0 != 0 }
      add(Self.trimmed(line))
    }
  }

  /// Takes a list of patterns that applies in `base`.
  init(_ patterns: [String], base: String) {
    self.base = base
    for pattern in patterns { add(Array(pattern.utf8)[...]) }
  }

  /// Indicates whether there is no pattern.
  var isEmpty: Bool { entries.isEmpty }

  /// Returns whether the entry `name` of `folder` is ignored; nil where no pattern decides, so that others may.
  func decision(_ name: String, isFolder: Bool, in folder: String) -> Bool? {
    let path = relativePath(name, in: folder)
    let entry = entries.last { entry in
      if entry.isForFolders && !isFolder { return false }
      if entry.isForNames { return entry.glob.matches(name.utf8) }
      return path.map(entry.glob.matches) ?? false
    }
    return entry.map { !$0.isNegated }
  }

  /// Returns whether a search from the base passes over a file, or over a folder that it lies in. The path is from the
  /// root.
  func ignores(_ path: PathName) -> Bool {
    var path = path
    var isFolder = false
    while PathName(path.folder).isIn(base) {
      if decision(path.name, isFolder: isFolder, in: path.folder) == true { return true }
      if path.folder == "/" { break }
      path = PathName(path.folder)
      isFolder = true
    }
    return false
  }

  /// The path of an entry from the base; nil where it does not lie below it.
  private func relativePath(_ name: String, in folder: String) -> [UInt8]? {
    let bytes = Array(folder.utf8)
    let prefix = base == "/" ? [] : Array(base.utf8)
    guard bytes.starts(with: prefix) else { return nil }
    let rest = bytes.dropFirst(prefix.count)
    if rest.isEmpty || rest.elementsEqual("/".utf8) { return Array(name.utf8) }
    guard rest.first == UInt8(ascii: "/") else { return nil }
    return rest.dropFirst() + [UInt8(ascii: "/")] + Array(name.utf8)
  }

  private mutating func add(_ line: ArraySlice<UInt8>) {
    var pattern = line
    let isNegated = pattern.first == UInt8(ascii: "!")
    if isNegated { pattern = pattern.dropFirst() }
    let isForFolders = pattern.last == UInt8(ascii: "/")
    if isForFolders { pattern = pattern.dropLast() }
    let isForNames = !pattern.contains(UInt8(ascii: "/"))
    if pattern.first == UInt8(ascii: "/") { pattern = pattern.dropFirst() }
    guard !pattern.isEmpty, let glob = GlobPattern(pattern) else { return }
    entries.append(Entry(glob: glob, isNegated: isNegated, isForFolders: isForFolders, isForNames: isForNames))
  }

  /// A line without the spaces at its end, except one after a `\`.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var at = line.startIndex
    while at < line.endIndex {
      if line[at] == UInt8(ascii: "\\") {
        at = min(at + 2, line.endIndex)
        end = at
      } else {
        at += 1
        if line[at - 1] != UInt8(ascii: " ") { end = at }
      }
    }
    return line[..<end]
  }
}
