import JSONSource
import Jansson
import ReplicationLint
import ReplicationLintReports

/// A server of the Model Context Protocol without its input and output.
///
/// Nothing is kept from one message to the next, so that clients of either kind are served alike: those that begin with
/// `initialize`, and those of the revisions in which each request names its version. Source: the revisions of
/// `ProtocolVersion`.
struct ContextServer {
  private static let versionKey = "io.modelcontextprotocol/protocolVersion"
  private static let serverKey = "io.modelcontextprotocol/serverInfo"
  private static let instructions = """
    repllint knows what Scality Backbeat, CloudServer and Vault accept and how they decide. Check documents before \
    they are deployed; where a finding is unclear, explain its rule; where an object did not replicate, trace its key.
    """

  /// The answer to one message; nil where none is due.
  func answer(_ content: [UInt8]) -> [UInt8]? {
    let message: ClientMessage
    do throws(ClientMessage.Refusal) { message = try ClientMessage(content) } catch { return error.message }
    // Notifications need no answer, and nothing is asked of the client that it could answer.
    guard case .request(let id, let method) = message.role else { return nil }
    let version = message.parameters?["_meta"]?.text(of: Self.versionKey)
    if let version, !ProtocolVersion.all.contains(version) {
      return refuse(id, version)
    }
    let isStateless = version.map(ProtocolVersion.stateless.contains) ?? false
    switch method {
    case "initialize": return ServerMessage.result(id, initialize(message.parameters))
    case "ping": return ServerMessage.result(id, .object())
    case "server/discover": return ServerMessage.result(id, complete(discover(), isStateless: true, isLasting: true))
    case "tools/list":
      var list = JanssonValue.object()
      list.set("tools", to: .array(ContextTool.all) { $0.json })
      return ServerMessage.result(id, complete(list, isStateless: isStateless, isLasting: true))
    case "tools/call": return call(message.parameters, id, isStateless: isStateless)
    default: return ServerMessage.error(id, .methodNotFound, "\(quoted(method)) is not supported")
    }
  }

  private func refuse(_ id: [UInt8], _ version: String) -> [UInt8] {
    var data = JanssonValue.object()
    data.set("supported", to: .array(ProtocolVersion.all) { .string($0) })
    data.set("requested", to: version)
    return ServerMessage.error(
      id, .unsupportedProtocolVersion, "the protocol version \(quoted(version)) is not supported", data: data)
  }

  private func call(_ parameters: JSONNode?, _ id: [UInt8], isStateless: Bool) -> [UInt8] {
    let name = parameters?.text(of: "name") ?? ""
    guard let tool = ContextTool.all.first(where: { $0.name == name }) else {
      return ServerMessage.error(id, .invalidParameters, "there is no tool \(quoted(name))")
    }
    let result: ToolResult
    do throws(ToolArguments.Refusal) {
      result = try tool.call(ToolArguments(parameters?["arguments"], of: tool))
    } catch {
      result = ToolResult(error)
    }
    return ServerMessage.result(id, complete(result.json, isStateless: isStateless, isLasting: false))
  }

  // MARK: What the server is

  private func initialize(_ parameters: JSONNode?) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("protocolVersion", to: ProtocolVersion.negotiated(parameters?.text(of: "protocolVersion")))
    value.set("capabilities", to: capabilities())
    value.set("serverInfo", to: ServerMessage.program())
    value.set("instructions", to: Self.instructions)
    return value
  }

  private func discover() -> JanssonValue {
    var value = JanssonValue.object()
    value.set(
      "supportedVersions", to: .array(ProtocolVersion.all) { .string($0) })
    value.set("capabilities", to: capabilities())
    value.set("instructions", to: Self.instructions)
    return value
  }

  private func capabilities() -> JanssonValue {
    var value = JanssonValue.object()
    value.set("tools", to: .object())
    return value
  }

  /// A result with what the stateless revisions want in each; others might refuse the members.
  private func complete(
    _ plain: consuming JanssonValue, isStateless: Bool, isLasting: Bool
  ) -> JanssonValue {
    var result = plain
    if !isStateless { return result }
    var meta = JanssonValue.object()
    meta.set(Self.serverKey, to: ServerMessage.program())
    result.set("_meta", to: meta)
    result.set("resultType", to: "complete")
    if isLasting {
      // The tools do not change while the program runs.
      result.set("ttlMs", to: 3_600_000)
      result.set("cacheScope", to: "public")
    }
    return result
  }
}
