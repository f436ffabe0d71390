import JSONSource
import ReplicationLint

/// Finds what a glob on the command line names, for shells that leave it to the program, and for quoted globs.
///
/// `*`, `?` and `[...]` stand for names in one folder, `**` for any folders. As a search does, they pass over hidden
/// names, what git ignores and what is excluded; a hidden name is found where the glob begins with a dot as well.
struct GlobExpansion {
  /// The paths that match, ordered by bytes.
  private(set) var matches: [String] = []
  /// Names that match and cannot be written as text.
  private(set) var failures: [FileFailure] = []
  /// The configurations that were met, whose `exclude` counts.
  private(set) var manifests: ManifestSearch
  private let excluding: IgnorePatterns?

  init(excluding: IgnorePatterns?, manifests: ManifestSearch) {
    self.excluding = excluding
    self.manifests = manifests
  }

  /// Returns whether `path` has a wildcard.
  static func isGlob(_ path: String) -> Bool { path.utf8.contains(where: isWildcard) }

  private static func isWildcard(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
  }

  /// Collects what `glob` names.
  mutating func expand(_ glob: String) {
    let segments = glob.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    var folders = [PathName(glob).isAbsolute ? "/" : "."]
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      if segment.hasSameBytes(as: "**") {
        // At the end it is the same as the folder itself, which is searched with all that is below it.
        if !isLast { folders = folders.flatMap { foldersIn($0) } }
      } else if segment.utf8.contains(where: Self.isWildcard) {
        folders = folders.flatMap { entries(of: $0, like: segment, foldersOnly: !isLast) }
      } else {
        folders = folders.map { PathName($0).appending(segment) }.filter { exists($0) }
      }
    }
    // Several ways of `**` may lead to one file.
    matches = Set(folders.map(ExactString.init)).map(\.text)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func exists(_ path: String) -> Bool { (try? SystemCalls.kind(of: path)) != nil }

  private mutating func scope(_ path: String) -> SearchScope? {
    guard let folder = try? SystemCalls.realPath(path) else { return nil }
    let excludes = manifests.excludes(in: folder, isAbsolute: PathName(path).isAbsolute)
    return SearchScope(folder, commandLine: excluding, configuration: excludes)
  }

  /// The entries of one folder whose names match.
  private mutating func entries(of path: String, like segment: String, foldersOnly: Bool) -> [String] {
    guard let glob = GlobPattern(segment.utf8, unit: .scalar), let scope = scope(path),
      let entries = try? SystemCalls.entries(of: scope.folder)
    else { return [] }
    let findsHidden = segment.utf8.first == UInt8(ascii: ".")
    return entries.filter { glob.matches($0.name.utf8) }.compactMap { entry in
      let found = PathName(path).appending(entry.name)
      let isHidden = entry.name.utf8.first == UInt8(ascii: ".")
      if isHidden ? !findsHidden : scope.passesOver(entry.name, isFolder: entry.kind == .folder) { return nil }
      if !entry.isText {
        if !foldersOnly { failures.append(.notText(found)) }
        return nil
      }
      let kind = entry.kind ?? (try? SystemCalls.kind(of: found))
      return kind == .folder || (!foldersOnly && kind != nil) ? found : nil
    }
  }

  /// The folder itself and all folders below it that a search enters.
  private mutating func foldersIn(_ path: String) -> [String] {
    guard let top = scope(path) else { return [] }
    var found: [String] = []
    var open = [(path: path, scope: top)]
    while let (path, scope) = open.popLast() {
      found.append(path)
      for entry in (try? SystemCalls.entries(of: scope.folder)) ?? [] where entry.kind == .folder && entry.isText {
        if scope.passesOver(entry.name, isFolder: true) { continue }
        let inner = PathName(scope.folder).appending(entry.name)
        let excludes = manifests.excludes(in: inner, isAbsolute: PathName(path).isAbsolute)
        open.append((PathName(path).appending(entry.name), scope.entering(entry.name, configuration: excludes)))
      }
    }
    return found
  }
}
