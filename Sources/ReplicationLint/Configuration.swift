public import JSONSource

/// The settings of a run beside its inputs; the default checks everything and knows nothing of the server.
public struct Configuration: Sendable {
  /// The treatment of a rule.
  @nonexhaustive public enum Level: String, Sendable, Hashable, CaseIterable {
    /// Its findings are left out.
    case off
    /// Its findings are notes.
    case note
    /// Its findings are warnings.
    case warning
    /// Its findings are errors.
    case error

    /// The severity that the rule's findings get; nil when it is off.
    public var severity: Severity? { Severity(rawValue: rawValue) }
  }

  /// The treatment of foreign files, which contain none of the documents that are checked.
  @nonexhaustive public enum Foreign: String, Sendable, Hashable, CaseIterable {
    /// They are passed over and counted.
    case skip
    /// Each gets one note.
    case note
  }

  /// Findings that are known and accepted.
  public struct Suppression: Sendable, Hashable {
    /// The rule's slug.
    public var rule: String
    /// A glob over the path (`*` within a folder, `**` across); nil for every file. See `pathsForGlobs`.
    public var path: String?
    /// The value in the document; a finding at or below it is meant. Nil for the whole document.
    public var pointer: JSONPointer?
    /// The reason why it is accepted.
    public var reason: String?
    /// The location of the entry, to report when it matches nothing.
    public var range: SourceRange

    /// Makes a suppression.
    public init(
      rule: String, path: String? = nil, pointer: JSONPointer? = nil, reason: String? = nil,
      range: SourceRange = SourceRange(0, 0)
    ) {
      self.rule = rule
      self.path = path
      self.pointer = pointer
      self.reason = reason
      self.range = range
    }
  }

  /// The known facts about the server.
  public var server: ServerProfile
  /// The source bucket, where the user states it.
  public var sourceBucket: String?
  /// The bucket that a lone bucket policy is for, where the user gives it.
  public var bucket: String?
  /// Indicates whether a verdict about a setup has to hold without assumptions: `replicates` is nil where one is not
  /// settled.
  public var isStrict = false
  /// Indicates whether the report holds how its setups can be drawn; see `Report.SetupSummary.picture`.
  package var drawsSetups = false
  /// Rules or groups to look at; empty for all that are not optional.
  public var select: [String]
  /// Rules or groups not to look at.
  public var ignore: [String]
  /// The levels of single rules.
  public var levels: [String: Level]
  /// Findings that are known and accepted.
  public var suppressions: [Suppression]
  /// The file that contains the suppressions.
  public var suppressionFile: SourceFile?
  /// The path that globs match in place of an input's name: its path relative to the file that contains the globs.
  public var pathsForGlobs: [ExactString: String]
  /// The allowed destinations; nil where the manifest lists none, so that every place is allowed.
  public var allowedDestinations: [AllowedDestination]?
  /// Setups that the manifest declares; their documents belong to no other setup.
  public var setups: [SetupDeclaration]
  /// The treatment of foreign files; nil to skip those that a search found, and to note those that are named.
  public var foreign: Foreign?

  /// Makes a configuration.
  public init(
    server: ServerProfile = ServerProfile(), sourceBucket: String? = nil, bucket: String? = nil, select: [String] = [],
    ignore: [String] = [], levels: [String: Level] = [:], suppressions: [Suppression] = [],
    suppressionFile: SourceFile? = nil, pathsForGlobs: [ExactString: String] = [:], setups: [SetupDeclaration] = [],
    foreign: Foreign? = nil
  ) {
    self.server = server
    self.sourceBucket = sourceBucket
    self.bucket = bucket
    self.select = select
    self.ignore = ignore
    self.levels = levels
    self.suppressions = suppressions
    self.suppressionFile = suppressionFile
    self.pathsForGlobs = pathsForGlobs
    self.setups = setups
    self.foreign = foreign
  }

  /// Returns whether `rule` looks at all.
  public func isSelected(_ rule: Rule) -> Bool {
    func names(_ list: [String]) -> Bool { list.contains { $0 == rule.slug || $0 == rule.group.rawValue } }
    if levels.isEmpty, ignore.isEmpty, select.isEmpty { return !rule.isOptional }
    if levels[rule.slug] == .off || ignore.contains(rule.slug) { return false }
    if select.contains(rule.slug) { return true }
    if names(ignore) { return false }
    if !select.isEmpty { return names(select) }
    return !rule.isOptional || levels[rule.slug] != nil
  }
}
