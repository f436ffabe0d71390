import JSONSource
import ReplicationLint

/// The difference as a comment on a pull request: a list of changes for each setup.
struct DifferenceMarkdown {
  private let files: ComparedFiles

  init(_ files: ComparedFiles) { self.files = files }

  /// The bytes that a comment may have; GitHub takes 65,536 characters.
  private static let limit = 60_000

  func render(_ difference: Difference) -> [UInt8] {
    var output = "## repllint diff\n\n\(MarkdownText.plain(difference.summary))\n"
    var shown = 0
    for setup in difference.setups {
      let before = SetupDifference.verdict(setup.before)
      let after = SetupDifference.verdict(setup.after)
      var section = "\n### \(MarkdownText.code(setup.name))\n\nbefore: \(before); after: \(after)\n"
      for (analysis, isNew) in [(setup.before, false), (setup.after, true)] {
        for path in SetupDifference.refused(analysis) {
          section += "\n\(MarkdownText.code(files.path(path, isNew: isNew))) is refused.\n"
        }
      }
      section += setup.changes.isEmpty ? "\nNo change.\n" : "\n"
      for change in setup.changes {
        section += line(change) + "\n"
        if output.utf8.count + section.utf8.count > Self.limit {
          let left = difference.changes.count - shown
          return Array((output + "\n\(left) more change\(left == 1 ? "" : "s") not shown here.\n").utf8)
        }
        output += section
        section = ""
        shown += 1
      }
      output += section
    }
    return Array(output.utf8)
  }

  private func line(_ change: Change) -> String {
    let places = [change.place, change.otherPlace].compactMap { $0 }.map { place in
      "\(place.isNew ? "new" : "old") \(MarkdownText.code(files.location(place)))"
    }
    let end = places.isEmpty ? "" : " (\(places.joined(separator: ", ")))"
    return "- **\(change.kind.rawValue)**: \(MarkdownText.sentence(change.message.text))\(end)"
  }
}
