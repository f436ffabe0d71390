import JSONSource

extension Rule {
  /// A principal that has none of the accepted forms.
  static let principalMalformed = Rule(
    "principal-malformed", .trust, .refused, platform: .malformedPolicy,
    title: "a principal is not written as the server reads it",
    rationale: """
      A principal is the string `*`, or an object with exactly one member: `Service`, `AWS` or `Federated`. For \
      Backbeat it is `{"Service": "backbeat"}`. Names are case-sensitive; `CanonicalUser`, known from bucket policies, \
      is not accepted here.
      """,
    references: [.file(.policySchema, "principalItem")],
    fix: .sometimes,
    check: .iamPolicy { policy, context in
      for statement in policy.readableStatements {
        if policy.purpose == .permission, statement.form.mixesResourceAndPrincipal { continue }
        for principal in statement.checkedPrincipals {
          switch principal.form {
          case .text(let text) where !principal.isEveryone: checkText(text, &context)
          case .text: break
          case .object(let entries) where entries.isEmpty:
            context.report(
              .empty, at: principal.node.range, help: .backbeat,
              fix: .unsafe("name Backbeat", Fix.Edit(principal.node.range, backbeat)))
          case .object(let entries): checkNames(entries, of: principal, &context)
          }
        }
      }
    })

  private static let backbeat = #"{ "Service": "backbeat" }"#

  private static func checkText(_ text: LocatedString, _ context: inout RuleContext) {
    var fix: Fix?
    if text.text.lowercased().hasPrefix(PrincipalGrammar.service) {
      fix = .unsafe("name Backbeat as a service", Fix.Edit(text.range, backbeat))
    } else if PrincipalGrammar.awsForm(text.text) != nil {
      fix = .unsafe("put it under `AWS`", Fix.Edit(text.range, #"{ "AWS": \#(jsonString(text.text)) }"#))
    }
    context.report(.text(text.text), at: text.range, help: .backbeat, fix: fix)
  }

  private static func checkNames(_ entries: [Principal.Entry], of principal: Principal, _ context: inout RuleContext) {
    let unknown = entries.filter { entry in
      !PrincipalGrammar.kinds.contains { $0.hasSameBytes(as: entry.name.text) }
    }
    guard let entry = unknown.first else { return }
    let known = suggestion(for: entry.name.text, among: PrincipalGrammar.kinds)
    let isSafe = known.map { $0.lowercased() == entry.name.text.lowercased() } ?? false
    context.report(
      .name(entry.name.text), at: entry.name.range,
      labels: unknown.dropFirst().map { context.label($0.name.range, "nor this one") },
      help: known.map { "did you mean `\($0)`?" } ?? .backbeat,
      fix: known.map { Fix("write `\($0)`", isSafe: isSafe, [Fix.Edit(entry.name.contentRange, $0)]) })
  }
}

extension Message {
  fileprivate static let empty: Message = "the principal is empty, which the server refuses"
  fileprivate static let backbeat: Message = "for Backbeat write `{\"Service\": \"backbeat\"}`"
  fileprivate static func text(_ text: String) -> Message {
    "the server refuses the principal \(quoted: text); the only string that is accepted is `*`"
  }
  fileprivate static func name(_ name: String) -> Message {
    "the server has no kind of principal \(quoted: name)"
  }
}
