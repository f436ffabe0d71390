package import ReplicationLint

/// The verdict of a report, in one word.
package enum StreamVerdict: String, Sendable, CaseIterable {
  /// Every complete setup is proved to replicate.
  case replicates
  /// Of some complete setup it is not known whether it does.
  case unknown
  /// Some complete setup is accepted and does not replicate.
  case fails
  /// The platform refuses a document of a complete setup.
  case refused
  /// There was nothing that could be checked.
  case invalid
  /// No setup is complete, and nothing was found.
  case clean
  /// No setup is complete, and something was found.
  case findings

  /// The verdict of a report. A setup is complete when every role that its configuration names has a trust policy and a
  /// permission policy; the worst of several counts.
  package init(_ report: Report) {
    let setups = report.setups.filter(\.isComplete)
    if setups.isEmpty {
      self = report.diagnostics.isEmpty ? .clean : .findings
    } else if setups.contains(where: \.isRefused) {
      self = .refused
    } else if setups.contains(where: { $0.replicates == false }) {
      self = .fails
    } else {
      self = setups.contains { $0.replicates == nil } ? .unknown : .replicates
    }
  }
}
