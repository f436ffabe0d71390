import Jansson
import ReplicationLintReports

/// A message of the server (JSON-RPC 2.0).
enum ServerMessage {
  /// The reason why a request failed.
  enum ErrorCode: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParameters = -32602
    /// Of the Language Server Protocol.
    case notInitialized = -32002
    /// Of the Model Context Protocol.
    case unsupportedProtocolVersion = -32022
  }

  /// The result of the request `id`, which is JSON text.
  static func result(_ id: [UInt8], _ result: consuming JanssonValue) -> [UInt8] {
    var message = envelope()
    message.set("result", to: result)
    return message.encoded(after: "id", id)
  }

  /// The failure of the request `id`; without one, of a message that could not be read.
  static func error(
    _ id: [UInt8]?, _ code: ErrorCode, _ text: String, data: consuming JanssonValue? = nil
  ) -> [UInt8] {
    var error = JanssonValue.object()
    error.set("code", to: code.rawValue)
    error.set("message", to: text)
    if let data { error.set("data", to: data) }
    var message = envelope()
    message.set("error", to: error)
    return message.encoded(after: "id", id ?? Array("null".utf8))
  }

  /// A notification.
  static func notification(_ method: String, _ parameters: consuming JanssonValue) -> [UInt8] {
    var message = envelope()
    message.set("method", to: method)
    message.set("params", to: parameters)
    return message.encoded(.compact)
  }

  /// A request to the client; `id` is a word.
  static func request(_ id: String, _ method: String, _ parameters: consuming JanssonValue) -> [UInt8] {
    var message = envelope()
    message.set("id", to: id)
    message.set("method", to: method)
    message.set("params", to: parameters)
    return message.encoded(.compact)
  }

  /// The name and the version of the program, as both protocols want them.
  static func program() -> JanssonValue {
    var value = JanssonValue.object()
    value.set("name", to: Tool.name)
    value.set("version", to: Tool.version)
    return value
  }

  private static func envelope() -> JanssonValue {
    var message = JanssonValue.object()
    message.set("jsonrpc", to: "2.0")
    return message
  }
}
