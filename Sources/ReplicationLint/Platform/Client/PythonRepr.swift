import JSONSource

/// A JSON value as botocore prints it in its messages: what `str` makes of what Python's `json` reads into `OrderedDict`.
///
/// The spelling of `OrderedDict` is the recorded one, which newer versions of Python print differently.
struct PythonRepr {
  /// The value on one line; of a long one the beginning.
  let text: String
  /// The name of its class in Python: `<class 'str'>`.
  let type: String

  private static let limit = 240

  init(_ node: JSONNode) {
    type = "<class '\(Self.className(node))'>"
    if node.kind == .string {
      text = Self.shortened(visible(node.string?.text ?? ""))
    } else {
      var text = ""
      Self.append(node, to: &text)
      self.text = Self.shortened(text)
    }
  }

  private static func shortened(_ text: String) -> String {
    text.unicodeScalars.count > limit ? "\(String(text.unicodeScalars.prefix(limit)))..." : text
  }

  private static func className(_ node: JSONNode) -> String {
    switch node.kind {
    case .object: "collections.OrderedDict"
    case .array: "list"
    case .string: "str"
    case .number: node.isInteger ? "int" : "float"
    case .boolean: "bool"
    case .null, .invalid: notFinite(node) == nil ? "NoneType" : "float"
    }
  }

  /// Adds what `repr` answers; what lies beyond the limit is left out.
  private static func append(_ node: JSONNode, to text: inout String) {
    if text.utf8.count > limit * 4 { return }
    switch node.kind {
    case .object:
      text += "OrderedDict(["
      for (index, member) in node.members.enumerated() {
        text += "\(index > 0 ? ", " : "")(\(literal(member.name.string?.text ?? "")), "
        append(member.value, to: &text)
        text += ")"
      }
      text += "])"
    case .array:
      text += "["
      for (index, element) in node.elements.enumerated() {
        if index > 0 { text += ", " }
        append(element, to: &text)
      }
      text += "]"
    case .string: text += literal(node.string?.text ?? "")
    case .number: text += number(node)
    case .boolean: text += node.boolean == true ? "True" : "False"
    case .null, .invalid: text += notFinite(node) ?? "None"
    }
  }

  /// Python's form of the numbers that JSON does not have; its reader accepts them.
  private static func notFinite(_ node: JSONNode) -> String? {
    switch node.sourceText {
    case "NaN": "nan"
    case "Infinity": "inf"
    case "-Infinity": "-inf"
    default: nil
    }
  }

  private static func number(_ node: JSONNode) -> String {
    if node.isInteger { return node.sourceText == "-0" ? "0" : node.sourceText }
    return Double(node.sourceText).map { "\($0)" } ?? node.sourceText
  }

  /// A string in the quotes that Python chooses.
  private static func literal(_ string: String) -> String {
    let quote = string.utf8.contains(UInt8(ascii: "'")) && !string.utf8.contains(UInt8(ascii: "\"")) ? "\"" : "'"
    var text = quote
    for character in string.unicodeScalars {
      switch character {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "'" where quote == "'": text += "\\'"
      default: text += visible(String(character))
      }
    }
    return text + quote
  }
}
