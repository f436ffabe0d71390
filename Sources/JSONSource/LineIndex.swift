/// The starts of the lines of a file, which turn byte offsets into lines and columns.
///
/// A line ends with LF, CRLF or a lone CR. Built in O(bytes), asked in O(log lines), however long the lines are.
public struct LineIndex: Sendable {
  /// A place as shown to people: line and column start at 1, columns count Unicode scalars.
  public struct Position: Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
  }

  /// The offset of each line's first byte.
  public let starts: [Int]
  private let bytes: [UInt8]
  /// The number of scalars that begin before each block of bytes, so that a column of a long line needs no walk.
  private let scalarsBefore: [Int]
  private static let blockSize = 512

  /// Reads the line starts of `bytes`, in O(bytes).
  public init(_ bytes: [UInt8]) {
    var starts = [0]
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == 0x0A {
        starts.append(offset)
      } else if byte == 0x0D {
        if offset < bytes.count, bytes[offset] == 0x0A { offset += 1 }
        starts.append(offset)
      }
    }
    self.starts = starts
    self.bytes = bytes
    var scalarsBefore = [0]
    for start in stride(from: 0, to: bytes.count, by: Self.blockSize) {
      let end = min(start + Self.blockSize, bytes.count)
      scalarsBefore.append((scalarsBefore.last ?? 0) + countScalars(bytes[start..<end]))
    }
    self.scalarsBefore = scalarsBefore
  }

  /// The number of lines; an empty file has one.
  public var count: Int { starts.count }

  /// The line (from 1) that holds the byte at `offset`; the last one for offsets at or after the end.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The line of the last byte of a range; of an empty one, the line of its place.
  public func lastLine(of range: SourceRange) -> Int { line(at: range.isEmpty ? range.start : range.end - 1) }

  /// The place of the byte at `offset`; offsets beyond the end are taken as the end.
  public func position(at offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let line = line(at: offset)
    return Position(line: line, column: scalars(before: offset) - scalars(before: starts[line - 1]) + 1)
  }

  private func scalars(before offset: Int) -> Int {
    let block = offset / Self.blockSize
    return scalarsBefore[block] + countScalars(bytes[block * Self.blockSize..<offset])
  }

  /// The bytes of `line` (from 1) without its line end.
  public func range(ofLine line: Int) -> SourceRange {
    let start = starts[line - 1]
    var end = line < starts.count ? starts[line] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(start, end)
  }
}

/// The number of scalars that begin in `bytes`; bytes that are not UTF-8 count unless they continue others.
private func countScalars(_ bytes: ArraySlice<UInt8>) -> Int {
  var count = 0
  for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
  return count
}
