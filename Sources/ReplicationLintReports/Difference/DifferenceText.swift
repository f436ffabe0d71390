import JSONSource
import ReplicationLint

/// The difference for people: each change drawn like a finding, the place that causes it first.
struct DifferenceText {
  private let files: ComparedFiles
  private let options: RenderOptions

  init(_ files: ComparedFiles, _ options: RenderOptions) {
    self.files = files
    self.options = options
  }

  func render(_ difference: Difference) -> [UInt8] {
    let setups = difference.setups.map(text).joined()
    return Array((setups + difference.summary + "\n").utf8)
  }

  private func text(of setup: SetupDifference) -> String {
    let before = SetupDifference.verdict(setup.before)
    let after = SetupDifference.verdict(setup.after)
    let verdict = before.hasSameBytes(as: after) ? "\(after), as before" : "\(after); before, it \(before)"
    var output = paint("setup `\(visible(setup.name))`", .strong) + ": \(verdict)\n"
    for (analysis, isNew) in [(setup.before, false), (setup.after, true)] {
      for path in SetupDifference.refused(analysis) {
        output += "\(isNew ? "new" : "old"): `\(visible(files.path(path, isNew: isNew)))` is refused; "
        output += "see repllint check\n"
      }
    }
    if setup.changes.isEmpty { output += "no change\n" }
    return output + "\n" + setup.changes.map { text(of: $0) + "\n" }.joined()
  }

  private func text(of change: Change) -> String {
    let style = TextStyle.severity(change.kind.severity)
    var output = paint("\(change.kind.severity.rawValue)[\(change.kind.rawValue)]", style)
    output += paint(": \(change.message.text)", .strong) + "\n"
    let places = [change.place, change.otherPlace].compactMap { $0 }
    let lines = places.map { files.sources.region(files.path($0), $0.range)?.lastLine ?? 1 }
    let limit = options.lineLimit(digits: String(lines.max() ?? 1).utf8.count)
    let snippets = places.enumerated().compactMap { index, place -> Snippet? in
      guard let file = files.sources.file(files.path(place)) else { return nil }
      let version = place.isNew ? "new" : "old"
      let mark = Snippet.Mark(
        range: place.range, isPrimary: index == 0, text: "\(version): \(place.label.text)")
      return Snippet(file, mark, limit: limit)
    }
    let excerpt = Excerpt(snippets, files.sources, usesColor: options.usesColor)
    if !excerpt.isEmpty { output += excerpt.text(primary: style, elsewhere: "") }
    let remarks = remarks(on: change)
    if !remarks.isEmpty, !excerpt.isEmpty { output += excerpt.frame }
    for (name, text) in remarks {
      output += "\(excerpt.margin)\(paint("=", .frame)) \(paint("\(name):", .strong)) \(text)\n"
    }
    return output
  }

  private func remarks(on change: Change) -> [(String, String)] {
    var remarks: [(String, String)] = []
    if let role = change.role { remarks.append(("role", visible(role))) }
    if change.actions.count > 3 { remarks.append(("actions", visible(change.actions.joined(separator: ", ")))) }
    return remarks
  }

  private func paint(_ text: String, _ style: TextStyle) -> String { style.paint(text, usesColor: options.usesColor) }
}
