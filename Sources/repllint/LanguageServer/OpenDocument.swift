import JSONSource

/// A document as the editor holds it.
struct OpenDocument {
  /// Its name in the protocol, as the client wrote it.
  let uri: String
  /// The file; nil where it is none, or its folder is not there.
  let location: FileIdentity?
  /// The path of the file; nil where it is none.
  let path: String?
  /// The number that the client gave its state; nil where it gave none.
  private(set) var version: Int?
  /// Its text and the places in it.
  private(set) var text: TextPositions
  private let encoding: TextPositions.Encoding

  /// Opens a document.
  init(uri: String, version: Int?, text: String, _ encoding: TextPositions.Encoding) {
    self.uri = uri
    self.version = version
    self.encoding = encoding
    path = FileURI.path(uri)
    location = path.flatMap { try? FileIdentity($0) }
    self.text = TextPositions(Array(text.utf8), encoding)
  }

  /// Makes the changes that the client made, each in the text that the one before it left.
  ///
  /// - Returns: whether all of them could be read; the text is then what the client has.
  mutating func change(_ changes: [JSONNode], version: Int?) -> Bool {
    self.version = version
    for change in changes {
      guard let new = change.text(of: "text") else { return false }
      guard let range = change["range"] else {
        text = TextPositions(Array(new.utf8), encoding)
        continue
      }
      guard let start = range["start"].flatMap(TextPositions.Position.init),
        let end = range["end"].flatMap(TextPositions.Position.init)
      else { return false }
      let from = text.offset(of: start)
      let to = max(from, text.offset(of: end))
      var bytes = text.bytes
      bytes.replaceSubrange(from..<to, with: new.utf8)
      text = TextPositions(bytes, encoding)
    }
    return true
  }
}
