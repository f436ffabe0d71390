import JSONSource

extension Rule {
  /// Something that a guide or a template left to be filled in.
  static let placeholderValue = Rule(
    "placeholder-value", .syntax, .risk,
    title: "a value is left over from a guide or a template",
    rationale: """
      `<account>`, `YOUR_BUCKET`, `...` and the account 123456789012 stand in documentation for something of yours. The \
      platform cannot know that and takes them by the letter: the role is not found, or the permission is for someone \
      or something that does not exist.
      """,
    references: [
      "AWS documentation, sample account numbers and bucket names", "Scality manual replication setup",
    ],
    check: .document { document, findings in
      guard document.isReadable else { return }
      if let policy = document.policy { checkPolicy(policy, &findings) }
      if let replication = document.replication { checkReplication(replication, &findings) }
    })

  private static func checkPolicy(_ policy: PolicyDocument, _ findings: inout Findings) {
    // What is refused or can never match is an error of its own.
    for entry in policy.resources {
      guard case .alive = entry.reach else { continue }
      report("the resource", entry.text, account: nil, &findings)
    }
    for principal in policy.readableStatements.flatMap(\.checkedPrincipals) {
      for entry in principal.entries {
        for text in entry.values?.items ?? [] where entry.accepts(text.text) {
          let arn = ARN(text)
          report("the principal", text, account: arn.parts.count == 1 ? text : arn.account, &findings)
        }
      }
    }
  }

  private static func checkReplication(_ configuration: ReplicationConfiguration, _ findings: inout Findings) {
    if let role = configuration.role.value, RoleCountFault(configuration, findings.server) == nil {
      for entry in role.split(",") {
        let role = RoleARN(entry)
        guard role.fault == nil, !entry.text.contains(where: \.isWhitespace) else { continue }
        report("the role", entry, account: role.arn.account, &findings)
      }
    }
    for rule in configuration.readableRules {
      if let bucket = rule.bucket.value {
        let destination = DestinationARN(bucket)
        if destination.fault == nil, let name = destination.name, BucketName.fault(in: name.text) == nil {
          report("the destination", name, account: nil, &findings)
        }
      }
      if let prefix = rule.prefix.value, prefix.utf16.count <= Limits.prefix {
        report("the prefix of \(rule.name)", prefix, account: nil, &findings)
      }
    }
  }

  private static func report(
    _ what: Message, _ text: LocatedString, account: LocatedString?, _ findings: inout Findings
  ) {
    if let placeholder = Placeholder.first(in: text) {
      findings.report(
        "\(quoted: placeholder.text) in \(what) looks like a placeholder", at: placeholder.contentRange,
        help: "write what it stands for")
    } else if let account, Placeholder.sampleAccounts.contains(account.text) {
      findings.report(
        "\(quoted: account.text) in \(what) is an account of AWS's documentation", at: account.contentRange,
        help: "write the account that create-role answered in the role's `Arn`")
    }
  }
}

extension Principal.Entry {
  /// Whether the server takes `text` for a principal of this kind.
  fileprivate func accepts(_ text: String) -> Bool {
    switch name.text {
    case "AWS": PrincipalGrammar.awsForm(text) != nil
    case "Federated": PrincipalGrammar.acceptsFederated(text)
    default: false
    }
  }
}
