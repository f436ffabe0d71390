import JSONSource

/// One line of the input of a stream: documents that belong together, or one alone.
package struct StreamRequest: Sendable {
  /// The request in the line.
  package enum Content: Sendable {
    /// Documents to check, with the facts given about the server and the setup.
    case documents([Input], SetupRequest)
    /// Nothing that could be checked, for this reason.
    case error(String)
  }

  /// The JSON text of the line's `id`; `null` where it has none.
  package private(set) var id = Array("null".utf8)
  /// The request in the line.
  package private(set) var content: Content

  /// The members of a line that holds more than a document.
  private static let members = ["id", "documents", "document", "server", "setup"]

  /// Reads a line, without its end, in O(length).
  package init(_ line: [UInt8]) {
    let document = JSONDocument(SourceFile(name: "line", bytes: line))
    content = .error("the line is empty")
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return }
    if let error = document.syntaxErrors.first {
      content = .error("invalid JSON: \(Self.message(error, document)) at byte \(error.range.start + 1)")
      return
    }
    let root = document.root
    guard root.kind == .object else {
      content = .error("the line is not a JSON object")
      return
    }
    let members = root.members
    let isWrapped = members.contains { member in Self.members.contains { member.name.isText($0) } }
    if let node = root.member("id") { id = node.json }
    do throws(Refusal) {
      if isWrapped {
        content = try Self.content(of: root, members, document)
      } else {
        content = .documents([Self.input("document.json", root)], SetupRequest(server: nil, setup: nil, in: document))
      }
    } catch {
      content = .error(error.reason)
    }
  }

  /// The reason why a line cannot be checked.
  private struct Refusal: Error {
    let reason: String
    init(_ reason: Message) { self.init(text: reason.text) }
    init(text reason: String) { self.reason = reason }
  }

  private static func content(
    of root: JSONNode, _ members: [JSONNode.Member], _ document: JSONDocument
  ) throws(Refusal) -> Content {
    try checkNames(members, among: Self.members, "the line")
    let request = SetupRequest(server: root.member("server"), setup: root.member("setup"), in: document)
    if let problem = request.problems.first {
      throw Refusal(text: "\(problem.message)\(problem.help.map { "; \($0)" } ?? "") (\(problem.pointer))")
    }
    let inputs: [Input]
    switch (root.member("documents"), root.member("document")) {
    case (let list?, nil): inputs = try self.inputs(list)
    case (nil, let node?): inputs = [input("document.json", node)]
    case (nil, nil): throw Refusal("the line has neither `documents` nor a `document`")
    case (_?, _?): throw Refusal("the line has both `documents` and a `document`")
    }
    let names = Set(inputs.map { ExactString($0.source.name) })
    if let missing = request.setup?.paths.first(where: { !names.contains(ExactString($0)) }) {
      throw Refusal("`setup` names \(quoted: missing), which is none of the documents")
    }
    return .documents(inputs, request)
  }

  /// The documents of a line, whose names differ.
  private static func inputs(_ list: JSONNode) throws(Refusal) -> [Input] {
    guard list.kind == .array else { throw Refusal("`documents` is not a list") }
    if list.elements.isEmpty { throw Refusal("`documents` is empty") }
    var inputs: [Input] = []
    var names: Set<ExactString> = []
    for node in list.elements {
      guard node.kind == .object else { throw Refusal("an entry of `documents` is not an object") }
      try checkNames(node.members, among: ["name", "text", "json"], "an entry of `documents`")
      guard let name = node.member("name")?.string?.text, !name.isEmpty, !name.utf8.contains(0) else {
        throw Refusal("an entry of `documents` has no `name`")
      }
      if !names.insert(ExactString(name)).inserted { throw Refusal("two documents have the name \(quoted: name)") }
      switch (node.member("text"), node.member("json")) {
      case (let text?, nil):
        guard text.kind == .string else { throw Refusal("the `text` of \(quoted: name) is not a string") }
        inputs.append(input(name, text))
      case (nil, let json?):
        inputs.append(Input(SourceFile(name: name, bytes: json.json)))
      default: throw Refusal("\(quoted: name) needs either `text` or `json`")
      }
    }
    return inputs
  }

  /// The text of a string as a document, else the value itself.
  private static func input(_ name: String, _ node: JSONNode) -> Input {
    Input(SourceFile(name: name, bytes: node.string.map { Array($0.text.utf8) } ?? node.json))
  }

  private static func checkNames(
    _ members: [JSONNode.Member], among known: [String], _ what: Message
  ) throws(Refusal) {
    var seen: Set<String> = []
    for member in members {
      guard let name = member.name.string?.text else { continue }
      guard let expected = known.first(where: { member.name.isText($0) }) else {
        let near = suggestion(for: name, among: known).map { "; did you mean \(quoted($0))?" } ?? ""
        throw Refusal(text: "\(quoted(name)) is not a key of \(what.text)\(near)")
      }
      if !seen.insert(expected).inserted { throw Refusal("\(quoted: name) appears twice in \(what)") }
    }
  }

  /// A syntax error in the words of the rule for documents.
  private static func message(_ error: JSONSyntaxError, _ document: JSONDocument) -> String {
    let linter = Linter(configuration: Configuration(select: [Rule.jsonSyntax.slug]))
    return linter.check([Input(document.source, kind: .unknown)]).diagnostics.first?.message ?? "\(error.kind)"
  }
}

extension JSONNode {
  /// The JSON text of the value as it is written.
  fileprivate var json: [UInt8] { Array(sourceText.utf8) }
}
