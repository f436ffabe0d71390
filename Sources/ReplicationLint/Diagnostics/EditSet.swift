import JSONSource

/// The edits that one round makes to one file, so far: in file order, none overlapping.
struct EditSet {
  private let size: Int
  private var edits: [Fix.Edit] = []

  /// Makes an empty set for a file of `size` bytes.
  init(size: Int) { self.size = size }

  /// Adds all edits of a fix, or none: they must lie in the file and keep clear of one another and of all others.
  mutating func insert(_ new: [Fix.Edit]) -> Bool {
    let new = Self.sorted(new).filter { !($0.range.isEmpty && $0.text.isEmpty) }
    let isInFile = new.allSatisfy { $0.range.start >= 0 && $0.range.end <= size }
    let isApart = zip(new, new.dropFirst()).allSatisfy { $0.range.end <= $1.range.start }
    guard !new.isEmpty, isInFile, isApart, new.allSatisfy({ !isInTheWay(of: $0) }) else { return false }
    for edit in new { edits.insert(edit, at: place(of: edit.range)) }
    return true
  }

  /// `bytes` with the edits.
  func applied(to bytes: [UInt8]) -> [UInt8] { bytes.applying(edits.map { (range: $0.range, text: $0.text.utf8) }) }

  /// Returns whether an edit of the set overlaps `edit`, or touches it so that the order of the two would matter.
  private func isInTheWay(of edit: Fix.Edit) -> Bool {
    let place = place(of: edit.range)
    // The others lie further off, since the edits of the set do not overlap.
    return edits[max(place - 1, 0)..<min(place + 1, edits.count)].contains { other in
      let (a, b) = (other.range, edit.range)
      if a.start < b.end, b.start < a.end { return true }
      let touches = a.end == b.start || b.end == a.start
      return touches && !(other.text.isEmpty && edit.text.isEmpty)
    }
  }

  /// The index of the first edit at or after `range`; O(log edits).
  private func place(of range: SourceRange) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].range < range { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The edits in file order.
  static func sorted(_ edits: [Fix.Edit]) -> [Fix.Edit] { edits.sorted { $0.range < $1.range } }
}

extension [UInt8] {
  /// The bytes with each text in place of its range; the ranges are in order and none overlaps. O(bytes).
  func applying<Text: Sequence<UInt8>>(_ changes: [(range: SourceRange, text: Text)]) -> [UInt8] {
    var new: [UInt8] = []
    var end = 0
    for change in changes {
      new += self[end..<change.range.start]
      new += change.text
      end = change.range.end
    }
    return new + self[end...]
  }
}
