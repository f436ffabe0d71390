import JSONSource

extension Rule {
  /// One action or resource written as a string instead of a list.
  static let oneOrList = Rule(
    "one-or-list", .style, .style,
    title: "an action or resource is not written as a list",
    rationale: """
      A single action or resource may be written with or without brackets, and the server reads both alike. When all \
      are lists, a second entry changes one line, and reviews show what was added.
      """,
    references: [.file(.policySchema, "Action and Resource")],
    fix: .safe, isOptional: true,
    check: .policy { policy, context in
      if context.isCLIOutput { return }
      for statement in policy.readableStatements {
        for (name, field) in statement.lists {
          guard let list = field.value, !list.isList else { continue }
          let range = list.node.range
          context.report(
            .alone(name), at: range, help: "put it in brackets",
            fix: .safe(
              "write a list of one", Fix.Edit(SourceRange(range.start, range.start), "["),
              Fix.Edit(SourceRange(range.end, range.end), "]")))
        }
      }
    })
}

extension Statement {
  /// The members that may be a string or a list of strings.
  fileprivate var lists: [(String, Field<StringList>)] {
    [("Action", action), ("NotAction", notAction), ("Resource", resource), ("NotResource", notResource)]
  }
}

extension Message {
  fileprivate static func alone(_ name: String) -> Message { "`\(name)` is a string, not a list" }
}
