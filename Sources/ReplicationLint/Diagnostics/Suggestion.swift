import JSONSource

/// The candidate that `word` most likely means: the same but for case, else at most `limit` edits away.
///
/// An edit inserts, deletes, replaces or swaps neighbouring characters (optimal string alignment). The distance must
/// also stay below half of the word, so that short words suggest nothing wild. O(candidates x length).
package func suggestion(for word: String, among candidates: some Sequence<String>, limit: Int = 2) -> String? {
  let letters = Letters(word)
  var lower: (text: String, scalars: [Unicode.Scalar])?
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let bound = min(limit, best.map { $0.distance - 1 } ?? limit)
    if candidate.hasSameBytes(as: word) || Letters(candidate).areFar(from: letters, bound) { continue }
    let folded = lower ?? (word.lowercased(), Array(word.lowercased().unicodeScalars))
    lower = folded
    let other = lowercasedScalars(candidate)
    if other == folded.scalars { return candidate }
    guard let distance = editDistance(folded.scalars, other, bound) else { continue }
    if distance * 2 < max(folded.text.count, 2) { best = (candidate, distance) }
  }
  return best?.candidate
}

/// The letters of a word, whatever their case, so that most words are distinguished without comparing them.
private struct Letters {
  /// A bit for each ASCII letter, one that several characters share for all others; nil for text beyond ASCII.
  private let present: UInt32?
  private let count: Int

  init(_ word: String) {
    var present: UInt32 = 0
    var isASCII = true
    for byte in word.utf8 {
      present |= 1 << UInt32(byte & 0x1F)
      if byte >= 0x80 { isASCII = false }
    }
    self.present = isASCII ? present : nil
    count = word.utf8.count
  }

  /// Returns whether more than `limit` edits lie between two words for certain: each adds and takes away one letter at
  /// most.
  func areFar(from other: Letters, _ limit: Int) -> Bool {
    guard let present, let others = other.present else { return false }
    return abs(count - other.count) > limit || (present & ~others).nonzeroBitCount > limit
      || (others & ~present).nonzeroBitCount > limit
  }
}

/// The characters of `text` in lowercase.
private func lowercasedScalars(_ text: String) -> [Unicode.Scalar] {
  guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return Array(text.lowercased().unicodeScalars) }
  return text.utf8.map { Unicode.Scalar((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0) }
}

/// The number of edits between two words, or nil beyond `limit`.
///
/// Only cells at most `limit` off the diagonal can hold a number within it, so the work is O(length x limit).
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], _ limit: Int) -> Int? {
  if limit < 0 || abs(a.count - b.count) > limit { return nil }
  let beyond = limit + 1
  var beforeLast = [Int](repeating: beyond, count: b.count + 1)
  var last = (0...b.count).map { min($0, beyond) }
  var row = beforeLast
  for i in a.indices {
    let first = max(1, i + 1 - limit)
    let end = min(b.count, i + 1 + limit)
    row[first - 1] = first == 1 ? min(i + 1, beyond) : beyond
    if end < b.count { row[end + 1] = beyond }
    var least = row[first - 1]
    for k in first..<(end + 1) {
      let j = k - 1
      var cost = min(last[k] + 1, row[k - 1] + 1, last[k - 1] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[k - 2] + 1) }
      row[k] = min(cost, beyond)
      least = min(least, row[k])
    }
    if least > limit { return nil }
    (beforeLast, last, row) = (last, row, beforeLast)
  }
  return last[b.count] <= limit ? last[b.count] : nil
}
