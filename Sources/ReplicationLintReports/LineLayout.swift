import JSONSource
import ReplicationLint

/// One line of a file as a terminal shows it: tabs expanded, what cannot be seen or could move the cursor written as
/// its code point, and of a long line only the part that matters.
struct LineLayout {
  /// A longer line is cut; in columns.
  static let widthLimit = 140
  /// What is kept before the part that matters when a line is cut at its start; in bytes.
  static let lead = 30
  private static let tabWidth = 4
  private static let cut = "..."

  /// The shown text, without blanks at its end.
  private(set) var text = ""
  /// The offset and column of each character, in file order.
  private var cells: [(offset: Int, column: Int)] = []
  /// The column after the last character.
  private var width = 0

  /// Lays out the bytes of `line`, such that `focus` can be seen. Linear in the width limit, not in the line.
  init(_ bytes: [UInt8], line: SourceRange, focus: SourceRange) {
    let start = Self.start(in: bytes, line: line, focus: focus)
    if start > line.start { append(Self.cut, width: Self.cut.count) }
    let isCut = appendCharacters(of: bytes, SourceRange(start, line.end))
    if isCut { text += Self.cut }
    while text.utf8.last == UInt8(ascii: " ") { text.unicodeScalars.removeLast() }
  }

  /// Where the shown part of `line` begins: at its start if the focus then still fits.
  private static func start(in bytes: [UInt8], line: SourceRange, focus: SourceRange) -> Int {
    if min(line.end, focus.end) - line.start <= widthLimit { return line.start }
    var start = max(line.start, focus.start - lead)
    while start < line.end, bytes[start] & 0xC0 == 0x80 { start += 1 }
    return start
  }

  /// Appends the characters of `range`, and tells whether some did not fit.
  private mutating func appendCharacters(of bytes: [UInt8], _ range: SourceRange) -> Bool {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes[range.start..<range.end].makeIterator()
    var offset = range.start
    var previous: Unicode.Scalar?
    while true {
      let scalar: Unicode.Scalar
      let length: Int
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        scalar = Unicode.UTF8.decode(encoded)
        length = encoded.count
      case .error(let count):
        scalar = "\u{FFFD}"
        length = count
      case .emptyInput: return false
      }
      if width >= Self.widthLimit { return true }
      cells.append((offset, width))
      append(scalar, after: previous)
      previous = scalar
      offset += length
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) {
    if scalar == "\t" {
      let blanks = Self.tabWidth - width % Self.tabWidth
      append(String(repeating: " ", count: blanks), width: blanks)
    } else if isVisible(scalar) {
      append(String(scalar), width: DisplayWidth.of(scalar, after: previous))
    } else {
      let shown = visible(String(scalar))
      append(shown, width: shown.utf8.count)
    }
  }

  private mutating func append(_ shown: String, width: Int) {
    text += shown
    self.width += width
  }

  /// The columns that the bytes of `range` take, at least one; what is cut off is taken as standing at the cut.
  func columns(of range: SourceRange) -> Range<Int> {
    let start = column(at: range.start)
    return start..<max(column(at: range.end), start + 1)
  }

  private func column(at offset: Int) -> Int {
    guard let first = cells.first, offset >= first.offset else { return 0 }
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < cells.count ? cells[low].column : width
  }
}
