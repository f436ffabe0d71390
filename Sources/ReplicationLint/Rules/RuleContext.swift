package import JSONSource

/// Collects what rules find. A check reports a location in a file; everything else comes from the rule.
package struct RuleContext {
  /// The rule that is running.
  private var rule: Rule
  /// The known facts about the server.
  package let server: ServerProfile
  /// The allowed destinations; nil where every destination is allowed.
  var allowedDestinations: [AllowedDestination]?
  /// The file that ranges without a document belong to.
  let document: Document?
  private(set) var diagnostics: [Diagnostic] = []

  init(rule: Rule, server: ServerProfile, document: Document?) {
    self.rule = rule
    self.server = server
    self.document = document
  }

  /// Attributes further findings to `rule`.
  mutating func look(for rule: Rule) { self.rule = rule }

  /// Indicates whether the file is the output of a command: its form is the server's, and it is not edited by hand.
  var isCLIOutput: Bool { document?.kind.isCLIOutput ?? true }

  /// A secondary location in another file.
  package func label(_ range: SourceRange, in document: Document, _ message: Message) -> Diagnostic.Label {
    Diagnostic.Label(path: document.path, range, message)
  }

  /// A secondary location in the file of the finding.
  package func label(_ range: SourceRange, _ message: Message) -> Diagnostic.Label {
    Diagnostic.Label(path: document?.path ?? "", range, message)
  }

  /// Reports a finding.
  ///
  /// - Parameters:
  ///   - message: one self-contained sentence.
  ///   - range: the bytes at fault, in `other` when given, else in the document being checked.
  ///   - other: another document of the setup.
  ///   - consequence: where it differs from the rule's.
  ///   - whenProved: the consequence in place of `fails` where every setup of the document is proved to replicate.
  ///   - severity: the severity, where it is not the one of the consequence.
  ///   - platform: what the platform answers, where it differs from the rule's.
  ///   - labels: other ranges that show the cause.
  ///   - help: how to repair it.
  ///   - fix: edits that repair it.
  package mutating func report(
    _ message: Message, at range: SourceRange, in other: Document? = nil, consequence: Consequence? = nil,
    whenProved: Consequence? = nil, severity: Severity? = nil, platform: PlatformAnswer? = nil,
    labels: [Diagnostic.Label] = [], help: Message? = nil, fix: Fix? = nil
  ) {
    guard let document = other ?? document else { return }
    var consequence = consequence ?? rule.consequence
    if consequence == .fails, rule.isAboutRoles, server.ignoresRoles { consequence = .risk }
    let pointer = JSONPointer(to: range, in: document.json)
    var diagnostic = Diagnostic(
      rule: rule.slug, group: rule.group, consequence: consequence,
      severity: severity ?? rule.severity(of: consequence),
      platform: consequence == .refused ? (platform ?? rule.platform)?.in(document) : nil,
      message: message.text, path: document.path, range: range, pointer: pointer, labels: labels,
      help: help?.text, fix: document.allowed(fix),
      fingerprint: fingerprint(of: [document.path, rule.slug, pointer.description, message.text]))
    if let whenProved, consequence == .fails {
      diagnostic.whenProved = Diagnostic.Outcome(
        consequence: whenProved, severity: severity ?? rule.severity(of: whenProved))
    }
    diagnostics.append(diagnostic)
  }
}

extension PlatformAnswer {
  /// The answer for the kind of document that is refused.
  fileprivate func `in`(_ document: Document) -> PlatformAnswer {
    document.policy?.purpose == .bucket ? forBucketPolicy : self
  }
}
