/// A half-open range of UTF-8 byte offsets in one file: `start` is its first byte, `end` the first byte after it.
///
/// Offsets count from 0. A range may be empty: it is then located before the byte at `start`.
public struct SourceRange: Sendable, Hashable {
  /// The offset of the first byte.
  public var start: Int
  /// The offset after the last byte; never below `start`.
  public var end: Int

  /// Makes the range `start..<end`; an `end` below `start` is raised to it.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// The number of bytes.
  public var count: Int { end - start }
  /// Indicates whether no byte is in the range.
  public var isEmpty: Bool { start == end }

  /// Returns whether every byte of `other` lies in this range.
  public func contains(_ other: SourceRange) -> Bool { start <= other.start && other.end <= end }
}

extension SourceRange: Comparable {
  /// Orders by start, then by end.
  public static func < (a: SourceRange, b: SourceRange) -> Bool {
    (a.start, a.end) < (b.start, b.end)
  }
}
