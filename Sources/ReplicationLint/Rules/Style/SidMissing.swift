import JSONSource

extension Rule {
  /// A statement without a Sid.
  static let sidMissing = Rule(
    "sid-missing", .style, .style,
    title: "a statement has no `Sid`",
    rationale: """
      A `Sid` names a statement. Reviews, findings and traces can then refer to it by a name that does not change when \
      statements are added or moved. The server does not evaluate it; it accepts letters and digits only.
      """,
    references: [.file(.policySchema, "Sid")],
    fix: .safe, isOptional: true,
    check: .policy { policy, context in
      if context.isCLIOutput { return }
      var taken = Set(policy.readableStatements.compactMap { $0.sid.value?.text })
      for statement in policy.readableStatements where !statement.sid.isPresent && statement.misspelt("Sid") == nil {
        let sid = unusedName(statement.describingSid, &taken) { "\($0)\($1)" }
        context.report(
          .nameless(statement), at: statement.object.place, help: "add a `Sid` such as `\(sid)`",
          fix: .safe(
            "add the `Sid` `\(sid)`", .inserting("\"Sid\": \"\(sid)\"", intoStartOf: statement.object.node)))
      }
    })
}

extension Statement {
  /// The effect and the first action, in letters and digits.
  fileprivate var describingSid: String {
    let effect = isDeny ? "Deny" : isAllow ? "Allow" : "Statement"
    if let action = action.value?.items.first { return "\(effect)\(Self.word(action.text))" }
    return notAction.value?.items.first.map { "\(effect)AllBut\(Self.word($0.text))" } ?? effect
  }

  /// The letters and digits of an action's name, or of its service where the name is a wildcard.
  private static func word(_ action: String) -> String {
    let parts = action.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map {
      SidGrammar.stripped(String($0))
    }
    guard let word = parts.last(where: { !$0.isEmpty }) else { return "All" }
    return word.prefix(1).uppercased() + word.dropFirst().prefix(63)
  }
}

extension Message {
  fileprivate static func nameless(_ statement: Statement) -> Message { "\(statement.name) has no `Sid`" }
}
