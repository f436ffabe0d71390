/// A set of bytes.
struct ByteSet {
  private var words = SIMD4<UInt64>()

  /// Every byte.
  static let all = ByteSet(0...0xFF)

  /// Makes an empty set.
  init() {}

  /// Makes a set of a range of bytes.
  init(_ range: ClosedRange<UInt8>) { insert(range) }

  /// Makes a set of all bytes but some.
  init(excluding bytes: [UInt8]) {
    self = .all
    for byte in bytes { self = removing(byte) }
  }

  /// Returns whether the set has `byte`.
  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0 }

  /// The set without `byte`.
  func removing(_ byte: UInt8) -> ByteSet {
    var set = self
    set.words[Int(byte >> 6)] &= ~(1 << UInt64(byte & 63))
    return set
  }

  /// Every byte that is not in the set.
  var complement: ByteSet {
    var set = ByteSet()
    set.words = ~words
    return set
  }

  private mutating func insert(_ range: ClosedRange<UInt8>) {
    for byte in range { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
  }

  private mutating func insert(_ byte: UInt8) { insert(byte...byte) }

  /// Reads what follows a `[`, and answers the set and where it ends; nil where git lets nothing match.
  static func bracket(_ pattern: [UInt8], _ start: Int) -> (set: ByteSet, end: Int)? {
    func byte(_ index: Int) -> UInt8? { index < pattern.count ? pattern[index] : nil }
    var set = ByteSet()
    var at = start
    let isNegated = byte(at) == UInt8(ascii: "!") || byte(at) == UInt8(ascii: "^")
    if isNegated { at += 1 }
    // The first element may be a `]`.
    var previous: UInt8?
    repeat {
      guard var current = byte(at) else { return nil }
      if current == UInt8(ascii: "-"), let low = previous, let high = byte(at + 1), high != UInt8(ascii: "]") {
        at += 1
        if high == UInt8(ascii: "\\") { at += 1 }
        guard let high = byte(at) else { return nil }
        if low <= high { set.insert(low...high) }
        previous = nil
      } else if current == UInt8(ascii: "["), byte(at + 1) == UInt8(ascii: ":"),
        let end = pattern[(at + 2)...].firstIndex(of: UInt8(ascii: "]"))
      {
        if end > at + 2, pattern[end - 1] == UInt8(ascii: ":") {
          guard let ranges = classes[String(decoding: pattern[(at + 2)..<(end - 1)], as: UTF8.self)] else { return nil }
          for range in ranges { set.insert(range) }
          at = end
          previous = nil
        } else {
          set.insert(current)
          previous = current
        }
      } else {
        if current == UInt8(ascii: "\\") {
          at += 1
          guard let escaped = byte(at) else { return nil }
          current = escaped
        }
        set.insert(current)
        previous = current
      }
      at += 1
    } while byte(at) != UInt8(ascii: "]")
    return (isNegated ? set.complement : set, at + 1)
  }

  /// The classes of POSIX in ASCII.
  private static let classes: [String: [ClosedRange<UInt8>]] = [
    "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A],
    "blank": [0x09...0x09, 0x20...0x20], "cntrl": [0x00...0x1F, 0x7F...0x7F], "digit": [0x30...0x39],
    "graph": [0x21...0x7E], "lower": [0x61...0x7A], "print": [0x20...0x7E],
    "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E], "space": [0x09...0x0D, 0x20...0x20],
    "upper": [0x41...0x5A], "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]
}
