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
