public import JSONSource

/// The result of a run.
public struct Report: Sendable {
  /// A file that was checked.
  public struct File: Sendable {
    /// The file as it was read.
    public let source: SourceFile
    /// Its kind.
    public let kind: DocumentKind
    /// The name as the user gave it.
    public var path: String { source.name }

    /// Makes a file.
    public init(source: SourceFile, kind: DocumentKind) {
      self.source = source
      self.kind = kind
    }
  }

  /// A setup that was checked.
  public struct SetupSummary: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// The paths of its documents.
    public let files: [String]
    /// True when proved for every key of every enabled rule, false when some selected key is proved not to
    /// replicate or a document is refused, nil when it depends on something not known.
    public let replicates: Bool?
    /// The reasons why that is not known, each a part of a sentence; empty where it is known.
    public let openQuestions: [String]
    /// The facts that no document shows and that the verdict rests on.
    public let assumptions: [Assumption]
    /// The operations that end otherwise than the put of an object with data.
    public let operations: [OperationVerdict]
    /// Indicates whether every role that the configuration names has a trust policy and a permission policy.
    public var isComplete = false
    /// Indicates whether the platform refuses one of the documents.
    public var isRefused = false
    /// The paths of the documents that decide about it, without those that are left over.
    package var members: [String] = []
    /// The picture of it; nil where that was not requested, or there is no configuration.
    package var picture: SetupPicture?

    /// Makes a summary.
    public init(
      name: String, files: [String], replicates: Bool?, openQuestions: [String] = [], assumptions: [Assumption] = [],
      operations: [OperationVerdict] = []
    ) {
      self.name = name
      self.files = files
      self.replicates = replicates
      self.openQuestions = openQuestions
      self.assumptions = assumptions
      self.operations = operations
    }
  }

  /// An input that could not be checked: an unreadable file, or a mistake in a configuration.
  public struct Failure: Sendable, Hashable {
    /// The path as the user gave it.
    public let path: String
    /// The reason, in the system's words or ours.
    public let reason: String
    /// The bytes at fault, in a file that could be read.
    public let range: SourceRange?

    /// Makes a failure.
    public init(path: String, reason: String, range: SourceRange? = nil) {
      self.path = path
      self.reason = reason
      self.range = range
    }

    /// The same for the same failure in every run.
    public var fingerprint: String { ReplicationLint.fingerprint(of: ["failure", path, reason]) }
  }

  /// The files, ordered by path.
  public let files: [File]
  /// The setups, ordered by name.
  public let setups: [SetupSummary]
  /// The findings, in the order of `Diagnostic.isOrderedBefore`.
  public let diagnostics: [Diagnostic]
  /// Files that were not checked, but may contain diagnostics: the configuration.
  public let otherSources: [SourceFile]
  /// Inputs that could not be checked, in the order in which they were met. The linter reads no files and has none.
  public let failures: [Failure]
  /// The paths of foreign files that were passed over.
  public let skipped: [String]
  /// The number of findings that a baseline accepts; nil without a baseline.
  public let accepted: Int?

  /// Makes a report.
  public init(
    files: [File], setups: [SetupSummary], diagnostics: [Diagnostic], otherSources: [SourceFile] = [],
    failures: [Failure] = [], skipped: [String] = [], accepted: Int? = nil
  ) {
    self.files = files
    self.setups = setups
    self.diagnostics = diagnostics
    self.otherSources = otherSources
    self.failures = failures
    self.skipped = skipped
    self.accepted = accepted
  }

  /// The report with further failures, and the sources that they point into.
  public func adding(failures: [Failure], sources: [SourceFile] = []) -> Report {
    Report(
      files: files, setups: setups, diagnostics: diagnostics, otherSources: otherSources + sources,
      failures: self.failures + failures, skipped: skipped, accepted: accepted)
  }

  /// The number of diagnostics of a severity.
  public func count(_ severity: Severity) -> Int { diagnostics.count { $0.severity == severity } }

  /// The worst severity found.
  public var worst: Severity? { diagnostics.map { $0.severity }.max() }
}
