import JSONSource
import Jansson
import ReplicationLint

/// A code quality report, which GitLab shows in merge requests.
///
/// Source: GitLab's documentation "Code Quality", section "Code Quality report format".
struct GitLabReport {
  private let report: Report

  init(_ report: Report, _ options: RenderOptions) { self.report = report }

  func render() -> [UInt8] {
    let sources = ReportSources(report)
    var seen: [String: Int] = [:]
    // GitLab drops findings with the fingerprint of another one.
    func unique(_ fingerprint: String) -> String {
      seen[fingerprint, default: 0] += 1
      let occurrence = seen[fingerprint] ?? 1
      return occurrence == 1 ? fingerprint : "\(fingerprint)-\(occurrence)"
    }
    var findings = JanssonValue.array(report.diagnostics) { diagnostic in
      finding(
        diagnostic.message, of: diagnostic.rule, severity(diagnostic.severity), unique(diagnostic.fingerprint),
        location(diagnostic.path, sources.region(diagnostic.path, diagnostic.range)))
    }
    for failure in report.failures {
      let region = failure.range.flatMap { sources.region(failure.path, $0) }
      findings.append(
        finding(
          "could not be checked: \(failure.reason)", of: Report.Failure.identifier, "major",
          unique(failure.fingerprint), location(failure.path, region)))
    }
    return findings.encoded(.indented) + [UInt8(ascii: "\n")]
  }

  private typealias Region = (start: LineIndex.Position, end: LineIndex.Position, lastLine: Int)

  private func location(_ path: String, _ region: Region?) -> JanssonValue {
    var lines = JanssonValue.object()
    lines.set("begin", to: region?.start.line ?? 1)
    lines.set("end", to: region?.lastLine ?? 1)
    var location = JanssonValue.object()
    location.set("path", to: relativePath(path))
    location.set("lines", to: lines)
    return location
  }

  private func finding(
    _ description: String, of rule: String, _ severity: String, _ fingerprint: String,
    _ location: consuming JanssonValue
  ) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("description", to: description)
    value.set("check_name", to: rule)
    value.set("fingerprint", to: fingerprint)
    value.set("severity", to: severity)
    value.set("location", to: location)
    return value
  }

  /// GitLab compares paths with those of the repository, which begin with no `./`.
  private func relativePath(_ path: String) -> String {
    path.utf8.starts(with: "./".utf8) ? String(path.unicodeScalars.dropFirst(2)) : path
  }

  private func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "critical"
    case .warning: "minor"
    case .note: "info"
    }
  }
}
