public import ArgumentParser
public import ReplicationLint
public import ReplicationLintReports

extension ReportFormat: ExpressibleByArgument {}

extension TraceFormat: ExpressibleByArgument {}

extension ReplicationOperation: ExpressibleByArgument {}

extension DiagnosisFormat: ExpressibleByArgument {}

extension ObservedStatus: ExpressibleByArgument {}

extension DifferenceFormat: ExpressibleByArgument {}

extension Configuration.Foreign: ExpressibleByArgument {}

extension FailOn: ExpressibleByArgument {}

extension DocumentKind: ExpressibleByArgument {
  /// The kinds that a user can state.
  public static var allValueStrings: [String] { allCases.filter { $0 != .unknown }.map(\.rawValue) }

  /// Reads a kind; that it is unknown cannot be stated.
  public init?(argument: String) {
    guard let kind = DocumentKind(rawValue: argument), kind != .unknown else { return nil }
    self = kind
  }
}
