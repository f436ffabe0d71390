import JSONSource
import ReplicationLint

/// The parts of a finding beside its message in reports for people: its lines, and remarks.
struct DrawnFindings {
  private let sources: ReportSources
  private let options: RenderOptions
  private let foreignFiles: Set<ExactString>
  /// The number of further places of a finding that are drawn; their rows grow with its square.
  private static let labelLimit = 8

  init(_ report: Report, _ sources: ReportSources, _ options: RenderOptions) {
    self.sources = sources
    self.options = options
    foreignFiles = Set(report.files.lazy.filter { $0.kind == .unknown }.map { ExactString($0.path) })
  }

  /// The findings by file and position; warnings and notes about setups come last, so that they bury no errors.
  ///
  /// Nothing is copied, since there may be very many of them.
  static func ordered(_ diagnostics: [Diagnostic]) -> some Sequence<Diagnostic> {
    [false, true].lazy.flatMap { isLast in
      diagnostics.lazy.filter { ($0.group == .setup && $0.severity != .error) == isLast }
    }
  }

  /// The lines that a finding is about.
  func excerpt(of diagnostic: Diagnostic) -> Excerpt {
    Excerpt(snippets(of: diagnostic), sources, usesColor: options.usesColor)
  }

  private func labels(_ diagnostic: Diagnostic) -> ArraySlice<Diagnostic.Label> {
    diagnostic.labels.prefix(Self.labelLimit)
  }

  /// The finding's file first; a label in another file, or too far to the side, gets its own snippet.
  private func snippets(of diagnostic: Diagnostic) -> [Snippet] {
    guard let file = sources.file(diagnostic.path) else { return [] }
    let limit = options.lineLimit(digits: digits(diagnostic))
    var snippets = [Snippet(file, Snippet.Mark(range: diagnostic.range, isPrimary: true, text: ""), limit: limit)]
    labels: for label in labels(diagnostic) {
      let mark = Snippet.Mark(range: label.range, isPrimary: false, text: visible(label.message))
      for index in snippets.indices where snippets[index].source.name.hasSameBytes(as: label.path) {
        if snippets[index].add(mark) { continue labels }
      }
      if let file = sources.file(label.path) { snippets.append(Snippet(file, mark, limit: limit)) }
    }
    return snippets
  }

  /// The digits of the largest line number that a finding shows.
  private func digits(_ diagnostic: Diagnostic) -> Int {
    let places = [(diagnostic.path, diagnostic.range)] + labels(diagnostic).map { ($0.path, $0.range) }
    return String(places.map { sources.lastLine($0.0, $0.1) ?? 1 }.max() ?? 1).utf8.count
  }

  /// The notes below the lines, each under a name, and made visible.
  func remarks(on diagnostic: Diagnostic) -> [(name: String, text: String)] {
    var remarks: [(name: String, text: String)] = []
    for label in labels(diagnostic) where sources.file(label.path) == nil {
      remarks.append(("note", "\(visible(label.path)): \(visible(label.message))"))
    }
    let more = diagnostic.labels.count - Self.labelLimit
    if more > 0 { remarks.append(("note", "and \(more) more location\(more == 1 ? "" : "s")")) }
    if let platform = diagnostic.platform {
      remarks.append(("platform", platform.sentence))
    } else if diagnostic.rule != ConfigurationFile.problemRule, !isForeign(diagnostic) {
      // A configuration of repllint is not deployed, so its errors have no consequence on the platform; the same holds
      // for a file that is none of the platform's.
      remarks.append(("consequence", diagnostic.consequence.sentence))
    }
    // A fix that does what the help asks for needs no second line.
    if let help = diagnostic.help, diagnostic.fix?.title.hasSameBytes(as: help) != true {
      remarks.append(("help", visible(help)))
    }
    if let fix = diagnostic.fix {
      remarks.append(("fix", "\(visible(fix.title)) (\(fix.isSafe ? "safe, --fix" : "unsafe, --unsafe-fixes"))"))
    }
    return remarks
  }

  private func isForeign(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.consequence == .style && foreignFiles.contains(ExactString(diagnostic.path))
  }
}
