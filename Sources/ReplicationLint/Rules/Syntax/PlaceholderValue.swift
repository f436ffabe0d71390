import JSONSource

extension Rule {
  /// A placeholder from a guide or a template.
  static let placeholderValue = Rule(
    "placeholder-value", .syntax, .risk,
    title: "a value is left over from a guide or a template",
    rationale: """
      `<account>`, `${bucket}`, `{{ bucket }}`, `%%BUCKET%%`, `YOUR_BUCKET`, `...` and the account 123456789012 are \
      placeholders for your own values. The platform takes them literally: it refuses the document, does not find the \
      role, or grants a right on something that does not exist. A value that is not filled in yet gets this finding \
      alone, with the platform's reaction to it.
      """,
    references: ["AWS documentation, sample account numbers and bucket names", "Scality manual replication setup"],
    check: .document { document, context in
      guard document.isReadable else { return }
      for value in document.unfilledValues {
        context.report(
          "\(quoted: value.placeholder.text) in \(value.subject) looks like a placeholder",
          at: value.placeholder.contentRange, help: "replace it with your value")
      }
      if let policy = document.policy { checkAccounts(policy, &context) }
      if let replication = document.replication { checkAccounts(replication, &context) }
    })

  // MARK: Accounts of documentation

  private static func checkAccounts(_ policy: PolicyDocument, _ context: inout RuleContext) {
    for principal in policy.readableStatements.flatMap({ $0.checkedPrincipals }) {
      for entry in principal.entries {
        for text in entry.values?.items ?? [] where entry.accepts(text.text) {
          let arn = ARN(text)
          checkAccount(arn.parts.count == 1 ? text : arn.account, of: text, "the principal", &context)
        }
      }
    }
  }

  private static func checkAccounts(_ configuration: ReplicationConfiguration, _ context: inout RuleContext) {
    guard let role = configuration.role.value, RoleCountFault(configuration, context.server) == nil else { return }
    for entry in role.split(",") {
      let parsed = RoleARN(entry)
      guard parsed.fault == nil, !entry.text.hasWhiteSpace else { continue }
      checkAccount(parsed.arn.account, of: entry, "the role", &context)
    }
  }

  private static func checkAccount(
    _ account: LocatedString?, of text: LocatedString, _ subject: Message, _ context: inout RuleContext
  ) {
    guard let account, Placeholder.sampleAccounts.contains(account.text), Placeholder.first(in: text) == nil else {
      return
    }
    context.report(
      "\(quoted: account.text) in \(subject) is an example account of the AWS documentation", at: account.contentRange,
      help: "write the account that create-role returned in the role's `Arn`")
  }
}

extension Principal.Entry {
  /// Returns whether the server accepts `text` as a principal of this kind.
  fileprivate func accepts(_ text: String) -> Bool {
    switch name.text {
    case "AWS": PrincipalGrammar.awsForm(text) != nil
    case "Federated": PrincipalGrammar.acceptsFederated(text)
    default: false
    }
  }
}
