import JSONSource
import Jansson
import ReplicationLint
import ReplicationLintReports

/// A language server without its input and output: messages of the client in, messages for the client out.
///
/// Source: Language Server Protocol 3.17. Changes are checked once nothing more has come, or when a question needs the
/// answer, so that a fast typist does not wait for keys gone by.
struct LanguageServer {
  /// The messages to send, in this order.
  private(set) var outgoing: [[UInt8]] = []
  /// The exit status; nil while the program runs.
  private(set) var exitStatus: ExitStatus?

  private let settings: RunSettings
  private var phase = Phase.new
  private var encoding = TextPositions.Encoding.utf16
  private var canWatchFiles = false
  /// The open documents, in the order in which they were opened.
  private var documents: [OpenDocument] = []
  /// The last check; nil where something has changed since.
  private var view: EditorView?
  /// The diagnostics last published for each URI.
  private var published: [ExactString: [UInt8]] = [:]
  /// The failures that were shown.
  private var shown: Set<String> = []

  private enum Phase { case new, running, shutDown }

  /// Makes a server; `settings` are those of the command line for every check.
  init(_ settings: RunSettings) { self.settings = settings }

  /// Takes the messages to be sent.
  mutating func takeOutgoing() -> [[UInt8]] {
    defer { outgoing = [] }
    return outgoing
  }

  /// Takes the content of a message.
  mutating func receive(_ content: [UInt8]) {
    do throws(ClientMessage.Refusal) {
      let message = try ClientMessage(content)
      switch message.role {
      case .request(let id, let method): answer(method, message, id)
      case .notification(let method): note(method, message)
      case .answer: break
      }
    } catch {
      outgoing.append(error.message)
    }
  }

