public import JSONSource

/// The content of a `.repllint.json`, and its errors. Reads bytes only; whoever has the files resolves the paths.
public struct ConfigurationFile: Sendable {
  /// The name under which the file is found.
  public static let fileName = ".repllint.json"

  /// The name of the rule in its problems; the catalogue has none of that name.
  public static let problemRule = "configuration"

  /// A path as the file writes it, relative to the file's folder.
  public struct PathReference: Sendable, Hashable {
    /// The path.
    public let path: String
    /// Its location.
    public let range: SourceRange
  }

  /// The file as it was read.
  public let source: SourceFile
  /// Its content, as far as it could be read. Paths of setups and of `ignore` are as written, relative to the file.
  public let configuration: Configuration
  /// The minimum severity that fails a run; nil where the file does not set it.
  public let failOn: FailOn?
  /// The baseline whose findings are accepted, relative to the file's folder; nil where the file names none.
  public let baseline: String?
  /// The documents that setups name, in file order.
  public let paths: [PathReference]
  /// The exclusions of a folder search, as patterns of a `.gitignore` in the file's folder.
  public let excludes: [String]
  /// The problems, in file order. They belong to no rule of the catalogue, since this file is not deployed.
  public let problems: [Diagnostic]

  /// Reads `source`. After a syntax error nothing else is read, since half a configuration misleads.
  public init(_ source: SourceFile) {
    self.source = source
    var reader = ConfigurationReader(JSONDocument(source))
    (configuration, failOn) = reader.read()
    paths = reader.paths
    excludes = reader.excludes
    baseline = reader.baseline
    problems = reader.problems.sorted(by: Diagnostic.isOrderedBefore)
  }
}
