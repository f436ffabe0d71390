import JSONSource

/// The file to which a name leads: the folder without links and the name in it, so that two spellings of a path
/// are one.
///
/// A link counts as a file of its own at its location: a setup may hold its policy as a link into another folder.
struct FileIdentity: Hashable {
  /// The folder from the root, without links.
  let folder: String
  /// The name in the folder.
  let name: String

  /// Makes a location of known parts.
  init(folder: String, name: String) {
    self.folder = folder
    self.name = name
  }

  /// Finds where `path` leads; its folder must exist.
  init(_ path: String) throws(SystemError) {
    let path = PathName(path)
    self.init(folder: try SystemCalls.realPath(path.folder), name: path.name)
  }

  /// The path from the root.
  var path: String { PathName(folder).appending(name) }

  // By bytes: to Swift, names in two normal forms are equal, to the system they are two files.
  static func == (a: FileIdentity, b: FileIdentity) -> Bool {
    a.folder.hasSameBytes(as: b.folder) && a.name.hasSameBytes(as: b.name)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(folder)
    hasher.combine(name)
  }
}
