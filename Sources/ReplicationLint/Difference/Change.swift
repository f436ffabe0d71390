public import JSONSource

/// One change between two versions of a setup.
public struct Change: Sendable {
  /// The words of reports.
  @nonexhaustive public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Objects that replicated do no longer.
    case stopsReplicating = "stops-replicating"
    /// Objects that did not replicate do now.
    case startsReplicating = "starts-replicating"
    /// A rule covers the key now.
    case selected
    /// No rule covers the key any more.
    case deselected
    /// A role may do on some resource what it could not.
    case accessGained = "access-gained"
    /// A role may no longer do what it could.
    case accessLost = "access-lost"
    /// The answer changes only for some values of facts that are not known.
    case depends
    /// The patterns, or the facts, are too many to decide.
    case unknown

    /// Indicates whether objects that replicated, or were selected, are so no longer.
    public var isLost: Bool { self == .stopsReplicating || self == .deselected }
    /// Indicates whether objects replicate, or are selected, that were not.
    public var isGained: Bool { self == .startsReplicating || self == .selected }
    /// Indicates whether the access of a role changes.
    public var isAccess: Bool { self == .accessGained || self == .accessLost }
    /// Indicates whether it is not decided what is lost.
    public var isOpen: Bool { self == .depends || self == .unknown }
  }

  /// A place in a file of one version.
  public struct SourceLocation: Sendable, Hashable {
    /// Indicates whether the file is one of the new version.
    public let isNew: Bool
    /// The file.
    public let path: String
    /// The bytes.
    public let range: SourceRange
    /// The value.
    public let pointer: JSONPointer
    /// The role of the place in the change, in words.
    public let label: Message

    init(_ document: Document, _ range: SourceRange, isNew: Bool, _ label: Message) {
      self.isNew = isNew
      path = document.path
      self.range = range
      pointer = JSONPointer(to: range, in: document.json)
      self.label = label
    }
  }

  /// The kind of change.
  public let kind: Kind
  /// The change in one sentence.
  public let message: Message
  /// The shortest key that is affected; nil for changes of access.
  public internal(set) var key: String?
  /// The prefix of the rule.
  public internal(set) var prefix: String?
  /// The name of the rule.
  public internal(set) var rule: String?
  /// The side whose role is concerned.
  public internal(set) var side: Side?
  /// The ARN of the role.
  public internal(set) var role: String?
  /// The actions that change alike; the first is the one of the resource.
  public internal(set) var actions: [String] = []
  /// The shortest resource that is affected.
  public internal(set) var resource: String?
  /// The facts that are not known and decide.
  public internal(set) var facts: [String] = []
  /// The place that causes the change.
  public internal(set) var place: SourceLocation?
  /// The place in the other version.
  public internal(set) var otherPlace: SourceLocation?

  init(_ kind: Kind, _ message: Message) {
    self.kind = kind
    self.message = message
  }
}
