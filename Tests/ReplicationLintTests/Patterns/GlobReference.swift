/// What the tests compare globs with: the definition of matching by cases, as a recursion over pattern and text.
///
/// It shares nothing with the implementation and takes exponential time for patterns of many `*`.
enum GlobReference {
  static func matches(_ pattern: [UInt16], _ text: [UInt16]) -> Bool {
    matches(pattern, 0, text, 0)
  }

  private static func matches(_ pattern: [UInt16], _ p: Int, _ text: [UInt16], _ t: Int) -> Bool {
    if p == pattern.count { return t == text.count }
    let takesAny = t < text.count && !isLineTerminator(text[t])
    if pattern[p] == 0x2A {
      return matches(pattern, p + 1, text, t) || (takesAny && matches(pattern, p, text, t + 1))
    }
    if pattern[p] == 0x3F { return takesAny && matches(pattern, p + 1, text, t + 1) }
    var literal = pattern[p]
    var next = p + 1
    if literal == 0x24, p + 3 < pattern.count, pattern[p + 1] == 0x7B, pattern[p + 3] == 0x7D,
      [0x2A, 0x3F, 0x24].contains(pattern[p + 2])
    {
      literal = pattern[p + 2]
      next = p + 4
    }
    return t < text.count && text[t] == literal && matches(pattern, next, text, t + 1)
  }

  private static func isLineTerminator(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x0A, 0x0D, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Returns whether every surrogate belongs to a pair.
  static func isWellFormed(_ text: [UInt16]) -> Bool {
    Array(String(decoding: text, as: UTF16.self).utf16) == text
  }

  /// All strings over an alphabet, shorter ones first, then in the order of the alphabet.
  static func strings(over alphabet: [UInt16], upTo length: Int) -> [[UInt16]] {
    var all: [[UInt16]] = [[]]
    var level: [[UInt16]] = [[]]
    for _ in 0..<length {
      level = level.flatMap { text in alphabet.map { text + [$0] } }
      all += level
    }
    return all
  }
}

/// Sebastiano Vigna's SplitMix64: the same numbers on every platform.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A pattern or text of random length over an alphabet.
  mutating func units(over alphabet: [UInt16], length: ClosedRange<Int>) -> [UInt16] {
    (0..<Int.random(in: length, using: &self)).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] }
  }
}

extension String {
  /// The UTF-16 code units as an array.
  var units: [UInt16] { Array(utf16) }
}
