import JSONSource

/// A message of the client (JSON-RPC 2.0): a request, a notification, or the answer to a request of the server.
struct ClientMessage {
  /// The id of a request as JSON text, to be sent back as it came; nil for a notification.
  let id: [UInt8]?
  /// The method; nil for an answer.
  let method: String?
  /// The subject of the request; nil where there is none.
  let parameters: JSONNode?

  /// Reads a message; nil where it is not a JSON object.
  init?(_ content: [UInt8]) {
    let document = JSONDocument(SourceFile(name: "message", bytes: content))
    guard document.isValid, document.root.kind == .object else { return nil }
    id = document.root.member("id").flatMap { id in
      id.kind == .string || id.isInteger ? Array(id.sourceText.utf8) : nil
    }
    method = document.root.member("method")?.string?.text
    parameters = document.root.member("params")
  }
}

extension JSONNode {
  /// The value of a member, in short for chains.
  subscript(_ name: String) -> JSONNode? { member(name) }

  /// The text of a member that is a string.
  func text(of name: String) -> String? { member(name)?.string?.text }

  /// The number, where it is one without fraction that fits.
  var integer: Int? { isInteger ? Int(sourceText) : nil }
}
