/// A pattern of path bytes, in the grammar of gitignore(5).
///
/// `*` and `?` stay within a folder, `[...]` is one byte of a set, `\` takes the next byte literally, and `**` between
/// slashes crosses folders. Matching takes time in proportion to pattern and path, whatever the two contain.
struct GlobPattern {
  /// The bytes that `?` matches.
  enum Unit {
    /// One byte, as git does.
    case byte
    /// One Unicode scalar, as a shell does.
    case scalar
  }

  private enum Step {
    /// One byte of the set.
    case one(ByteSet)
    /// Any number of bytes of the set.
    case many(ByteSet)
    /// Either goes on or leaves out so many steps.
    case optional(Int)
  }

  private var steps: [Step] = []
  /// The bytes of a pattern that has no wildcard, which is compared at once.
  private var literal: [UInt8]? = []

  private static let slash = UInt8(ascii: "/")
  private static let notSlash = ByteSet(excluding: [slash])

  /// Returns whether `bytes` contain a character with a meaning of its own.
  static func hasWildcard(_ bytes: some Sequence<UInt8>) -> Bool { bytes.contains(where: isSpecial) }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "\\"): true
    default: false
    }
  }

  /// Reads a pattern; nil where it can match nothing, as git decides: an open `[`, an unknown class, a `\` at the end.
  init?(_ pattern: some Collection<UInt8>, unit: Unit = .byte) {
    let pattern = Array(pattern)
    var at = 0
    // Git compares the part before the first wildcard by itself, so that `**` right after it counts as if it began.
    let start = pattern.firstIndex(where: Self.isSpecial) ?? pattern.count
    while at < pattern.count {
      switch pattern[at] {
      case UInt8(ascii: "*"): at = appendStars(pattern, at, start)
      case UInt8(ascii: "?"):
        add(.one(Self.notSlash))
        // Only the first byte of a scalar is required; what continues it goes along.
        if unit == .scalar { add(.many(ByteSet(0x80...0xBF))) }
        at += 1
      case UInt8(ascii: "["):
        guard let (set, end) = ByteSet.bracket(pattern, at + 1) else { return nil }
        add(.one(set.removing(Self.slash)))
        at = end
      case UInt8(ascii: "\\"):
        guard at + 1 < pattern.count else { return nil }
        append(pattern[at + 1])
        at += 2
      default:
        append(pattern[at])
        at += 1
      }
    }
  }

  private mutating func add(_ step: Step) {
    literal = nil
    steps.append(step)
  }

  private mutating func append(_ byte: UInt8) {
    literal?.append(byte)
    steps.append(.one(ByteSet(byte...byte)))
  }

  /// Reads a run of `*`, and answers where it ends.
  private mutating func appendStars(_ pattern: [UInt8], _ begin: Int, _ start: Int) -> Int {
    let end = pattern[begin...].firstIndex { $0 != UInt8(ascii: "*") } ?? pattern.count
    let isAtSlash = begin == start || begin == 0 || pattern[begin - 1] == Self.slash
    guard end - begin >= 2, isAtSlash, end == pattern.count || pattern[end] == Self.slash else {
      add(.many(Self.notSlash))
      return end
    }
    if end == pattern.count {
      add(.many(.all))
      return end
    }
    add(.optional(2))
    add(.many(.all))
    add(.one(ByteSet(Self.slash...Self.slash)))
    return end + 1
  }

  /// Returns whether the whole of `path` matches.
  func matches(_ path: some Collection<UInt8>) -> Bool {
    if let literal { return literal.elementsEqual(path) }
    var states = [Bool](repeating: false, count: steps.count + 1)
    var next = states
    states[0] = true
    close(&states)
    for byte in path {
      var isAlive = false
      for index in steps.indices where states[index] {
        switch steps[index] {
        case .one(let set) where set.contains(byte): next[index + 1] = true
        case .many(let set) where set.contains(byte): next[index] = true
        default: continue
        }
        isAlive = true
      }
      if !isAlive { return false }
      close(&next)
      swap(&states, &next)
      for index in next.indices { next[index] = false }
    }
    return states[steps.count]
  }

  /// Adds the states that are reached without reading a byte, all of which lie further on.
  private func close(_ states: inout [Bool]) {
    for index in steps.indices where states[index] {
      switch steps[index] {
      case .one: continue
      case .many: states[index + 1] = true
      case .optional(let count):
        states[index + 1] = true
        states[index + 1 + count] = true
      }
    }
  }
}
