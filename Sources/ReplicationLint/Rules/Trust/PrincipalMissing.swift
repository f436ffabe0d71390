import JSONSource

extension Rule {
  /// A trust statement without a principal.
  static let principalMissing = Rule(
    "principal-missing", .trust, .refused, platform: .malformedPolicy,
    title: "a trust statement names no principal",
    rationale: """
      A trust policy names who can assume the role. The server refuses a statement without `Principal`, unless it has \
      a `Resource`: then it treats the document as a permission policy, and Vault's check of who may assume the role \
      ends in an exception. Either way Backbeat does not get the role.
      """,
    references: [.file(.policySchema, "oneOf of a statement"), .file(.principal, "_evaluatePrincipalField")],
    fix: .sometimes,
    check: .trust { policy, context in
      for statement in policy.readableStatements where !statement.form.hasAnyPrincipal {
        let form = statement.form
        let consequence: Consequence
        if form.completeSets == 0, !form.hasAnyResource {
          consequence = .refused
        } else {
          consequence = .fails
        }
        let misspelt = ["Principal", "NotPrincipal"].lazy.compactMap { name in
          statement.misspelt(name).map { (name, $0) }
        }.first
        if let (known, unknown) = misspelt {
          context.report(
            .misspelt(unknown.name.text, known, statement), at: unknown.name.range, consequence: consequence,
            help: "did you mean `\(known)`?", fix: unknown.renaming(to: known))
          continue
        }
        let fix = Fix.unsafe(
          "insert `Principal` for Backbeat",
          .inserting(#""Principal": { "Service": "backbeat" }"#, intoStartOf: statement.object.node))
        context.report(
          .missing(statement), at: statement.object.place, consequence: consequence, help: .help(statement),
          fix: form.hasAnyResource ? nil : fix)
      }
    })
}

extension Message {
  fileprivate static func missing(_ statement: Statement) -> Message {
    "\(statement.name) does not name who can assume the role"
  }
  fileprivate static func misspelt(_ name: String, _ known: String, _ statement: Statement) -> Message {
    "\(statement.name) has \(quoted: name) where `\(known)` is expected"
  }
  fileprivate static func help(_ statement: Statement) -> Message {
    statement.form.hasAnyResource
      ? "this looks like a statement of a permission policy; a trust policy has `\"Principal\": {\"Service\": \"backbeat\"}` instead of `Resource`"
      : "add `\"Principal\": {\"Service\": \"backbeat\"}`"
  }
}
