/// The location of a value in a document, as RFC 6901 writes it: `/Statement/0/Action`; the whole document is ``.
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
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    self.init(
      text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
        JSONPointer.unescape(Substring($0))
      })
  }

  /// The pointer to the smallest value of `document` that holds `range`, in O(log nodes + depth).
  public init(to range: SourceRange, in document: JSONDocument) {
    self.init(document.steps(to: range))
  }

  public var description: String {
    // By scalars: a `/` before a combining mark is a character of its own kind to Swift, and still a `/` to RFC 6901.
    var escaped = String.UnicodeScalarView()
    for token in tokens {
      escaped.append("/")
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": escaped.append(contentsOf: "~0".unicodeScalars)
        case "/": escaped.append(contentsOf: "~1".unicodeScalars)
        default: escaped.append(scalar)
        }
      }
    }
    return String(escaped)
  }

  public static func == (a: JSONPointer, b: JSONPointer) -> Bool {
    // By bytes: names in two normal forms are two members.
    a.tokens.elementsEqual(b.tokens) { $0.hasSameBytes(as: $1) }
  }

  private static func unescape(_ token: Substring) -> String {
    var result = String.UnicodeScalarView()
    var iterator = token.unicodeScalars.makeIterator()
    while let scalar = iterator.next() {
      guard scalar == "~" else {
        result.append(scalar)
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
    return String(result)
  }
}
