import JSONSource

/// A file with steps applied one after another, kept as replacements of the file as it was given.
///
/// Steps are computed for sources that earlier steps have changed. A repair leaves out any of them, so their edits are
/// traced back to the original source; those that touch each other there are one.
struct RepairDraft {
  /// A part of the original source and its current content.
  private struct Replacement {
    var range: SourceRange
    var text: [UInt8]
    var steps: Set<Int>
  }

  /// The file as it was given.
  let input: Input
  private var replacements: [Replacement] = []
  private var titles: [String] = []

  init(_ input: Input) { self.input = input }

  /// The bytes with all steps.
  var bytes: [UInt8] { input.source.bytes.applying(replacements.map { (range: $0.range, text: $0.text) }) }

  /// Adds fixes that are computed for `bytes` and whose edits keep clear of each other.
  mutating func apply(_ fixes: [Fix]) {
    var edits: [(edit: Fix.Edit, step: Int)] = []
    for fix in fixes {
      edits += fix.edits.map { ($0, titles.count) }
      titles.append(fix.title)
    }
    // From the end, so that the places of the others stay as they are.
    let ordered = edits.enumerated().sorted { ($0.element.edit.range, $0.offset) > ($1.element.edit.range, $1.offset) }
    for (_, change) in ordered { apply(change.edit, change.step) }
  }

  private mutating func apply(_ edit: Fix.Edit, _ step: Int) {
    let current = bytes
    let (start, end) = (edit.range.start, edit.range.end)
    // The distance from a location in the first text to the same location in the current one.
    var shift = 0
    var first = 0
    while first < replacements.count {
      let old = replacements[first]
      let oldEnd = old.range.start + shift + old.text.count
      // An insertion behind another one stays an edit of its own.
      guard oldEnd < start || oldEnd == start && edit.range.isEmpty && old.range.isEmpty else { break }
      shift += old.text.count - old.range.count
      first += 1
    }
    var (low, high, lastShift, last) = (start, end, shift, first)
    var steps: Set<Int> = [step]
    while last < replacements.count {
      let old = replacements[last]
      let oldStart = old.range.start + lastShift
      guard oldStart <= end else { break }
      low = min(low, oldStart)
      high = max(high, oldStart + old.text.count)
      lastShift += old.text.count - old.range.count
      steps.formUnion(old.steps)
      last += 1
    }
    let text = Array(current[low..<start]) + Array(edit.text.utf8) + Array(current[end..<high])
    let range = SourceRange(low - shift, high - lastShift)
    replacements.replaceSubrange(first..<last, with: [Replacement(range: range, text: text, steps: steps)])
  }

  /// The steps as edits of the first text; replacements that share a step are one edit.
  var edits: [RepairEdit] {
    var groups: [(steps: Set<Int>, members: [Replacement])] = []
    for replacement in replacements {
      var (steps, members) = (replacement.steps, [replacement])
      for group in groups where !group.steps.isDisjoint(with: steps) {
        steps.formUnion(group.steps)
        members = group.members + members
      }
      groups = groups.filter { $0.steps.isDisjoint(with: steps) } + [(steps, members)]
    }
    return groups.compactMap { steps, members in
      let changes = members.filter { input.source.bytes[$0.range.start..<$0.range.end] != $0.text[...] }.map {
        Fix.Edit($0.range, String(decoding: $0.text, as: UTF8.self))
      }
      if changes.isEmpty { return nil }
      return RepairEdit(path: input.source.name, titles: steps.sorted().map { titles[$0] }, changes: changes)
    }
  }

  /// `bytes` with the changes of `edits`, which keep clear of each other.
  static func applying(_ edits: [RepairEdit], to bytes: [UInt8]) -> [UInt8] {
    let changes = edits.flatMap { $0.changes }.enumerated().sorted {
      ($0.element.range, $0.offset) < ($1.element.range, $1.offset)
    }
    return bytes.applying(changes.map { (range: $0.element.range, text: $0.element.text.utf8) })
  }
}
