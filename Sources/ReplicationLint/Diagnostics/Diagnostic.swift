public import JSONSource

/// One finding at one location.
public struct Diagnostic: Sendable, Hashable {
  /// A further place that belongs to a diagnostic, in the same file or another.
  public struct Label: Sendable, Hashable {
    /// The file.
    public let path: String
    /// The bytes.
    public let range: SourceRange
    /// The relation of the location to the finding.
    public let message: String

    /// Makes a label.
    package init(path: String, _ range: SourceRange, _ message: Message) {
      self.path = path
      self.range = range
      self.message = message.text
    }
  }

  /// The slug of the rule that found it.
  public var rule: String
  /// The group of that rule.
  public var group: RuleGroup
  /// The effect of deploying the document as it is.
  public var consequence: Consequence
  /// Its severity.
  public var severity: Severity
  /// The platform's answer; given exactly when the consequence is `refused`.
  public var platform: PlatformAnswer?
  /// One self-contained sentence.
  public var message: String
  /// The file.
  public var path: String
  /// The bytes at fault; empty where something is missing.
  public var range: SourceRange
  /// The smallest value that holds `range`.
  public var pointer: JSONPointer
  /// Further places.
  public var labels: [Label]
  /// The change that repairs it.
  public var help: String?
  /// A change that repairs it.
  public var fix: Fix?
  /// The same for the same finding in another place of the file or another run; made of path, rule, pointer and message.
  public var fingerprint: String

  /// The consequence where replication is proved to work all the same; nil once that is decided, or makes no
  /// difference.
  var whenProved: Outcome?

  /// A consequence and its severity.
  struct Outcome: Sendable, Hashable {
    let consequence: Consequence
    let severity: Severity
  }

  /// The diagnostic once it is known whether replication is proved to work.
  func resolved(isProved: Bool) -> Diagnostic {
    guard let whenProved else { return self }
    var resolved = self
    resolved.whenProved = nil
    if isProved { (resolved.consequence, resolved.severity) = (whenProved.consequence, whenProved.severity) }
    return resolved
  }

  /// Makes a diagnostic.
  public init(
    rule: String, group: RuleGroup, consequence: Consequence, severity: Severity, platform: PlatformAnswer? = nil,
    message: String, path: String, range: SourceRange, pointer: JSONPointer, labels: [Label] = [],
    help: String? = nil, fix: Fix? = nil, fingerprint: String
  ) {
    self.rule = rule
    self.group = group
    self.consequence = consequence
    self.severity = severity
    self.platform = platform
    self.message = message
    self.path = path
    self.range = range
    self.pointer = pointer
    self.labels = labels
    self.help = help
    self.fix = fix
    self.fingerprint = fingerprint
  }
}

extension Diagnostic {
  /// The one order in which diagnostics are shown: file, place, the worse first, then rule and text.
  public static func isOrderedBefore(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
    if !a.path.hasSameBytes(as: b.path) { return a.path.utf8.lexicographicallyPrecedes(b.path.utf8) }
    if a.range.start != b.range.start { return a.range.start < b.range.start }
    if a.severity != b.severity { return a.severity > b.severity }
    if a.range.end != b.range.end { return a.range.end < b.range.end }
    if a.rule != b.rule { return a.rule < b.rule }
    if !a.message.hasSameBytes(as: b.message) {
      return a.message.utf8.lexicographicallyPrecedes(b.message.utf8)
    }
    return a.fingerprint < b.fingerprint
  }
}
