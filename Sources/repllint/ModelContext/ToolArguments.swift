import JSONSource
import ReplicationLint

/// The arguments of one call of a tool, read strictly: who misspells one should not get an answer to another question.
struct ToolArguments {
  /// The reason for refusing them, in words for the caller.
  struct Refusal: Error {
    let reason: String
  }

  private let node: JSONNode?

  /// Takes the arguments of a call of `tool`.
  init(_ node: JSONNode?, of tool: ContextTool) throws(Refusal) {
    self.node = node
    if let node, node.kind != .object { throw Refusal(reason: "the arguments are not an object") }
    let known = tool.parameters.map(\.name)
    for member in node?.members ?? [] {
      guard let name = member.name.string?.text, !known.contains(name) else { continue }
      let near = suggestion(for: name, among: known).map { "; did you mean \(quoted($0))?" } ?? ""
      throw Refusal(reason: "\(tool.name) has no argument \(quoted(name))\(near)")
    }
    for parameter in tool.parameters where parameter.isRequired && node?.member(parameter.name) == nil {
      throw Refusal(reason: "\(tool.name) needs the argument \(quoted(parameter.name))")
    }
  }

  /// A string, which is not empty; nil where there is none.
  func text(_ name: String) throws(Refusal) -> String? {
    guard let value = node?.member(name) else { return nil }
    guard let text = value.string?.text else { throw Refusal(reason: "\(quoted(name)) is not a string") }
    if text.isEmpty { throw Refusal(reason: "\(quoted(name)) is empty") }
    if text.utf8.contains(0) { throw Refusal(reason: "\(quoted(name)) contains a null character") }
    return text
  }

  /// `true` or `false`; false where there is none.
  func flag(_ name: String) throws(Refusal) -> Bool {
    guard let value = node?.member(name) else { return false }
    guard let flag = value.boolean else { throw Refusal(reason: "\(quoted(name)) is neither true nor false") }
    return flag
  }

  /// A number from 0; nil where there is none.
  func count(_ name: String) throws(Refusal) -> Int? {
    guard let value = node?.member(name) else { return nil }
    guard let count = value.integer, count >= 0 else {
      throw Refusal(reason: "\(quoted(name)) is not a non-negative integer")
    }
    return count
  }

  /// One of the words of `Choice`; nil where there is none.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws(Refusal) -> Choice? {
    guard let text = try text(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map { quoted($0.rawValue) }.joined(separator: ", ")
      throw Refusal(reason: "\(quoted(name)) is none of \(words)")
    }
    return choice
  }

  /// A version of the server; nil where there is none.
  func version(_ name: String) throws(Refusal) -> ServerVersion? {
    guard let text = try text(name) else { return nil }
    guard let version = ServerVersion(text) else {
      throw Refusal(reason: "\(quoted(name)) is not a version such as 9.5.2")
    }
    return version
  }

  /// A list of strings; empty where there is none.
  func texts(_ name: String) throws(Refusal) -> [String] {
    guard let value = node?.member(name) else { return [] }
    let texts = value.elements.compactMap { $0.string?.text }.filter { !$0.isEmpty && !$0.utf8.contains(0) }
    guard value.kind == .array, texts.count == value.elements.count, !texts.isEmpty else {
      throw Refusal(reason: "\(quoted(name)) is not a list of strings")
    }
    return texts
  }

  /// A list of documents, each with a name and its text; empty where there is none.
  func documents(_ name: String) throws(Refusal) -> [Input] {
    guard let value = node?.member(name) else { return [] }
    var names: Set<ExactString> = []
    var inputs: [Input] = []
    for entry in value.elements {
      guard let title = entry.text(of: "name"), let text = entry.text(of: "text"), !title.isEmpty,
        names.insert(ExactString(title)).inserted
      else { break }
      inputs.append(Input(name: title, text: text))
    }
    guard value.kind == .array, inputs.count == value.elements.count, !inputs.isEmpty else {
      throw Refusal(reason: "\(quoted(name)) is not a list of objects, each with a unique name and its text")
    }
    return inputs
  }
}
