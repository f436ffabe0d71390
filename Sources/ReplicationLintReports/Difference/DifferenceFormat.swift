public import JSONSource
public import ReplicationLint

/// A format of a difference.
@nonexhaustive public enum DifferenceFormat: String, CaseIterable, Sendable {
  /// Each change with the lines that cause it.
  case text
  /// One JSON object for programs.
  case json
  /// A comment on a pull request or the summary of a job.
  case markdown

  /// Writes `difference` between two versions.
  public func render(
    _ difference: Difference, old: ComparedVersion, new: ComparedVersion, _ options: RenderOptions
  ) -> [UInt8] {
    let files = ComparedFiles(old, new)
    return switch self {
    case .text: DifferenceText(files, options).render(difference)
    case .json: DifferenceJSON(files).render(difference)
    case .markdown: DifferenceMarkdown(files).render(difference)
    }
  }
}

/// The files of one of two versions that are compared.
public struct ComparedVersion: Sendable {
  /// The text before the paths of its files, such as `main:`.
  public let prefix: String
  /// The files that places point into.
  public let sources: [SourceFile]

  /// Names the files.
  public init(prefix: String = "", sources: [SourceFile]) {
    self.prefix = prefix
    self.sources = sources
  }
}

/// The files of both versions under the names that reports give them.
struct ComparedFiles {
  let sources: ReportSources
  private let prefixes: (old: String, new: String)

  init(_ old: ComparedVersion, _ new: ComparedVersion) {
    prefixes = (old.prefix, new.prefix)
    let files = [old, new].flatMap { version in
      version.sources.map { SourceFile(name: version.prefix + $0.name, bytes: $0.bytes) }
    }
    sources = ReportSources(Report(files: [], setups: [], diagnostics: [], otherSources: files))
  }

  /// The path of a place as reports show it.
  func path(_ place: Change.SourceLocation) -> String { (place.isNew ? prefixes.new : prefixes.old) + place.path }

  /// The place as `path:line:column`.
  func location(_ place: Change.SourceLocation) -> String { sources.location(path(place), place.range.start) }

  /// The path of a document of one version.
  func path(_ path: String, isNew: Bool) -> String { (isNew ? prefixes.new : prefixes.old) + path }
}

extension Change.Kind {
  /// The severity that a change has in reports.
  var severity: Severity {
    if isLost || self == .accessGained { return .error }
    return isOpen ? .warning : .note
  }
}

extension SetupDifference {
  /// The paths of the refused documents of a version, each once.
  static func refused(_ analysis: SetupAnalysis?) -> [String] {
    var seen: Set<ExactString> = []
    return (analysis?.refusals ?? []).map(\.path).filter { seen.insert(ExactString($0)).inserted }
  }

  /// A verdict in words.
  static func verdict(_ analysis: SetupAnalysis?) -> String {
    guard let analysis else { return "is absent" }
    return switch analysis.replicates {
    case true?: "replicates"
    case false?: "does not replicate"
    case nil: "is not known to replicate"
    }
  }
}

extension Difference {
  /// The number of changes of some kinds.
  func count(_ isCounted: (Change.Kind) -> Bool) -> Int { changes.count { isCounted($0.kind) } }

  /// The changes in numbers.
  var summary: String {
    func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
    let open = count { $0.isOpen }
    return "\(counted(setups.count, "setup")) compared: \(count { $0.isLost }) lost, \(count { $0.isGained }) gained, "
      + counted(count { $0.isAccess }, "change") + " of access" + (open == 0 ? "" : ", \(open) undecided")
  }
}
