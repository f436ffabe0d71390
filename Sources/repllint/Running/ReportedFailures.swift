import JSONSource
import ReplicationLint

extension Run {
  /// `report` with unreadable inputs and the mistakes of configurations.
  func complete(_ report: Report) -> Report {
    let unread = failures.map { Report.Failure($0) }
    let mistakes = brokenConfigurations.flatMap { file in
      file.problems.map { Report.Failure(path: $0.path, reason: $0.message, range: $0.range) }
    }
    return report.adding(failures: unread + mistakes, sources: brokenConfigurations.map(\.source))
  }
}

extension Report.Failure {
  /// Makes the failure that a report shows.
  init(_ failure: FileFailure) { self.init(path: failure.path, reason: failure.reason) }
}

extension Report {
  /// Makes the report of a run that could not start.
  init(_ failure: FileFailure) {
    self.init(files: [], setups: [], diagnostics: [], failures: [Failure(failure)])
  }
}
