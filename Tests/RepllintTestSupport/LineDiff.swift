/// The difference of two strings, line by line, for the failure of a test.
public struct LineDiff: CustomStringConvertible {
  /// A line of the comparison.
  private enum Row {
    case same([UInt8])
    case removed([UInt8])
    case added([UInt8])
  }

  private let rows: [Row]
  /// The number of lines that are shown around a difference.
  private static let context = 3

  /// Compares byte for byte: Swift considers canonically equivalent strings equal, files do not.
  public init(expected: String, actual: String) {
    let old = Self.lines(expected)
    let new = Self.lines(actual)
    let difference = new.difference(from: old)
    let removed = Set(difference.removals.map { Self.offset($0) })
    let added = Set(difference.insertions.map { Self.offset($0) })
    var rows: [Row] = []
    var (oldLine, newLine) = (0, 0)
    while oldLine < old.count || newLine < new.count {
      if removed.contains(oldLine) {
        rows.append(.removed(old[oldLine]))
        oldLine += 1
      } else if added.contains(newLine) {
        rows.append(.added(new[newLine]))
        newLine += 1
      } else {
        rows.append(.same(old[oldLine]))
        (oldLine, newLine) = (oldLine + 1, newLine + 1)
      }
    }
    self.rows = rows
  }

  /// Indicates whether the strings are the same.
  public var isEmpty: Bool { !rows.contains { if case .same = $0 { false } else { true } } }

  /// The differing lines, marked `-` for expected and `+` for actual, with the lines around them.
  public var description: String {
    var shown = [Bool](repeating: false, count: rows.count)
    for (index, row) in rows.enumerated() {
      if case .same = row { continue }
      for near in max(0, index - Self.context)...min(rows.count - 1, index + Self.context) { shown[near] = true }
    }
    var output = ""
    for (index, row) in rows.enumerated() {
      if shown[index] {
        switch row {
        case .same(let line): output += "  \(Self.printable(line))\n"
        case .removed(let line): output += "- \(Self.printable(line))\n"
        case .added(let line): output += "+ \(Self.printable(line))\n"
        }
      } else if index == 0 || shown[index - 1] {
        output += "  ...\n"
      }
    }
    return output
  }

  private static func lines(_ text: String) -> [[UInt8]] {
    Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
  }

  private static func offset(_ change: CollectionDifference<[UInt8]>.Change) -> Int {
    switch change {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }

  /// A line with control characters and trailing spaces made visible.
  private static func printable(_ line: [UInt8]) -> String {
    var text = ""
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      if scalar.properties.generalCategory == .control {
        text += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text.hasSuffix(" ") ? "\(text)<" : text
  }
}
