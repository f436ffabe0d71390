import JSONSource

extension Rule {
  /// Backbeat may not assume the role.
  static let backbeatNotTrusted = Rule(
    "backbeat-not-trusted", .trust, .fails,
    title: "Backbeat may not assume the role",
    rationale: """
      Backbeat calls as the service `backbeat`. Only `{"Service": "backbeat"}` and `"*"` match it: `{"AWS": "*"}` and \
      the account's root do not, as a service is not a user. Statements are read in order, and a `Deny` that matches \
      ends the evaluation, regardless of an earlier `Allow`. When the role cannot be assumed at the source, objects \
      stay `PENDING`; at the target they get `FAILED`.
      """,
    references: [.file(.principal, "_evaluatePrincipalField"), .file(.roleCredentials)],
    fix: .sometimes,
    check: .trust { policy, context in
      guard policy.readableStatements.isEmpty == false, policy.readableStatements.allSatisfy({ $0.isTrustReadable }),
        case .deny(let denier) = evaluateTrust(policy, facts: context.server.request)
      else { return }
      if let denier {
        let isMeantToAllow = !policy.readableStatements.contains(where: { $0.isAllow }) && denier.namesBackbeat
        guard isMeantToAllow, let effect = denier.effect.value else {
          context.report(
            .denied(denier), at: denier.principalRange,
            help: "remove the statement, or name principals other than Backbeat")
          return
        }
        context.report(
          .denied(denier), at: effect.range, help: "write `Allow`",
          fix: .unsafe("write `Allow`", Fix.Edit(effect.range, "\"Allow\"")))
        return
      }
      // Another rule reports a condition that excludes Backbeat.
      if policy.readableStatements.contains(where: { $0.isAllow && $0.namesBackbeat }) { return }
      guard let first = policy.readableStatements.first(where: { $0.isAllow }) ?? policy.readableStatements.first else {
        return
      }
      context.report(
        .noStatement, at: first.principalRange, help: "write `\"Principal\": {\"Service\": \"backbeat\"}`",
        fix: policy.isStatementList ? addition(after: first) : nil)
    })

  private static func addition(after statement: Statement) -> Fix {
    let text = #"{ "Effect": "Allow", "Principal": { "Service": "backbeat" }, "Action": "sts:AssumeRole" }"#
    return .unsafe(
      "add a statement for Backbeat",
      .inserting(text, after: statement.range, in: statement.object.node.document.source))
  }
}

extension Statement {
  /// Indicates whether the statement has no other fault that decides who may assume the role.
  var isTrustReadable: Bool {
    form.isAccepted && form.hasAnyPrincipal && (isAllow || isDeny)
      && (principal.invalidNode == nil && (isAlone || notPrincipal.invalidNode == nil))
      && checkedPrincipals.allSatisfy(PrincipalGrammar.accepts) && condition.invalidNode == nil
      && (condition.value?.operators ?? []).allSatisfy { ConditionOperatorGrammar.accepts($0.name.text) }
  }

  /// Indicates whether the statement's principal matches Backbeat.
  var namesBackbeat: Bool {
    guard let principal = principal.value else { return false }
    return principal.isEveryone
      || principal.soleEntry("Service")?.values?.items.contains { $0.text == PrincipalGrammar.service } == true
  }

  /// The range in which the statement names its principal.
  var principalRange: SourceRange {
    (object.member("Principal") ?? object.member("NotPrincipal"))?.value.range ?? object.place
  }
}

extension Message {
  fileprivate static let noStatement: Message = "no statement lets Backbeat assume the role"
  fileprivate static func denied(_ statement: Statement) -> Message {
    "\(statement.name) prevents Backbeat from assuming the role"
  }
}
