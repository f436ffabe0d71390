import JSONSource

extension Rule {
  /// A list of services.
  static let serviceAsList = Rule(
    "service-as-list", .trust, .refused, platform: .malformedPolicy,
    title: "`Service` is a list",
    rationale: """
      AWS accepts one service or a list of them. This server accepts the string `backbeat` and refuses every list, a \
      list of one included.
      """,
    references: [.file(.policySchema, "principalService")],
    fix: .sometimes,
    check: .iamPolicy { policy, context in
      for statement in policy.readableStatements {
        if policy.purpose == .permission, statement.form.mixesResourceAndPrincipal { continue }
        for principal in statement.checkedPrincipals {
          guard let list = principal.soleEntry("Service")?.values, list.isList else { continue }
          let hasBackbeat = list.items.contains { $0.text == PrincipalGrammar.service }
          let isSole = list.items.count == 1 && list.brokenItems.isEmpty
          context.report(
            "`Service` is a list, and the server accepts only the string `backbeat`", at: list.node.range,
            help: "write `\"Service\": \"backbeat\"`",
            fix: hasBackbeat
              ? Fix(
                "take `backbeat` out of the list", isSafe: isSole,
                [Fix.Edit(list.node.range, jsonString(PrincipalGrammar.service))]) : nil)
        }
      }
    })
}
