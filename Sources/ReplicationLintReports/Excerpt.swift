import JSONSource

/// Snippets of one or several files, drawn below each other with line numbers and frames.
struct Excerpt {
  private let snippets: [Snippet]
  private let sources: ReportSources
  private let usesColor: Bool
  private let width: Int

  init(_ snippets: [Snippet], _ sources: ReportSources, usesColor: Bool) {
    self.snippets = snippets
    self.sources = sources
    self.usesColor = usesColor
    width = String(snippets.map { $0.lastLine }.max() ?? 1).utf8.count
  }

  /// Indicates whether there is nothing to draw.
  var isEmpty: Bool { snippets.isEmpty }
  /// The spaces before the frame.
  var margin: String { blanks(width + 1) }
  /// A line with nothing but the frame.
  var frame: String { "\(margin)\(paint("|", .frame))\n" }

  /// The drawing; without snippets an arrow to the place `elsewhere`.
  func text(primary: TextStyle, elsewhere: String) -> String {
    if snippets.isEmpty { return arrow("-->", elsewhere) }
    var output = ""
    for (index, snippet) in snippets.enumerated() {
      let place = sources.location(snippet.source.name, snippet.marks[0].range.start)
      output += arrow(index == 0 ? "-->" : ":::", place) + frame
      for row in snippet.rows(primary: primary) { output += text(of: row) }
    }
    return output
  }

  private func arrow(_ arrow: String, _ place: String) -> String {
    "\(blanks(width))\(paint(arrow, .frame)) \(place)\n"
  }

  private func text(of row: Snippet.Row) -> String {
    switch row {
    case .line(let number, let text):
      let number = String(number)
      return paint("\(blanks(width - number.utf8.count))\(number) |", .frame) + (text.isEmpty ? "\n" : " \(text)\n")
    case .underline(let runs):
      return "\(margin)\(paint("|", .frame)) " + runs.map { paint($0.text, $0.style) }.joinedText() + "\n"
    case .gap: return paint("...", .frame) + "\n"
    }
  }

  private func paint(_ text: String, _ style: TextStyle) -> String { style.paint(text, usesColor: usesColor) }
  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension Excerpt {
  /// The drawing as HTML in which the text of each ink has its class; nil without snippets.
  var html: String? {
    if snippets.isEmpty { return nil }
    return snippets.map { snippet in
      let place = sources.location(snippet.source.name, snippet.marks[0].range.start)
      let rows = snippet.rows(primary: .strong).map(html).joinedText()
      return "<figure><figcaption>\(htmlText(place))</figcaption><pre>\(rows)</pre></figure>\n"
    }.joinedText()
  }

  private func html(of row: Snippet.Row) -> String {
    switch row {
    case .line(let number, let text):
      let number = String(number)
      return "<i>\(blanks(width - number.utf8.count))\(number)</i> \(htmlText(text))\n"
    case .underline(let runs):
      let marks = runs.map { run in
        run.style == .plain
          ? htmlText(run.text) : "<b class=\"\(run.style == .strong ? "here" : "there")\">\(htmlText(run.text))</b>"
      }
      return "<i>\(blanks(width))</i> \(marks.joinedText())\n"
    case .gap: return "<i>\(blanks(max(0, width - 3)))...</i>\n"
    }
  }
}
