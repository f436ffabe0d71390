/// The folder of a file, as its name shows it. Nothing here asks the file system.
///
/// Folders are compared by bytes: to Swift, names in two normal forms are equal, to the file system they are not.
struct Folder: Hashable {
  /// The names from the root, or from the folder that relative names start from; `.` is left out.
  let names: [[UInt8]]

  private init(names: [[UInt8]]) { self.names = names }

  /// The folder of the file called `path`.
  init(of path: String) {
    let slash = UInt8(ascii: "/")
    let parts = path.utf8.split(separator: slash, omittingEmptySubsequences: true).dropLast()
    // An absolute name has an empty part in front, so that `/a` and `a` stay apart.
    names = (path.utf8.first == slash ? [[]] : []) + parts.map { Array($0) }.filter { $0 != [UInt8(ascii: ".")] }
  }

  /// The folder of a document.
  init(of document: Document) { self.init(of: document.location ?? document.path) }

  /// The folder that holds this one; nil for the top.
  var parent: Folder? { names.isEmpty ? nil : Folder(names: Array(names.dropLast())) }

  /// This folder, then the one that holds it, up to the top.
  var upwards: some Sequence<Folder> {
    sequence(first: self) { $0.parent }
  }

  /// How many folders this one lies below `other`; nil when it does not lie in it.
  func depth(below other: Folder) -> Int? {
    names.starts(with: other.names) ? names.count - other.names.count : nil
  }
}
