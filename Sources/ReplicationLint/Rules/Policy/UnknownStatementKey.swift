import JSONSource

extension Rule {
  /// A member of a statement that the server ignores.
  static let unknownStatementKey = Rule(
    "unknown-statement-key", .policy, .risk,
    title: "a statement has a member that the server ignores",
    rationale: """
      Unlike at the top of a policy, the server accepts any member in a statement and drops what it does not know. A \
      misspelt `Condition` is therefore not an error: the statement applies without the condition.
      """,
    references: [.file(.policySchema, "items of Statement"), .file(.evaluator, "evaluatePolicy")],
    fix: .sometimes,
    check: .policy { policy, context in
      for statement in policy.readableStatements {
        if statement.unknownMembers.isEmpty { continue }
        let required = requiredElements(statement, policy.purpose)
        for unknown in statement.unknownMembers {
          let known = unknown.suggestion(among: Statement.members)
          // A misspelt element that is missed is reported as missing.
          if let known, required.contains(known) { continue }
          guard let known else {
            context.report(
              .ignored(unknown.name.text, statement), at: unknown.name.range,
              help: "remove it, or put it into the `Sid`")
            continue
          }
          let obstacle = obstacle(to: known, in: statement, policy.purpose)
          context.report(
            .ignored(unknown.name.text, statement), at: unknown.name.range,
            labels: obstacle?.present.map { [context.label($0.range, "`\($0.name)` is here")] } ?? [],
            help: obstacle?.help ?? "did you mean `\(known)`?",
            // An ignored member takes effect once it is renamed; a `Sid` has none.
            fix: obstacle == nil ? unknown.renaming(to: known, isSafe: known.hasSameBytes(as: "Sid")) : nil)
        }
      }
    })

  /// A reason why a statement cannot take an element: the server would refuse it, or read it for another one.
  private struct Obstacle {
    /// What to do with the misspelt member.
    let help: Message
    /// The element that is present in its place.
    var present: (name: String, range: SourceRange)?
  }

  /// The reason why `statement` cannot take the element `name`; nil when it can.
  private static func obstacle(
    to name: String, in statement: Statement, _ purpose: PolicyDocument.Purpose
  ) -> Obstacle? {
    let isNegated = name.hasPrefix("Not")
    let counterpart = isNegated ? String(name.dropFirst(3)) : "Not\(name)"
    // Of the two forms a bucket policy has the first only, and reads nothing of the other.
    let others = purpose == .bucket && !isNegated ? [name] : [name, counterpart]
    for other in others {
      guard let member = statement.object.member(other) else { continue }
      return Obstacle(help: "remove it; `\(other)` is already present", present: (other, member.name.range))
    }
    let foreign: (elements: [String], kind: Message) =
      switch purpose {
      case .trust: (["Resource", "NotResource"], "a trust policy")
      case .permission: (["Principal", "NotPrincipal"], "a permission policy")
      case .bucket: (["NotPrincipal", "NotAction", "NotResource"], "a bucket policy")
      }
    guard foreign.elements.contains(name) else { return nil }
    return Obstacle(help: "remove it; \(foreign.kind) has no `\(name)`")
  }

  /// The elements that the rules about missing elements report.
  private static func requiredElements(_ statement: Statement, _ purpose: PolicyDocument.Purpose) -> [String] {
    missingElements(statement, purpose).flatMap { $0.names }.filter { statement.misspelt($0) != nil }
  }
}

extension Message {
  fileprivate static func ignored(_ name: String, _ statement: Statement) -> Message {
    "the server ignores the member \(quoted: name) in \(statement.name)"
  }
}
