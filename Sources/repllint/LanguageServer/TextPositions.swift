import JSONSource

/// Positions in a file as the Language Server Protocol counts them: lines and characters from 0.
///
/// Built in O(bytes); a position is found in O(log lines), however long the lines are.
struct TextPositions {
  /// The unit of a character: a byte of UTF-8 or a unit of UTF-16. Decided once, when the client states what it offers.
  enum Encoding: String {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
  }

  /// One place.
  struct Position: Equatable {
    /// The line, from 0.
    let line: Int
    /// The number of characters of the line before it.
    let character: Int
  }

  /// The text in UTF-8.
  let bytes: [UInt8]
  private let encoding: Encoding
  private let lines: LineIndex
  /// The number of UTF-16 units before each block of bytes; empty for UTF-8.
  private var unitsBefore: [Int] = []
  private static let blockSize = 512

  /// Reads the places of `bytes`.
  init(_ bytes: [UInt8], _ encoding: Encoding) {
    self.bytes = bytes
    self.encoding = encoding
    lines = LineIndex(bytes)
    guard encoding == .utf16 else { return }
    unitsBefore = [0]
    for start in stride(from: 0, to: bytes.count, by: Self.blockSize) {
      let end = min(start + Self.blockSize, bytes.count)
      unitsBefore.append((unitsBefore.last ?? 0) + Self.countUnits(bytes[start..<end]))
    }
  }

  /// The place of the byte at `offset`; offsets beyond the end are taken as the end.
  func position(of offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let line = lines.line(at: offset)
    let start = lines.starts[line - 1]
    return Position(line: line - 1, character: units(before: offset) - units(before: start))
  }

  /// The offset of a place. Beyond the end of a line it is that end, beyond the last line the end of the text; within a
  /// scalar it is where that begins.
  func offset(of position: Position) -> Int {
    if position.line < 0 { return 0 }
    if position.line >= lines.count { return bytes.count }
    let line = lines.range(ofLine: position.line + 1)
    let (target, isTooFar) = units(before: line.start).addingReportingOverflow(max(0, position.character))
    if isTooFar || target >= units(before: line.end) { return line.end }
    var offset = encoding == .utf8 ? target : self.offset(ofUnit: target)
    while offset > line.start, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  /// The last offset at which a scalar begins and that has at most `unit` units before it.
  private func offset(ofUnit unit: Int) -> Int {
    var low = 0
    var high = unitsBefore.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if unitsBefore[middle] <= unit { low = middle } else { high = middle }
    }
    var offset = low * Self.blockSize
    var count = unitsBefore[low]
    while offset < bytes.count {
      let next = count + Self.units(startingWith: bytes[offset])
      if next > unit, bytes[offset] & 0xC0 != 0x80 { break }
      count = next
      offset += 1
    }
    return offset
  }

  private func units(before offset: Int) -> Int {
    guard encoding == .utf16 else { return offset }
    let block = offset / Self.blockSize
    return unitsBefore[block] + Self.countUnits(bytes[block * Self.blockSize..<offset])
  }

  private static func countUnits(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + units(startingWith: $1) }
  }

  /// The number of units of a scalar that begins with `byte`; 0 for a byte that continues one.
  private static func units(startingWith byte: UInt8) -> Int { byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1 }
}
