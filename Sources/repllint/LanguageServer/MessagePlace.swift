import JSONSource

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
