import JSONSource

/// The folder of a file, as its name shows it. Nothing here asks the file system.
///
/// Folders are compared by bytes: to Swift, names in two normal forms are equal, to the file system they are not.
struct Folder: Hashable {
  /// The names from the root, or from the folder that relative names start from, each with a slash behind it; `.` is
  /// left out. An absolute name has an empty part in front, so that `/a` and `a` stay apart.
  private let path: ExactString

  private init(path: Substring.UTF8View) { self.path = ExactString(String(Substring(path))) }

  /// The folder of the file called `path`.
  init(of path: String) {
    let slash = UInt8(ascii: "/")
    guard let last = path.utf8.lastIndex(of: slash) else {
      self.init(path: Substring().utf8)
      return
    }
    let folder = path.utf8[...last]
    if Self.isPlain(folder) {
      self.init(path: folder)
      return
    }
    var names: [UInt8] = path.utf8.first == slash ? [slash] : []
    for name in folder.split(separator: slash) where !name.elementsEqual([UInt8(ascii: ".")]) {
      names += name
      names.append(slash)
    }
    self.init(path: Substring(decoding: names, as: UTF8.self).utf8)
  }

  /// The folder of a document.
  init(of document: Document) { self.init(of: document.location ?? document.path) }

  /// Returns whether no name is empty or begins with a dot, so that the path is kept as it is written.
  private static func isPlain(_ folder: Substring.UTF8View) -> Bool {
    let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
    var previous: UInt8?
    for byte in folder {
      // A slash at the start makes the path absolute.
      if previous == slash, byte == slash { return false }
      if byte == dot, previous == nil || previous == slash { return false }
      previous = byte
    }
    return true
  }

  /// The names from the top.
  var names: [[UInt8]] {
    path.text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast().map { Array($0) }
  }

  /// The folder that holds this one; nil for the top.
  var parent: Folder? {
    let path = path.text.utf8
    if path.isEmpty { return nil }
    return Folder(
      path: path[...].dropLast().lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? path[..<path.startIndex])
  }

  /// This folder, then the one that holds it, up to the top.
  var upwards: some Sequence<Folder> {
    sequence(first: self) { $0.parent }
  }

  /// The number of folders from `other` down to this one; nil when it is not in `other`.
  func depth(below other: Folder) -> Int? {
    let path = path.text.utf8
    guard path.starts(with: other.path.text.utf8) else { return nil }
    return path.dropFirst(other.path.text.utf8.count).count { $0 == UInt8(ascii: "/") }
  }
}
