public import JSONSource

/// A source in which a test marks the ranges it expects: `{"a": 1‹,›}`. The marks are not part of the source.
public struct MarkedText: Sendable {
  /// The text without marks.
  public let text: String
  /// The marked ranges in the order in which they begin.
  public let ranges: [SourceRange]

  /// Reads a source with marks; marks may nest.
  public init(_ marked: String) {
    var text = ""
    var open: [Int] = []
    var ranges: [SourceRange] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "‹":
        open.append(ranges.count)
        ranges.append(SourceRange(text.utf8.count, text.utf8.count))
      case "›":
        if let index = open.popLast() { ranges[index].end = text.utf8.count }
      default: text.unicodeScalars.append(scalar)
      }
    }
    self.text = text
    self.ranges = ranges
  }

  /// The marked text as a document.
  public var document: JSONDocument { JSONDocument(SourceFile(name: "test.json", text: text)) }
}
