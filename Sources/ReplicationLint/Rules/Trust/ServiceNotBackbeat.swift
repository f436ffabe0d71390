import JSONSource

extension Rule {
  /// A service other than Backbeat.
  static let serviceNotBackbeat = Rule(
    "service-not-backbeat", .trust, .refused, platform: .malformedPolicy,
    title: "the service is not `backbeat`",
    rationale: """
      The one service that this server knows is `backbeat`, without a domain and in lowercase. `s3.amazonaws.com`, \
      which every guide for AWS names, is refused with `MalformedPolicyDocument`.
      """,
    references: [.file(.policySchema, "principalService")],
    fix: .sometimes,
    check: .iamPolicy { policy, context in
      for statement in policy.readableStatements {
        if policy.purpose == .permission, statement.form.mixesResourceAndPrincipal { continue }
        for principal in statement.checkedPrincipals {
          guard let list = principal.soleEntry("Service")?.values, !list.isList, let service = list.items.first,
            !service.text.hasSameBytes(as: PrincipalGrammar.service)
          else { continue }
          let known = "write `\(PrincipalGrammar.service)`"
          context.report(
            .wrong(service.text), at: service.range, help: Message(stringLiteral: known),
            fix: Fix(
              Message(stringLiteral: known), isSafe: meansBackbeat(service.text),
              [Fix.Edit(service.range, jsonString(PrincipalGrammar.service))]))
        }
      }
    })

  /// Returns whether a name is Backbeat's except for case, spaces, look-alikes and a domain.
  private static func meansBackbeat(_ name: String) -> Bool {
    let plain = LookAlike.plain(name).lowercased().filter { !$0.isWhitespace }
    return plain == PrincipalGrammar.service || plain.hasPrefix("\(PrincipalGrammar.service).")
  }
}

extension Message {
  fileprivate static func wrong(_ name: String) -> Message {
    "the server refuses the service \(quoted: name); it accepts only `backbeat`"
  }
}
