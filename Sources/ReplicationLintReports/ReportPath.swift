import ReplicationLint

/// Everything that a report holds about one path.
struct ReportPath {
  /// The path.
  let text: String
  /// The findings in the file.
  let diagnostics: [Diagnostic]
  /// The reasons why it could not be checked.
  let failures: [Report.Failure]

  /// The files that were checked, then others in which something was found, then those that could not be checked.
  static func all(in report: Report) -> [ReportPath] {
    let found = Dictionary(grouping: report.diagnostics) { Array($0.path.utf8) }
    let failed = Dictionary(grouping: report.failures) { Array($0.path.utf8) }
    var seen: Set<[UInt8]> = []
    let paths = report.files.map(\.path) + report.diagnostics.map(\.path) + report.failures.map(\.path)
    return paths.filter { seen.insert(Array($0.utf8)).inserted }.map { path in
      let key = Array(path.utf8)
      return ReportPath(text: path, diagnostics: found[key] ?? [], failures: failed[key] ?? [])
    }
  }
}
