import JSONSource

/// The whitespace around one line of a JSON file, and how deep the line should be indented.
///
/// A line is one level deeper than the line with the innermost open bracket; a line that begins with a closing bracket
/// is as deep as the line that opens it. `[{` on one line so counts once.
struct LineSpacing {
  /// The bytes that end a line.
  enum Ending: CaseIterable {
    case lf, crlf, cr

    /// The bytes themselves.
    var text: String {
      switch self {
      case .lf: "\n"
      case .crlf: "\r\n"
      case .cr: "\r"
      }
    }
    /// The name in messages.
    var name: String {
      switch self {
      case .lf: "LF"
      case .crlf: "CRLF"
      case .cr: "CR"
      }
    }
  }

  /// The spaces and tabs before the first other byte; none in a line of whitespace.
  let indentation: SourceRange
  /// The spaces and tabs after the last other byte; all of a line of whitespace.
  let trailing: SourceRange
  /// The bytes that end the line; empty at the end of a file without.
  let endingRange: SourceRange
  /// The line ending; nil at the end of a file without.
  let ending: Ending?
  /// The number of levels by which the line should be indented.
  let level: Int
  /// Indicates whether the line holds only whitespace.
  let isBlank: Bool
  /// Indicates whether the line is indented by two spaces per level.
  let isIndented: Bool

  /// The expected whitespace before the first byte.
  var wantedIndentation: String { String(repeating: "  ", count: level) }
  /// Indicates whether there is nothing to point at where spaces should be.
  var isMissingBlanks: Bool { indentation.isEmpty }
  /// The first byte of the line's content.
  var start: SourceRange { SourceRange(indentation.end, min(indentation.end + 1, trailing.start)) }

  /// The ending that most lines have; LF where several are as frequent, or where there is none.
  static func ending(of lines: [LineSpacing]) -> Ending {
    var best = Ending.lf
    func count(_ ending: Ending) -> Int { lines.count { $0.ending == ending } }
    for ending in Ending.allCases where count(ending) > count(best) { best = ending }
    return best
  }

  /// The lines of a file that is JSON, in O(bytes). After a final line end there is no further line.
  static func lines(of bytes: [UInt8]) -> [LineSpacing] {
    var reader = Reader(bytes: bytes)
    var lines: [LineSpacing] = []
    while reader.at < bytes.count { lines.append(reader.line()) }
    return lines
  }

  /// Walks over the bytes, with the level of each line that has an open bracket.
  private struct Reader {
    let bytes: [UInt8]
    var at = 0
    var levels: [Int] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func line() -> LineSpacing {
      let start = at
      while at < bytes.count, isBlank(bytes[at]) { at += 1 }
      let indentationEnd = at
      let level = levelOfLine()
      var contentEnd = start
      while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D {
        let isContent = !isBlank(bytes[at])
        token(level)
        if isContent { contentEnd = at }
      }
      let isEmpty = contentEnd == start
      let indentation = SourceRange(start, isEmpty ? start : indentationEnd)
      let trailing = SourceRange(contentEnd, at)
      let ending = takeEnding()
      return LineSpacing(
        indentation: indentation, trailing: trailing, endingRange: SourceRange(trailing.end, at), ending: ending,
        level: level, isBlank: isEmpty,
        isIndented: indentation.count == 2 * level
          && bytes[indentation.start..<indentation.end].allSatisfy { $0 == 0x20 })
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private func levelOfLine() -> Int {
      guard let open = levels.last else { return 0 }
      let isCloser = at < bytes.count && (bytes[at] == UInt8(ascii: "}") || bytes[at] == UInt8(ascii: "]"))
      return isCloser ? open : open + 1
    }

    /// Steps over one byte, or one string.
    private mutating func token(_ level: Int) {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): levels.append(level)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
      case UInt8(ascii: "\""):
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
          at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        at = min(at + 1, bytes.count)
      default: break
      }
    }

    private mutating func takeEnding() -> Ending? {
      guard at < bytes.count else { return nil }
      let isReturn = bytes[at] == 0x0D
      at += 1
      guard isReturn else { return .lf }
      guard at < bytes.count, bytes[at] == 0x0A else { return .cr }
      at += 1
      return .crlf
    }
  }
}
