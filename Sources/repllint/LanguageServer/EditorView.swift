import JSONSource
import Jansson
import ReplicationLint
import ReplicationLintReports

/// The answers to an editor's questions, out of one check of what it has open.
struct EditorView {
  /// The check.
  let check: EditorCheck
  private let documents: [OpenDocument]
  private let encoding: TextPositions.Encoding
  private let options = RenderOptions()
  /// The open documents by the path that findings have.
  private let byPath: [ExactString: OpenDocument]
  private var positions: [ExactString: TextPositions]

  /// Checks `documents`.
  init(_ documents: [OpenDocument], _ settings: RunSettings, _ encoding: TextPositions.Encoding) {
    self.documents = documents
    self.encoding = encoding
    check = EditorCheck(documents, settings)
    byPath = Dictionary(keepingFirst: documents.map { (ExactString($0.name), $0) })
    positions = byPath.mapValues(\.text)
    var paths: Set<ExactString> = []
    for (path, diagnostics) in check.findings {
      paths.insert(ExactString(path))
      for label in diagnostics.flatMap(\.labels) { paths.insert(ExactString(label.path)) }
    }
    for path in paths where positions[path] == nil { positions[path] = places(in: path.text) }
  }

  private func places(in path: String) -> TextPositions {
    positions[ExactString(path)] ?? TextPositions(check.sources[ExactString(path)]?.bytes ?? [], encoding)
  }

  private func uri(_ path: String) -> String { byPath[ExactString(path)]?.uri ?? uriReference(path) }

  // MARK: Diagnostics

  /// The notifications with findings by URI: of all open documents, and of other files that something was found in.
  func publications() -> [(uri: String, message: [UInt8])] {
    var names = documents.map(\.name)
    let open = Set(names.map(ExactString.init))
    names += check.findings.map(\.path).filter { !open.contains(ExactString($0)) }
    return names.map { name in
      var parameters = JanssonValue.object()
      parameters.set("uri", to: uri(name))
      if let version = byPath[ExactString(name)]?.version { parameters.set("version", to: version) }
      parameters.set("diagnostics", to: .array(check.diagnostics(in: name), json))
      return (uri(name), ServerMessage.notification("textDocument/publishDiagnostics", parameters))
    }
  }

  private func json(_ diagnostic: Diagnostic) -> JanssonValue {
    var page = JanssonValue.object()
    page.set("href", to: options.documentation(diagnostic.rule))
    var value = JanssonValue.object()
    value.set("range", to: places(in: diagnostic.path).json(diagnostic.range))
    value.set("severity", to: diagnostic.severity.number)
    value.set("code", to: diagnostic.rule)
    value.set("codeDescription", to: page)
    value.set("source", to: Tool.name)
    value.set("message", to: diagnostic.explanation)
    if !diagnostic.labels.isEmpty { value.set("relatedInformation", to: .array(diagnostic.labels, json)) }
    return value
  }

