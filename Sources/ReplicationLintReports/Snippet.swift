import JSONSource

/// A part of one file with the places that a finding points at.
struct Snippet {
  /// A place that is pointed at.
  struct Mark {
    let range: SourceRange
    /// Indicates whether this is the location of the finding itself.
    let isPrimary: Bool
    /// The note about it; empty for none.
    let text: String
  }

  /// A row of the snippet.
  enum Row {
    /// A line of the file and its number.
    case line(Int, String)
    /// The ranges that are underlined in the line above.
    case underline([Underlines.Run])
    /// Lines that are left out.
    case gap
  }

  /// The part of a mark in one line.
  private struct Part {
    let mark: Mark
    let range: SourceRange
    let showsText: Bool
  }

  let source: SourceFile
  private let lines: LineIndex
  private(set) var marks: [Mark]
  /// The columns that a line may take.
  private let limit: Int

  init(_ file: (source: SourceFile, lines: LineIndex), _ mark: Mark, limit: Int) {
    source = file.source
    lines = file.lines
    marks = [mark]
    self.limit = limit
  }

  /// The largest line number that is shown.
  var lastLine: Int { marks.map { lines(of: $0).last }.max() ?? 1 }

  /// Adds a mark, unless a long line cannot show it beside the others.
  mutating func add(_ mark: Mark) -> Bool {
    for line in Set([lines(of: mark).first, lines(of: mark).last]) {
      let starts = (marks + [mark]).compactMap { part(of: $0, in: line)?.range.start }
      if lines.range(ofLine: line).count > limit,
        (starts.max() ?? 0) - (starts.min() ?? 0) > limit - 2 * LineLayout.lead(limit)
      {
        return false
      }
    }
    marks.append(mark)
    return true
  }

  /// Draws the lines in which marks begin and end.
  func rows(primary: TextStyle) -> [Row] {
    let shown = Set(marks.flatMap { [lines(of: $0).first, lines(of: $0).last] }).sorted()
    var rows: [Row] = []
    var previous: Int?
    for line in shown {
      if let previous {
        // A single line is no longer than the sign that it is left out.
        if line == previous + 2 { rows.append(.line(line - 1, layout(line - 1, []).text)) }
        if line > previous + 2 { rows.append(.gap) }
      }
      previous = line
      let parts = marks.compactMap { part(of: $0, in: line) }
      let layout = layout(line, parts)
      rows.append(.line(line, layout.text))
      let underlines = Underlines(
        parts.map { part in
          Underlines.Mark(
            columns: layout.columns(of: part.range), isPrimary: part.mark.isPrimary,
            text: part.showsText ? part.mark.text : "")
        }, primary: primary, limit: limit)
      rows += underlines.rows.map { .underline($0) }
    }
    return rows
  }

  private func layout(_ line: Int, _ parts: [Part]) -> LineLayout {
    let range = lines.range(ofLine: line)
    let start = parts.map { $0.range.start }.min() ?? range.start
    let end = parts.map { $0.range.end }.max() ?? start
    return LineLayout(source.bytes, line: range, focus: SourceRange(start, end), limit: limit)
  }

  /// The lines of the first and the last byte of a mark.
  private func lines(of mark: Mark) -> (first: Int, last: Int) {
    (lines.line(at: mark.range.start), lines.lastLine(of: mark.range))
  }

  /// The part of a mark in `line`, when that is its first or its last one.
  private func part(of mark: Mark, in line: Int) -> Part? {
    let (first, last) = lines(of: mark)
    guard line == first || line == last else { return nil }
    let content = lines.range(ofLine: line)
    var start = mark.range.start
    if line != first {
      start = content.start
      while start < content.end, source.bytes[start] == 0x20 || source.bytes[start] == 0x09 { start += 1 }
    }
    start = min(start, content.end)
    let end = line == last ? min(mark.range.end, content.end) : content.end
    return Part(mark: mark, range: SourceRange(start, end), showsText: line == last)
  }
}
