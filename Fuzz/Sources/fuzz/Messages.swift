import JSONSource
import Jansson

/// A message to a server as the rules of JSON-RPC 2.0 read it, apart from the code under test.
struct FuzzedMessage {
  /// The answer that is due.
  enum Due: Equatable {
    case none
    /// A result or an error with this id, as JSON text.
    case answer(id: String)
    /// An error without an id, and its code.
    case refusal(code: Int)
  }

  let due: Due
  /// The method of a request or a notification.
  let method: String?
  let parameters: JSONNode?

  init(_ content: [UInt8]) {
    let document = JSONDocument(SourceFile(name: "message", bytes: content))
    let root = document.root
    let id = root.member("id")
    let method = root.member("method")
    let hasID = id?.kind == .string || id?.isInteger == true
    parameters = root.member("params")
    self.method = method?.string?.text
    let invalid: Due = hasID ? .answer(id: id?.sourceText ?? "") : .refusal(code: -32600)
    if !document.isValid {
      due = .refusal(code: -32700)
    } else if root.kind != .object {
      due = .refusal(code: -32600)
    } else if method == nil {
      due = root.member("result") == nil && root.member("error") == nil ? invalid : .none
    } else if self.method == nil {
      due = invalid
    } else {
      due = id == nil ? .none : invalid
    }
  }
}

/// A message of a server.
struct FuzzedAnswer {
  let id: String?
  let method: String?
  /// The code of the error; nil where there is none.
  let code: Int?

  init(_ content: [UInt8]) {
    let document = JSONDocument(SourceFile(name: "answer", bytes: content))
    expect(document.isValid, "an answer that is no JSON")
    let root = document.root
    expect(root.member("jsonrpc")?.string?.text == "2.0", "an answer of another protocol")
    id = root.member("id")?.sourceText
    method = root.member("method")?.string?.text
    code = root.member("error")?.member("code").flatMap { Int($0.sourceText) }
    let hasResult = root.member("result") != nil
    expect(method != nil || hasResult != (code != nil), "neither a result nor an error")
    for name in ["id", "method", "result", "error"] {
      expect(root.members.count { $0.name.string?.text == name } <= 1, "\(name) twice in an answer")
    }
  }

  /// Ends the program unless this is the answer that is due.
  func check(_ due: FuzzedMessage.Due) {
    switch due {
    case .none: expect(false, "an answer that is not due")
    case .answer(let id): expect(isSame(self.id ?? "", id), "an answer to another request")
    case .refusal(let code): expect(id == "null" && self.code == code, "another refusal than \(code)")
    }
  }
}

/// Returns whether two JSON texts are the same value. Whitespace and escapes may differ, since what cannot be seen is
/// escaped; what libjansson does not read is compared as it is.
func isSame(_ one: String, _ other: String) -> Bool {
  func value(_ text: String) -> JanssonValue.Content? { JanssonValue.Content(decoding: Array("[\(text)]".utf8)) }
  let (one, other) = (value(one) ?? .string(Array(one.utf8)), value(other) ?? .string(Array(other.utf8)))
  return one == other
}
