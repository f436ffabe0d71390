/// The candidate that `word` most likely means: the same but for case, else at most `limit` edits away.
///
/// An edit inserts, deletes, replaces or swaps neighbouring characters (optimal string alignment). The distance must
/// also stay below half of the word, so that short words suggest nothing wild. O(candidates x length^2).
public func suggestion(for word: String, among candidates: some Sequence<String>, limit: Int = 2) -> String? {
  let lower = word.lowercased()
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    if candidate.utf8.elementsEqual(word.utf8) { continue }
    let candidateLower = candidate.lowercased()
    if candidateLower.utf8.elementsEqual(lower.utf8) { return candidate }
    let bound = min(limit, best.map { $0.distance - 1 } ?? limit)
    guard let distance = editDistance(Array(lower.unicodeScalars), Array(candidateLower.unicodeScalars), bound) else {
      continue
    }
    if distance * 2 < max(lower.count, 2) { best = (candidate, distance) }
  }
  return best?.candidate
}

/// The number of edits between two words, or nil beyond `limit`.
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], _ limit: Int) -> Int? {
  if limit < 0 || abs(a.count - b.count) > limit { return nil }
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    if row.min() ?? 0 > limit { return nil }
    (beforeLast, last) = (last, row)
  }
  return last[b.count] <= limit ? last[b.count] : nil
}
