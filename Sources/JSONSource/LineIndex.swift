/// Where lines begin in a file, to turn byte offsets into places people can find.
///
/// A line ends with LF, CRLF or a lone CR. Built in one pass, asked in O(log lines + line length).
public struct LineIndex: Sendable {
  /// A place as shown to people: line and column start at 1, columns count Unicode scalars.
  public struct Place: Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
  }

  /// The offset of each line's first byte.
  public let starts: [Int]
  private let bytes: [UInt8]

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

  /// The place of the byte at `offset`; offsets beyond the end are taken as the end.
  public func place(at offset: Int) -> Place {
    let offset = min(max(offset, 0), bytes.count)
    let line = line(at: offset)
    var column = 1
    for byte in bytes[starts[line - 1]..<offset] where byte & 0xC0 != 0x80 { column += 1 }
    return Place(line: line, column: column)
  }

  /// The bytes of `line` (from 1) without its line end.
  public func range(ofLine line: Int) -> SourceRange {
    let start = starts[line - 1]
    var end = line < starts.count ? starts[line] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(start, end)
  }
}
