/// One check of repllint: its slug, its documentation and its function.
///
/// A rule is one literal in one file. Checks are pure: no I/O, no state, no order among rules. It is a class since the
/// rules are gone through for every document.
public final class Rule: Sendable {
  /// The subject of a rule.
  package enum Check: Sendable {
    /// Every file, readable or not.
    case document(@Sendable (Document, inout RuleContext) -> Void)
    /// Policies of every kind in files without syntax errors.
    case policy(@Sendable (PolicyDocument, inout RuleContext) -> Void)
    /// Trust and permission policies.
    case iamPolicy(@Sendable (PolicyDocument, inout RuleContext) -> Void)
    /// Bucket policies only.
    case bucketPolicy(@Sendable (BucketPolicyDocument, inout RuleContext) -> Void)
    /// Trust policies only.
    case trust(@Sendable (PolicyDocument, inout RuleContext) -> Void)
    /// Permission policies only.
    case permission(@Sendable (PolicyDocument, inout RuleContext) -> Void)
    /// Replication configurations.
    case replication(@Sendable (ReplicationConfiguration, inout RuleContext) -> Void)
    /// Documents that belong together.
    case setup(@Sendable (SetupAnalysis, inout RuleContext) -> Void)
    /// All setups of a run.
    case run(@Sendable ([SetupAnalysis], inout RuleContext) -> Void)
    /// Reported by the linter itself, which alone has the facts.
    case linter
  }

  /// Indicates whether findings of a rule can carry a fix.
  @nonexhaustive public enum FixAvailability: String, Sendable, Hashable {
    /// No finding has one.
    case none
    /// Fixes whose meaning is certain.
    case safe
    /// Fixes to review before they are made.
    case unsafe
    /// Safe for some findings, unsafe or none for others.
    case sometimes
  }

  /// The rule's permanent name: `role-count`.
  public let slug: String
  /// The subject of the check.
  public let group: RuleGroup
  /// The effect of deploying the document; a finding may state another one for its case.
  public let consequence: Consequence
  /// The severity, where the rule raises the one of its consequence.
  public let severity: Severity
  /// The platform's answer, for findings that state no other.
  public let platform: PlatformAnswer?
  /// The platform's answers in further cases that the rule covers.
  public let otherAnswers: [PlatformAnswer]
  /// One line that describes the problem, the same for every finding.
  public let title: String
  /// The reason why it matters to an operator, and what the platform does.
  public let rationale: String
  /// Sources of the facts.
  package let sources: [Reference]
  /// Sources of the facts, in words.
  public var references: [String] { sources.map { $0.text } }
  /// Indicates whether its findings can be repaired.
  public let fix: FixAvailability
  /// Indicates whether its findings are about the name of an action, and so explain why the intended permission is
  /// missing.
  let isAboutActionName: Bool
  /// Indicates whether the rule runs only when it is selected by name or group.
  public let isOptional: Bool
  /// The check.
  package let check: Check

  /// The severity of a finding with this consequence.
  func severity(of consequence: Consequence) -> Severity {
    consequence == self.consequence ? severity : consequence.severity
  }

  /// Everything that the platform may answer to what the rule finds.
  public var answers: [PlatformAnswer] {
    let stated = (platform.map { [$0] } ?? []) + otherAnswers
    guard case .policy = check else { return stated }
    return stated + stated.map { $0.forBucketPolicy }.filter { !stated.contains($0) }
  }

  /// Makes a rule.
  package init(
    _ slug: String, _ group: RuleGroup, _ consequence: Consequence, severity: Severity? = nil,
    platform: PlatformAnswer? = nil, otherAnswers: [PlatformAnswer] = [], isAboutActionName: Bool = false,
    title: String, rationale: String,
    references: [Reference],
    fix: FixAvailability = .none, isOptional: Bool = false, check: Check
  ) {
    self.slug = slug
    self.group = group
    self.consequence = consequence
    self.severity = severity ?? consequence.severity
    self.platform = platform
    self.otherAnswers = otherAnswers
    self.title = title
    self.rationale = rationale
    sources = references
    self.fix = fix
    self.isAboutActionName = isAboutActionName
    self.isOptional = isOptional
    self.check = check
  }
}
