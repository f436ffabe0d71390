/// Where a value stands in a document, as RFC 6901 writes it: `/Statement/0/Action`; the whole document is ``.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  /// The names and indexes from the top, unescaped.
  public let tokens: [String]

  /// Makes a pointer from unescaped names and indexes.
  public init(_ tokens: [String]) { self.tokens = tokens }

  /// Reads `/a/b~1c`; nil when the text is neither empty nor begins with `/`.
  public init?(_ text: String) {
    if text.isEmpty {
      self.init([])
      return
    }
    guard text.hasPrefix("/") else { return nil }
    self.init(
      text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
        JSONPointer.unescape(String($0))
      })
  }

  /// The pointer to the smallest value of `document` that holds `range`, in O(members on the way).
  public init(to range: SourceRange, in document: JSONDocument) {
    var tokens: [String] = []
    var node = document.root
    descend: while true {
      for (index, element) in node.elements.enumerated() where element.range.contains(range) {
        tokens.append(String(index))
        node = element
        continue descend
      }
      for member in node.members where member.range.contains(range) {
        tokens.append(member.name.string?.text ?? "")
        if member.name.range.contains(range) { break descend }
        node = member.value
        continue descend
      }
      break
    }
    self.init(tokens)
  }

  public var description: String {
    tokens.map { token in
      var escaped = "/"
      for character in token {
        switch character {
        case "~": escaped += "~0"
        case "/": escaped += "~1"
        default: escaped.append(character)
        }
      }
      return escaped
    }.joined()
  }

  private static func unescape(_ token: String) -> String {
    var result = ""
    var iterator = token.makeIterator()
    while let character = iterator.next() {
      guard character == "~" else {
        result.append(character)
        continue
      }
      switch iterator.next() {
      case "0": result.append("~")
      case "1": result.append("/")
      case let other:
        result.append("~")
        if let other { result.append(other) }
      }
    }
    return result
  }
}
