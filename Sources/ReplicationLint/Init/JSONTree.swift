/// JSON to be written, members in the order in which they are given, laid out as the guide lays out its documents.
indirect enum JSONTree {
  case string(String)
  case list([JSONTree])
  case object([(String, JSONTree)])

  /// A list of strings.
  static func strings(_ texts: [String]) -> JSONTree { .list(texts.map { .string($0) }) }

  /// The text of a file, with two spaces per level and one line ending at the end.
  var file: String { text("") + "\n" }

  private func text(_ indentation: String) -> String {
    switch self {
    case .string(let text): return jsonString(text)
    case .list(let elements): return Self.lines("[", elements.map { ("", $0) }, "]", indentation)
    case .object(let members):
      return Self.lines("{", members.map { ("\(jsonString($0.0)): ", $0.1) }, "}", indentation)
    }
  }

  private static func lines(
    _ open: String, _ items: [(name: String, value: JSONTree)], _ close: String, _ indentation: String
  ) -> String {
    if items.isEmpty { return open + close }
    let inner = indentation + "  "
    let lines = items.map { "\(inner)\($0.name)\($0.value.text(inner))" }
    return "\(open)\n\(lines.joined(separator: ",\n"))\n\(indentation)\(close)"
  }
}
