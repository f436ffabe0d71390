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
    let findings = JanssonValue.array(report.diagnostics) { diagnostic in
      seen[diagnostic.fingerprint, default: 0] += 1
      return finding(diagnostic, occurrence: seen[diagnostic.fingerprint] ?? 1, sources)
    }
    return findings.encoded(.indented) + [UInt8(ascii: "\n")]
  }

  private func finding(_ diagnostic: Diagnostic, occurrence: Int, _ sources: ReportSources) -> JanssonValue {
    let region = sources.region(diagnostic.path, diagnostic.range)
    var lines = JanssonValue.object()
    lines.set("begin", to: region?.start.line ?? 1)
    lines.set("end", to: region?.lastLine ?? 1)
    var location = JanssonValue.object()
    location.set("path", to: relativePath(diagnostic.path))
    location.set("lines", to: lines)
    var value = JanssonValue.object()
    value.set("description", to: diagnostic.message)
    value.set("check_name", to: diagnostic.rule)
    // GitLab drops findings with the fingerprint of another one.
    value.set(
      "fingerprint", to: occurrence == 1 ? diagnostic.fingerprint : "\(diagnostic.fingerprint)-\(occurrence)")
    value.set("severity", to: severity(diagnostic.severity))
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
