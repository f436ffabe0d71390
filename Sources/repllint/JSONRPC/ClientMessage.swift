import JSONSource

/// A message of the client (JSON-RPC 2.0).
struct ClientMessage {
  /// The part that a message has in the conversation.
  enum Role: Equatable {
    /// A method to run, and the id as JSON text, to be sent back as it came.
    case request(id: [UInt8], method: String)
    /// A method to run without an answer.
    case notification(method: String)
    /// The answer to a request of the server.
    case answer
  }

  /// The reason why a message is not one; sent back with its id.
  struct Refusal: Error {
    /// The id as JSON text; nil where none could be read.
    let id: [UInt8]?
    let code: ServerMessage.ErrorCode
    let reason: String

    /// The message that refuses.
    var message: [UInt8] { ServerMessage.error(id, code, reason) }
  }

  /// The part of the message in the conversation.
  let role: Role
  /// The subject of the request; nil where there is none.
  let parameters: JSONNode?

  /// Reads a message.
  init(_ content: [UInt8]) throws(Refusal) {
    let document = JSONDocument(SourceFile(name: "message", bytes: content))
    guard document.isValid else {
      throw Refusal(id: nil, code: .parseError, reason: "the message is not JSON")
    }
    let root = document.root
    guard root.kind == .object else {
      throw Refusal(id: nil, code: .invalidRequest, reason: "the message is not a JSON object")
    }
    role = try Self.role(of: root)
    parameters = root.member("params")
  }

  private static func role(of root: JSONNode) throws(Refusal) -> Role {
    let node = root.member("id")
    let id = node.flatMap { $0.kind == .string || $0.isInteger ? Array($0.sourceText.utf8) : nil }
    guard let method = root.member("method") else {
      // An error in answer to an answer would go back and forth without end.
      if root.member("result") != nil || root.member("error") != nil { return .answer }
      throw Refusal(id: id, code: .invalidRequest, reason: "the message has no `method`")
    }
    guard let method = method.string?.text else {
      throw Refusal(id: id, code: .invalidRequest, reason: "`method` is not a string")
    }
    if node == nil { return .notification(method: method) }
    guard let id else {
      throw Refusal(id: nil, code: .invalidRequest, reason: "`id` is neither a string nor an integer")
    }
    return .request(id: id, method: method)
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
