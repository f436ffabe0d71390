/// The rows under a line of a file: carets and dashes, and the notes that belong to them.
struct Underlines {
  /// A part of the line that is pointed at.
  struct Mark {
    /// The columns, at least one.
    let columns: Range<Int>
    /// Indicates whether this is the location of the finding itself.
    let isPrimary: Bool
    /// The note about it; empty for none.
    let text: String
  }

  /// A stretch of a row.
  struct Run {
    let text: String
    let style: TextStyle
  }

  /// The rows from top to bottom, without trailing spaces.
  let rows: [[Run]]

  /// Draws `marks`: one row of underlines, ended by the text of the mark that ends it if `limit` columns are enough;
  /// the other notes are placed below, the rightmost first, in as many rows as they need.
  init(_ marks: [Mark], primary: TextStyle, limit: Int) {
    let inline = Self.inlineText(marks).flatMap { index in
      let end = marks.map { $0.columns.upperBound }.max() ?? 0
      return end + 1 + DisplayWidth.of(marks[index].text) <= limit ? index : nil
    }
    var rows = [
      Self.line(marks, primary) + (inline.map { [Self.text(" \(marks[$0].text)", of: marks[$0], primary)] } ?? [])
    ]
    var hanging = marks.indices.filter { $0 != inline && !marks[$0].text.isEmpty }.map { marks[$0] }
    hanging.sort { $0.columns.lowerBound < $1.columns.lowerBound }
    if !hanging.isEmpty { rows.append(Self.connectors(hanging, primary)) }
    while let mark = hanging.popLast() {
      let start = mark.columns.lowerBound
      let connectors = hanging.filter { $0.columns.lowerBound < start }
      let drawn = connectors.last.map { $0.columns.lowerBound + 1 } ?? 0
      let column = Self.column(of: mark, after: drawn, limit)
      for line in Self.lines(mark.text, room: limit - column) {
        rows.append(
          Self.connectors(connectors, primary)
            + [
              Run(text: String(repeating: " ", count: column - drawn), style: .plain),
              Self.text(line, of: mark, primary),
            ])
      }
    }
    self.rows = rows
  }

  /// The column of a mark's text: under its mark, or further left where it would exceed the limit.
  private static func column(of mark: Mark, after drawn: Int, _ limit: Int) -> Int {
    let width = min(DisplayWidth.of(mark.text), narrowest)
    return max(min(mark.columns.lowerBound, limit - width), drawn)
  }

  /// The minimum number of columns of a note in several lines.
  private static let narrowest = 24

  /// A note in lines that fit `room` columns, unless that would leave a narrow column.
  private static func lines(_ text: String, room: Int) -> [String] {
    if room < narrowest || DisplayWidth.of(text) <= room { return [text] }
    return wrapped(text, first: "", rest: "", width: room).unicodeScalars.split(separator: "\n").map { String($0) }
  }

  private static func style(_ mark: Mark, _ primary: TextStyle) -> TextStyle { mark.isPrimary ? primary : .frame }

  private static func text(_ text: String, of mark: Mark, _ primary: TextStyle) -> Run {
    Run(text: text, style: style(mark, primary))
  }

  /// The marks from the one drawn first, and possibly drawn over, to the one on top.
  private static func layers(_ marks: [Mark]) -> [Int] {
    marks.indices.sorted { a, b in
      if marks[a].isPrimary != marks[b].isPrimary { return marks[b].isPrimary }
      if marks[a].columns.count != marks[b].columns.count { return marks[a].columns.count > marks[b].columns.count }
      return a < b
    }
  }

  /// The mark whose note can follow the underlines without seeming to belong to another.
  private static func inlineText(_ marks: [Mark]) -> Int? {
    let end = marks.map { $0.columns.upperBound }.max() ?? 0
    guard let owner = layers(marks).last(where: { marks[$0].columns.upperBound == end }) else { return nil }
    if !marks[owner].text.isEmpty { return owner }
    return marks.indices.first { marks[$0].columns == marks[owner].columns && !marks[$0].text.isEmpty }
  }

  private static func line(_ marks: [Mark], _ primary: TextStyle) -> [Run] {
    if marks.count == 1 {
      let blanks = Run(text: String(repeating: " ", count: marks[0].columns.lowerBound), style: .plain)
      let sign = marks[0].isPrimary ? "^" : "-"
      let line = text(String(repeating: sign, count: marks[0].columns.count), of: marks[0], primary)
      return blanks.text.isEmpty ? [line] : [blanks, line]
    }
    var cells = [Int?](repeating: nil, count: marks.map { $0.columns.upperBound }.max() ?? 0)
    for index in layers(marks) {
      for column in marks[index].columns { cells[column] = index }
    }
    return runs(
      cells.map { index in
        guard let index else { return blank }
        return marks[index].isPrimary ? (UInt8(ascii: "^"), primary) : (UInt8(ascii: "-"), .frame)
      })
  }

  private static func connectors(_ marks: [Mark], _ primary: TextStyle) -> [Run] {
    var cells = Array(repeating: blank, count: marks.map { $0.columns.lowerBound + 1 }.max() ?? 0)
    for mark in marks { cells[mark.columns.lowerBound] = (UInt8(ascii: "|"), style(mark, primary)) }
    return runs(cells)
  }

  /// A column of a row: an ASCII character and its style.
  private typealias Cell = (character: UInt8, style: TextStyle)

  private static let blank: Cell = (UInt8(ascii: " "), .plain)

  /// Joins neighbours of one style.
  private static func runs(_ cells: [Cell]) -> [Run] {
    var runs: [Run] = []
    var start = 0
    for (index, cell) in cells.enumerated() where index + 1 == cells.count || cells[index + 1].style != cell.style {
      let characters = cells[start...index].map { $0.character }
      runs.append(Run(text: String(decoding: characters, as: UTF8.self), style: cell.style))
      start = index + 1
    }
    return runs
  }
}
