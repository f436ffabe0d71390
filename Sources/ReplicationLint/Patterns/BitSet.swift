/// A set of automaton positions (small numbers from 0) as bits of 64-bit words.
///
/// Sets that are combined have equally many words; members stay below 64 times that number.
struct BitSet: Sendable, Hashable {
  /// The members: bit `i % 64` of word `i / 64` stands for `i`.
  var words: [UInt64]

  /// The empty set. O(words).
  init(wordCount: Int) {
    words = [UInt64](repeating: 0, count: wordCount)
  }

  /// The set with these bits. O(1).
  init(words: [UInt64]) {
    self.words = words
  }

  /// Indicates whether the set has no member. O(words).
  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// Returns whether the set has this member. O(1).
  func contains(_ member: Int) -> Bool {
    words[member / 64] >> UInt64(member % 64) & 1 == 1
  }

  /// Adds a member. O(1).
  mutating func insert(_ member: Int) {
    words[member / 64] |= 1 << UInt64(member % 64)
  }

  /// Removes a range of members. O(range / 64).
  mutating func remove(_ members: Range<Int>) {
    var member = members.lowerBound
    while member < members.upperBound {
      let count = min(64 - member % 64, members.upperBound - member)
      let bits = UInt64.max >> UInt64(64 - count)
      words[member / 64] &= ~(bits << UInt64(member % 64))
      member += count
    }
  }

  /// Removes the members of another set. O(words).
  mutating func subtract(_ other: BitSet) {
    for word in words.indices { words[word] &= ~other.words[word] }
  }

  /// Keeps the members that another set has too. O(words).
  mutating func formIntersection(_ other: BitSet) {
    for word in words.indices { words[word] &= other.words[word] }
  }

  /// Returns whether the sets have a common member. O(words).
  func intersects(_ other: BitSet) -> Bool {
    for word in words.indices where words[word] & other.words[word] != 0 { return true }
    return false
  }
}
