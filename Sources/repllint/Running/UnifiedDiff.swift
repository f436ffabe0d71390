import ReplicationLint

/// The difference between two versions of a file, as `patch` reads it.
struct UnifiedDiff {
  private let path: String
  private let old: [ArraySlice<UInt8>]
  private let new: [ArraySlice<UInt8>]
  /// The number of unchanged lines around a change.
  private static let context = 3

  /// Compares two versions of the file at `path`.
  init(_ path: String, from old: [UInt8], to new: [UInt8]) {
    self.path = path
    self.old = Self.lines(old)
    self.new = Self.lines(new)
  }

  /// A line of the difference.
  private enum Line {
    case both(ArraySlice<UInt8>)
    case old(ArraySlice<UInt8>)
    case new(ArraySlice<UInt8>)

    var isChange: Bool { if case .both = self { false } else { true } }
    var isInOld: Bool { if case .new = self { false } else { true } }
    var isInNew: Bool { if case .old = self { false } else { true } }

    var text: [UInt8] {
      let (mark, line) =
        switch self {
        case .both(let line): (" ", line)
        case .old(let line): ("-", line)
        case .new(let line): ("+", line)
        }
      let end = line.last == 0x0A ? "" : "\n\\ No newline at end of file\n"
      return Array(mark.utf8) + line + Array(end.utf8)
    }
  }

  /// The difference in bytes; empty when there is none.
  var bytes: [UInt8] {
    let lines = lines
    var result: [UInt8] = []
    var start = 0
    var oldBefore = 0
    var newBefore = 0
    while let first = lines[start...].firstIndex(where: \.isChange) {
      let begin = max(start, first - Self.context)
      var end = first
      // Changes with at most twice the context between them share a hunk.
      while let next = lines[end...].prefix(2 * Self.context + 1).firstIndex(where: \.isChange) { end = next + 1 }
      let stop = min(end + Self.context, lines.count)
      let hunk = lines[begin..<stop]
      oldBefore += begin - start
      newBefore += begin - start
      let (oldCount, newCount) = (hunk.count { $0.isInOld }, hunk.count { $0.isInNew })
      if result.isEmpty { result += "--- \(shownPath)\n+++ \(shownPath)\n".utf8 }
      result += "@@ -\(Self.range(oldBefore, oldCount)) +\(Self.range(newBefore, newCount)) @@\n".utf8
      for line in hunk { result += line.text }
      oldBefore += oldCount
      newBefore += newCount
      start = stop
    }
    return result
  }

  /// The path as `git` writes and `patch` reads it: in quotes where it contains what would end or forge the line.
  private var shownPath: String {
    let isPlain = path.utf8.allSatisfy {
      $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    // A tab ends a name with spaces, which would otherwise end at the first of them.
    if isPlain { return path.utf8.contains(UInt8(ascii: " ")) ? "\(path)\t" : path }
    var result: [UInt8] = []
    for byte in path.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        result += [UInt8(ascii: "\\"), byte]
      } else if byte < 0x20 || byte == 0x7F {
        let digits = String(byte, radix: 8)
        result += "\\\(String(repeating: "0", count: 3 - digits.count))\(digits)".utf8
      } else {
        result.append(byte)
      }
    }
    return "\"\(String(decoding: result, as: UTF8.self))\""
  }

  /// A difference for a terminal: every character that could move the cursor is written as its code point.
  static func visible(_ difference: [UInt8]) -> [UInt8] {
    lines(difference).flatMap { line -> [UInt8] in
      let text = String(decoding: line.last == 0x0A ? line.dropLast() : line, as: UTF8.self)
      let parts = text.utf8.split(separator: 0x09, omittingEmptySubsequences: false)
      return Array(parts.map { ReplicationLint.visible(String(Substring($0))) }.joined(separator: "\t").utf8) + [0x0A]
    }
  }

  /// The position of a hunk: lines count from 1, except that an empty part names the line before it.
  private static func range(_ before: Int, _ count: Int) -> String {
    let first = count == 0 ? before : before + 1
    return count == 1 ? "\(first)" : "\(first),\(count)"
  }

  private var lines: [Line] {
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old[head...].reversed(), new[head...].reversed()).prefix { $0 == $1 }.count
    let oldPart = Array(old[head..<(old.count - tail)])
    let newPart = Array(new[head..<(new.count - tail)])
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in newPart.difference(from: oldPart) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var result = old[..<head].map(Line.both)
    var next = 0
    for (index, line) in oldPart.enumerated() {
      if removed.contains(index) {
        result.append(.old(line))
        continue
      }
      while inserted.contains(next) {
        result.append(.new(newPart[next]))
        next += 1
      }
      result.append(.both(line))
      next += 1
    }
    result += newPart[next...].map(Line.new)
    return result + old[(old.count - tail)...].map(Line.both)
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      lines.append(bytes[start...end])
      start = end + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }
}
