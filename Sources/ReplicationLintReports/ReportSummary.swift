import ReplicationLint

/// What a report comes to, in words.
struct ReportSummary {
  private let report: Report

  init(_ report: Report) { self.report = report }

  /// The setups and the counts, one a line.
  var text: String {
    report.setups.map { "setup \(quoted($0.name)): \(sentence($0.replicates))\n" }.joined() + counts + "\n"
  }

  private func sentence(_ replicates: Bool?) -> String {
    switch replicates {
    case true?: "every object selected by its rules replicates (proved)"
    case false?: "some objects that its rules select do not replicate"
    case nil: "whether all objects that its rules select replicate is not known"
    }
  }

  private var counts: String {
    let severities = Severity.allCases.reversed().map { count(report.count($0), $0.rawValue) }
    return "\(severities.joined(separator: ", ")) in \(count(report.files.count, "file"))\(fixable)"
  }

  private var fixable: String {
    let safe = report.diagnostics.count { $0.fix?.isSafe == true }
    let unsafe = report.diagnostics.count { $0.fix?.isSafe == false }
    switch (safe, unsafe) {
    case (0, 0): return ""
    case (_, 0): return " (\(safe) fixable with --fix)"
    case (0, _): return " (\(unsafe) fixable with --unsafe-fixes)"
    default: return " (\(safe) fixable with --fix, \(unsafe) more with --unsafe-fixes)"
    }
  }

  private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  /// How often each rule found something, the most frequent first.
  var statistics: String {
    var counts: [String: Int] = [:]
    for diagnostic in report.diagnostics { counts[diagnostic.rule, default: 0] += 1 }
    let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let countWidth = rows.map { String($0.value).utf8.count }.max() ?? 0
    let slugWidth = rows.map { $0.key.utf8.count }.max() ?? 0
    return rows.map { slug, count in
      let count = String(count)
      let before = String(repeating: " ", count: countWidth - count.utf8.count)
      guard let title = Catalogue.rule(slug)?.title else { return "\(before)\(count)  \(slug)\n" }
      return "\(before)\(count)  \(slug)\(String(repeating: " ", count: slugWidth - slug.utf8.count))  \(title)\n"
    }.joined()
  }
}
