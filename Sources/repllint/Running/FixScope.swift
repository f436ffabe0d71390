import JSONSource

/// The files to which fixes may be written: a link must not carry them out of what the user named.
struct FixScope {
  private let named: Set<ExactString>
  private let searchedFolders: [String]

  /// Makes the scope of what was read.
  init(_ collector: FileCollector) {
    named = Set(collector.files.lazy.filter(\.isNamed).map { ExactString($0.source.name) })
    searchedFolders = collector.searchedFolders
  }

  /// Returns whether the user named the file itself.
  func isNamed(_ path: String) -> Bool { named.contains(ExactString(path)) }

  /// The file that a fix of `path` is written to, which is no link.
  ///
  /// The target of a link must lie in a searched folder or, where the link itself was named, in the current one.
  func target(of path: String) throws(SystemError) -> String {
    guard try SystemCalls.isLink(path) else { return path }
    let target = try SystemCalls.realPath(path)
    var roots = searchedFolders
    if isNamed(path) { roots.append(try SystemCalls.currentFolder()) }
    if roots.contains(where: PathName(target).isIn) { return target }
    throw SystemError("a link that leads out of what was named, so it is not fixed")
  }
}
