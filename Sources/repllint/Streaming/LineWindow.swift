/// Reads a stream of lines, as many at a time as have come, and never more than a window holds.
struct LineWindow {
  /// One line.
  enum Line: Sendable {
    /// Its bytes, without the end.
    case bytes([UInt8])
    /// It is longer than `lineLimit`; nothing of it is kept.
    case tooLong
  }

  /// The longest line in bytes.
  static let lineLimit = 1 << 26
  /// About how many bytes are read before lines are handed on.
  private static let size = 1 << 18
  private static let chunk = 1 << 18

  private let descriptor: SystemCalls.Descriptor
  private var rest: [UInt8] = []
  /// Indicates whether the beginning of a line was dropped for its length.
  private var isDropping = false
  private var isAtEnd = false

  /// Reads from an open descriptor.
  init(_ descriptor: SystemCalls.Descriptor) { self.descriptor = descriptor }

  /// The next lines, at least one; nil at the end. Waits only where no whole line has come.
  mutating func next() throws(SystemError) -> [Line]? {
    var lines: [Line] = []
    var size = 0
    while !isAtEnd {
      let bytes = try SystemCalls.readChunk(of: Self.chunk, from: descriptor)
      isAtEnd = bytes.isEmpty
      take(bytes, &lines)
      size += bytes.count
      if !lines.isEmpty, size >= Self.size || !SystemCalls.isReadable(descriptor) { return lines }
    }
    // The last line needs no end.
    if isDropping {
      lines.append(.tooLong)
    } else if !rest.isEmpty {
      lines.append(.bytes(rest))
    }
    rest = []
    isDropping = false
    return lines.isEmpty ? nil : lines
  }

  /// Divides bytes into lines; each byte is looked at once.
  private mutating func take(_ bytes: [UInt8], _ lines: inout [Line]) {
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      add(bytes[start..<end])
      lines.append(isDropping ? .tooLong : .bytes(rest))
      rest = []
      isDropping = false
      start = end + 1
    }
    add(bytes[start...])
  }

  private mutating func add(_ part: ArraySlice<UInt8>) {
    if isDropping { return }
    if rest.count + part.count > Self.lineLimit {
      isDropping = true
      rest = []
    } else {
      rest += part
    }
  }
}
