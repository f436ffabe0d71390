import JSONSource

extension JSONDocument {
  /// The name of the file, without its folder.
  var fileName: Substring {
    let path = source.name
    return path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] } ?? path[...]
  }

  /// The words of the file's own name.
  var fileWords: [String] { asciiWords(fileName.utf8) }

  /// Indicates whether one of the words begins as the name of a command of AWS CLI does.
  var isNamedForCommand: Bool { fileWords.contains { word in Self.commands.contains { word.hasPrefix($0) } } }

  private static let commands = ["attach", "create", "delete", "detach", "get", "list", "put", "remove", "update"]
}

extension Document {
  /// The name of its file, without the folder.
  var fileName: ExactString { ExactString(String(json.fileName)) }
}
