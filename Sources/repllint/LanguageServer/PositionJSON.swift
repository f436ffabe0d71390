import JSONSource
import Jansson

extension TextPositions {
  /// A range as the protocol writes it.
  func json(_ range: SourceRange) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("start", to: json(position(of: range.start)))
    value.set("end", to: json(position(of: range.end)))
    return value
  }

  private func json(_ position: Position) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("line", to: position.line)
    value.set("character", to: position.character)
    return value
  }
}

extension ClientMessage {
  /// The URI of the document that the parameters are about.
  var uri: String? { parameters?["textDocument"]?.text(of: "uri") }

  /// The position in that document.
  var position: TextPositions.Position? { parameters?["position"].flatMap(TextPositions.Position.init) }
}

extension TextPositions.Position {
  /// Reads a position; nil where it is none.
  init?(_ node: JSONNode) {
    guard let line = node["line"]?.integer, let character = node["character"]?.integer, line >= 0, character >= 0
    else { return nil }
    self.init(line: line, character: character)
  }
}