  private func json(_ label: Diagnostic.Label) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("location", to: location(label.path, label.range))
    value.set("message", to: label.message)
    return value
  }

  private func location(_ path: String, _ range: SourceRange) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("uri", to: uri(path))
    value.set("range", to: places(in: path).json(range))
    return value
  }

  // MARK: Code actions

  /// The actions for the findings that touch `range`, and the one for all safe fixes.
  ///
  /// - Parameter kinds: the kinds that the client wants; nil for all.
  func actions(in document: OpenDocument, _ range: SourceRange, kinds: [String]?) -> JanssonValue {
    func isWanted(_ kind: String) -> Bool {
      kinds.map { $0.contains { $0.isEmpty || kind == $0 || kind.hasPrefix("\($0).") } } ?? true
    }
    var actions = JanssonValue.array()
    if isWanted("quickfix") {
      for diagnostic in check.diagnostics(in: document.name)
      where diagnostic.range.start <= range.end && range.start <= diagnostic.range.end {
        guard let fix = diagnostic.fix else { continue }
        var action = JanssonValue.object()
        action.set("title", to: fix.isSafe ? fix.title : "\(fix.title) (review)")
        action.set("kind", to: "quickfix")
        action.set("diagnostics", to: .array([diagnostic], json))
        action.set("isPreferred", to: fix.isSafe)
        action.set("edit", to: edit(document, fix.edits.map { ($0.range, $0.text) }))
        actions.append(action)
      }
    }
    // Asked for by name, as editors do on saving; else only where there is something to do, since it costs a check.
    let hasSafeFix = check.diagnostics(in: document.name).contains { $0.fix?.isSafe == true }
    if isWanted("source.fixAll"), hasSafeFix, let fixed = check.fixed(document.name) {
      var action = JanssonValue.object()
      action.set("title", to: "apply all safe fixes of \(Tool.name)")
      action.set("kind", to: "source.fixAll")
      action.set("edit", to: edit(document, [document.text.difference(to: fixed)]))
      actions.append(action)
    }
    return actions
  }

  private func edit(_ document: OpenDocument, _ edits: [(range: SourceRange, text: String)]) -> JanssonValue {
    let edits = JanssonValue.array(edits) { edit in
      var value = JanssonValue.object()
      value.set("range", to: document.text.json(edit.range))
      value.set("newText", to: edit.text)
      return value
    }
    var changes = JanssonValue.object()
    changes.set(document.uri, to: edits)
    var value = JanssonValue.object()
    value.set("changes", to: changes)
    return value
  }

  // MARK: Hover and definition

  /// The meaning of the value at `offset`, and the pages of the rules that found something there; `null` where there is
  /// neither.
  func hover(in document: OpenDocument, at offset: Int) -> JanssonValue {
    var sections: [String] = []
    var range: SourceRange?
    if let meaning = check.map(around: document.name)?.meaning(in: document.name, at: offset) {
      sections.append(meaning.markdown)
      range = meaning.range
    }
    var rules: Set<String> = []
    for diagnostic in check.diagnostics(in: document.name)
    where diagnostic.range.start <= offset && offset <= diagnostic.range.end {
      guard rules.insert(diagnostic.rule).inserted, let rule = Catalogue.rule(diagnostic.rule) else { continue }
      sections.append(RulePage(rule).markdown)
      range = range ?? diagnostic.range
    }
    guard let range else { return .null() }
    var contents = JanssonValue.object()
    contents.set("kind", to: "markdown")
    contents.set("value", to: sections.joined(separator: "\n---\n\n"))
    var hover = JanssonValue.object()
    hover.set("contents", to: contents)
    hover.set("range", to: document.text.json(range))
    return hover
  }

  /// The location of the definition of the value at `offset`.
  func definitions(in document: OpenDocument, at offset: Int) -> JanssonValue {
    .array(check.map(around: document.name)?.definitions(in: document.name, at: offset) ?? []) { place in
      location(place.path, place.range)
    }
  }
}

extension OpenDocument {
  /// The name of the document in findings.
  var name: String { location == nil ? uri : path ?? uri }
}

extension Severity {
  /// `DiagnosticSeverity` of the protocol.
  fileprivate var number: Int {
    switch self {
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }
}

extension TextPositions {
  /// The one change that makes `text` of this text: all between the first and the last byte that differ, whole scalars.
  func difference(to text: [UInt8]) -> (range: SourceRange, text: String) {
    // Between CR and LF is no place of the protocol.
    func isInside(_ bytes: [UInt8], _ offset: Int) -> Bool {
      guard offset > 0, offset < bytes.count else { return false }
      return bytes[offset] & 0xC0 == 0x80 || (bytes[offset - 1] == 0x0D && bytes[offset] == 0x0A)
    }
    var start = zip(bytes, text).prefix { $0 == $1 }.count
    while start > 0, isInside(bytes, start) || isInside(text, start) { start -= 1 }
    let limit = min(bytes.count, text.count) - start
    var end = 0
    while end < limit, bytes[bytes.count - 1 - end] == text[text.count - 1 - end] { end += 1 }
    while end > 0, isInside(bytes, bytes.count - end) || isInside(text, text.count - end) { end -= 1 }
    return (
      SourceRange(start, bytes.count - end), String(decoding: text[start..<text.count - end], as: UTF8.self)
    )
  }
}
