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
    references: ["\(PolicySource.schema), items of Statement", PolicySource.evaluator],
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
          let isFree = statement.object.member(known) == nil
          context.report(
            .ignored(unknown.name.text, statement), at: unknown.name.range,
            labels: statement.object.member(known).map { [context.label($0.name.range, "`\(known)` is here")] } ?? [],
            help: isFree ? "did you mean `\(known)`?" : "remove it; `\(known)` is already present",
            // An ignored member takes effect once it is renamed; a `Sid` has none.
            fix: isFree ? unknown.renaming(to: known, isSafe: known.hasSameBytes(as: "Sid")) : nil)
        }
      }
    })

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