  /// Checks and publishes what has changed; to be called once there is nothing to receive.
  mutating func settle() {
    guard phase == .running, view == nil else { return }
    let view = EditorView(documents, settings, encoding)
    self.view = view
    var current: Set<ExactString> = []
    for (uri, message) in view.publications() {
      let uri = ExactString(uri)
      current.insert(uri)
      if published[uri] == message { continue }
      published[uri] = message
      outgoing.append(message)
    }
    for uri in published.keys.filter({ !current.contains($0) })
      .sorted(by: { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) })
    {
      published[uri] = nil
      var parameters = JanssonValue.object()
      parameters.set("uri", to: uri.text)
      parameters.set("diagnostics", to: .array())
      outgoing.append(ServerMessage.notification("textDocument/publishDiagnostics", parameters))
    }
    for line in view.check.failures where !shown.contains(line) {
      var parameters = JanssonValue.object()
      parameters.set("type", to: 2)
      parameters.set("message", to: "\(Tool.name): \(visible(line))")
      outgoing.append(ServerMessage.notification("window/showMessage", parameters))
    }
    shown = Set(view.check.failures)
  }

  // MARK: Notifications

  private mutating func note(_ method: String, _ message: ClientMessage) {
    if method == "exit" {
      exitStatus = phase == .shutDown ? .clean : .found
      return
    }
    guard phase == .running else { return }
    switch method {
    case "initialized": watchFiles()
    case "textDocument/didOpen": open(message)
    case "textDocument/didChange": change(message)
    case "textDocument/didClose":
      documents.removeAll { message.uri.map(ExactString.init) == ExactString($0.uri) }
      view = nil
    case "textDocument/didSave", "workspace/didChangeWatchedFiles": view = nil
    default: break
    }
  }

  private mutating func open(_ message: ClientMessage) {
    guard let document = message.parameters?["textDocument"], let uri = document.text(of: "uri"),
      let text = document.text(of: "text"), !uri.utf8.contains(0)
    else { return }
    documents.removeAll { ExactString($0.uri) == ExactString(uri) }
    documents.append(OpenDocument(uri: uri, version: document["version"]?.integer, text: text, encoding))
    view = nil
  }

  private mutating func change(_ message: ClientMessage) {
    guard let uri = message.uri, let changes = message.parameters?["contentChanges"]?.elements,
      let index = documents.firstIndex(where: { ExactString($0.uri) == ExactString(uri) })
    else { return }
    let version = message.parameters?["textDocument"]?["version"]?.integer
    // Changes after one that cannot be read refer to content that is no longer known.
    if !documents[index].change(changes, version: version) { documents.remove(at: index) }
    view = nil
  }

  private mutating func watchFiles() {
    guard canWatchFiles else { return }
    let watchers = JanssonValue.array(["**/*.json", "**/\(ConfigurationFile.fileName)"]) { glob in
      var watcher = JanssonValue.object()
      watcher.set("globPattern", to: glob)
      return watcher
    }
    var options = JanssonValue.object()
    options.set("watchers", to: watchers)
    var registration = JanssonValue.object()
    registration.set("id", to: "watch")
    registration.set("method", to: "workspace/didChangeWatchedFiles")
    registration.set("registerOptions", to: options)
    var registrations = JanssonValue.array()
    registrations.append(registration)
    var parameters = JanssonValue.object()
    parameters.set("registrations", to: registrations)
    outgoing.append(ServerMessage.request("watch", "client/registerCapability", parameters))
  }

  // MARK: Requests

  private mutating func answer(_ method: String, _ message: ClientMessage, _ id: [UInt8]) {
    switch (phase, method) {
    case (.new, "initialize"):
      phase = .running
      outgoing.append(ServerMessage.result(id, initialize(message.parameters)))
    case (.new, _): fail(id, .notInitialized, "the server is not initialized")
    case (.running, "initialize"): fail(id, .invalidRequest, "the server is initialized already")
    case (.shutDown, _): fail(id, .invalidRequest, "the server is shut down")
    case (.running, "shutdown"):
      settle()
      phase = .shutDown
      outgoing.append(ServerMessage.result(id, .null()))
    case (.running, "textDocument/codeAction"), (.running, "textDocument/hover"),
      (.running, "textDocument/definition"):
      ask(method, message, id)
    case (.running, _): fail(id, .methodNotFound, "\(quoted(method)) is not supported")
    }
  }

  private mutating func fail(_ id: [UInt8], _ code: ServerMessage.ErrorCode, _ text: String) {
    outgoing.append(ServerMessage.error(id, code, text))
  }

  /// Answers a question about a place in a document.
  private mutating func ask(_ method: String, _ message: ClientMessage, _ id: [UInt8]) {
    guard let uri = message.uri else { return fail(id, .invalidParameters, "no document is named") }
    guard let document = documents.first(where: { ExactString($0.uri) == ExactString(uri) }) else {
      return fail(id, .invalidParameters, "\(quoted(uri)) is not open")
    }
    let text = document.text
    let range = message.parameters?["range"]
    let start = message.position ?? range?["start"].flatMap(TextPositions.Position.init)
    guard let start else { return fail(id, .invalidParameters, "no position is given") }
    let end = range?["end"].flatMap(TextPositions.Position.init) ?? start
    settle()
    guard let view else { return }
    let offset = text.offset(of: start)
    let result =
      switch method {
      case "textDocument/hover": view.hover(in: document, at: offset)
      case "textDocument/definition": view.definitions(in: document, at: offset)
      default:
        view.actions(
          in: document, SourceRange(offset, max(offset, text.offset(of: end))),
          kinds: message.parameters?["context"]?["only"]?.elements.compactMap { $0.string?.text })
      }
    outgoing.append(ServerMessage.result(id, result))
  }

  private mutating func initialize(_ parameters: JSONNode?) -> JanssonValue {
    let client = parameters?["capabilities"]
    let offered = client?["general"]?["positionEncodings"]?.elements.compactMap { $0.string?.text } ?? []
    encoding = offered.contains(TextPositions.Encoding.utf8.rawValue) ? .utf8 : .utf16
    canWatchFiles = client?["workspace"]?["didChangeWatchedFiles"]?["dynamicRegistration"]?.boolean == true
    var synchronization = JanssonValue.object()
    synchronization.set("openClose", to: true)
    // 2: changes come as parts of the text.
    synchronization.set("change", to: 2)
    synchronization.set("save", to: true)
    var actions = JanssonValue.object()
    actions.set("codeActionKinds", to: .array(["quickfix", "source.fixAll"]) { .string($0) })
    var capabilities = JanssonValue.object()
    capabilities.set("positionEncoding", to: encoding.rawValue)
    capabilities.set("textDocumentSync", to: synchronization)
    capabilities.set("codeActionProvider", to: actions)
    capabilities.set("hoverProvider", to: true)
    capabilities.set("definitionProvider", to: true)
    var result = JanssonValue.object()
    result.set("capabilities", to: capabilities)
    result.set("serverInfo", to: ServerMessage.program())
    return result
  }
}
