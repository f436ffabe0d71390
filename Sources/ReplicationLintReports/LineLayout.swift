import JSONSource
import ReplicationLint

/// One line of a file as a terminal shows it: tabs expanded, what cannot be seen or could move the cursor written as
/// its code point, and of a long line only the part that matters.
struct LineLayout {
  /// The columns of a line where no width of a terminal is known.
  static let defaultLimit = 140
  private static let tabWidth = 4
  private static let cut = "..."

  /// Characters that follow each other in the file, each in one byte and one column, or a single one of another kind.
  private struct Stretch {
    let offset: Int
    let column: Int
    let isPlain: Bool
  }

  /// The shown text in UTF-8.
  private var output: [UInt8] = []
  /// The shown characters, in file order.
  private var stretches: [Stretch] = []
  /// The offset after the last shown character.
  private var end = 0
  /// The column after the last character.
  private var width = 0

  /// The columns that are kept before the part that matters when a line is cut at its start.
  static func lead(_ limit: Int) -> Int { min(30, limit / 4) }

  /// Lays out the bytes of `line` in `limit` columns, such that `focus` can be seen. Linear in the limit, not in the
  /// line.
  init(_ bytes: [UInt8], line: SourceRange, focus: SourceRange, limit: Int) {
    let start = Self.start(in: bytes, line: line, focus: focus, limit)
    if start > line.start { append(Self.cut, width: Self.cut.utf8.count) }
    appendCharacters(of: bytes, SourceRange(start, line.end), limit)
    while output.last == UInt8(ascii: " ") { output.removeLast() }
  }

  /// The shown text, without trailing spaces; never wider than the limit.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// The start of the shown part of `line`: the start of the line if the focus then still fits.
  private static func start(in bytes: [UInt8], line: SourceRange, focus: SourceRange, _ limit: Int) -> Int {
    let focusEnd = max(line.start, min(line.end, focus.end))
    let isLast = focusEnd == line.end
    if fits(bytes, SourceRange(line.start, focusEnd), isLast ? limit : limit - cut.utf8.count) { return line.start }
    var start = min(focus.start, line.end)
    var room = lead(limit) - cut.utf8.count
    while start > line.start {
      var previous = start - 1
      while previous > line.start, start - previous < 4, bytes[previous] & 0xC0 == 0x80 { previous -= 1 }
      var characters = SourceCharacters(bytes, SourceRange(previous, start))
      while let character = characters.next() { room -= width(of: character.scalar, after: nil, column: 0) }
      if room < 0 { break }
      start = previous
    }
    return start
  }

  /// Returns whether the characters of `range` take at most `limit` columns.
  private static func fits(_ bytes: [UInt8], _ range: SourceRange, _ limit: Int) -> Bool {
    var characters = SourceCharacters(bytes, range)
    var column = 0
    var previous: Unicode.Scalar?
    while let character = characters.next() {
      column += width(of: character.scalar, after: previous, column: column)
      if column > limit { return false }
      previous = character.scalar
    }
    return true
  }

  /// Appends the characters of `range`; what does not fit is cut off.
  private mutating func appendCharacters(of bytes: [UInt8], _ range: SourceRange, _ limit: Int) {
    var characters = SourceCharacters(bytes, range)
    var previous: Unicode.Scalar?
    var count = 0
    end = range.start
    // The last state after which the sign of a cut still fits.
    var kept = (bytes: output.count, stretches: 0, end: end, width: width)
    output.reserveCapacity(min(range.count, limit) + 4)
    while let character = characters.next() {
      let isPlain = Self.isPlain(character.scalar)
      let width = isPlain ? 1 : Self.width(of: character.scalar, after: previous, column: self.width)
      // Marks without width count too, or a line of nothing else would be shown whole.
      if self.width + width > limit || count > 4 * limit {
        output.removeLast(output.count - kept.bytes)
        output += Self.cut.utf8
        stretches.removeLast(stretches.count - kept.stretches)
        (end, self.width) = (kept.end, kept.width)
        return
      }
      if !isPlain || stretches.last?.isPlain != true {
        stretches.append(Stretch(offset: character.offset, column: self.width, isPlain: isPlain))
      }
      if isPlain {
        output.append(UInt8(truncatingIfNeeded: character.scalar.value))
        self.width += 1
      } else {
        append(Self.shown(character.scalar, after: previous, column: self.width).text, width: width)
      }
      count += 1
      end = characters.offset
      previous = character.scalar
      if self.width + Self.cut.utf8.count <= limit { kept = (output.count, stretches.count, end, self.width) }
    }
  }

  /// Returns whether a scalar is shown as it is in one column, whatever is before it; nearly all of a file are.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    (0x20...0x7E).contains(scalar.value) && scalar != "#"
  }

  /// The columns that a scalar takes.
  private static func width(of scalar: Unicode.Scalar, after previous: Unicode.Scalar?, column: Int) -> Int {
    isPlain(scalar) ? 1 : shown(scalar, after: previous, column: column).width
  }

  /// The output for a scalar on a terminal, and the columns that it takes.
  private static func shown(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, column: Int
  ) -> (text: String, width: Int) {
    if scalar == "\t" {
      let blanks = tabWidth - column % tabWidth
      return (String(repeating: " ", count: blanks), blanks)
    }
    // The second of two `#` may begin a command of a CI server, as `visible` describes.
    if isVisible(scalar), scalar != "#" || previous != scalar {
      return (String(scalar), DisplayWidth.of(scalar, after: previous))
    }
    let text = "<\(codePoint(scalar))>"
    return (text, text.utf8.count)
  }

  private mutating func append(_ shown: String, width: Int) {
    output += shown.utf8
    self.width += width
  }

  /// The columns that the bytes of `range` take, at least one; what is cut off is located at the cut.
  func columns(of range: SourceRange) -> Range<Int> {
    let start = column(at: range.start)
    return start..<max(column(at: range.end), start + 1)
  }

  private func column(at offset: Int) -> Int {
    guard let first = stretches.first, offset >= first.offset else { return 0 }
    if offset >= end { return width }
    var low = 0
    var high = stretches.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if stretches[middle].offset <= offset { low = middle } else { high = middle }
    }
    let stretch = stretches[low]
    if stretch.isPlain { return stretch.column + offset - stretch.offset }
    if stretch.offset == offset { return stretch.column }
    return low + 1 < stretches.count ? stretches[low + 1].column : width
  }
}

/// The scalars of a range of bytes with their offsets; bytes that are not UTF-8 are read as U+FFFD.
private struct SourceCharacters {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var offset: Int

  init(_ bytes: [UInt8], _ range: SourceRange) {
    self.bytes = bytes
    offset = range.start
    end = range.end
  }

  mutating func next() -> (scalar: Unicode.Scalar, offset: Int)? {
    let start = offset
    guard start < end else { return nil }
    if bytes[start] < 0x80 {
      offset += 1
      return (Unicode.Scalar(bytes[start]), start)
    }
    var parser = Unicode.UTF8.ForwardParser()
    // No scalar takes more than four bytes.
    var iterator = bytes[start..<min(start + 4, end)].makeIterator()
    switch parser.parseScalar(from: &iterator) {
    case .valid(let encoded):
      offset += encoded.count
      return (Unicode.UTF8.decode(encoded), start)
    case .error(let count):
      offset += count
      return ("\u{FFFD}", start)
    case .emptyInput: return nil
    }
  }
}
