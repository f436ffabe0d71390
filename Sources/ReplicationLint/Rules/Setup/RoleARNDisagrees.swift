import JSONSource

extension Rule {
  /// The configuration names a role other than the one that was created.
  static let roleARNDisagrees = Rule(
    "role-arn-disagrees", .setup, .fails,
    title: "`Role` does not match the created role",
    rationale: """
      Backbeat assumes the role that `Role` names, exactly: account, path and name. What create-role returned under \
      `Arn` is the role that exists. When the two differ no such role is found; a wrong source role leaves objects \
      `PENDING`, a wrong target role makes them `FAILED`.
      """,
    references: [.file(.roleCredentials), .file(.replicationCommand, "validate")],
    fix: .unsafe,
    check: .setup { analysis, context in
      guard let plan = analysis.plan, let replication = plan.setup.replication else { return }
      if plan.rolesAreSwapped { return }
      for side in Side.allCases {
        guard let role = plan.role(side), let created = plan.site(side).roleARN,
          !created.hasSameBytes(as: role.text)
        else { continue }
        if side == .target, plan.namesAsTarget(created) { continue }
        // The rules for one entry already report why it names no role.
        let isReported = analysis.findings.contains {
          $0.path == replication.path && $0.severity == .error && role.contentRange.contains($0.range)
        }
        if isReported { continue }
        let document = plan.site(side).role
        // Without the capture only the manifest contradicts the configuration.
        let isOfState = document?.isEmbeddedPart == true
        let source =
          document == nil ? "the manifest has" : isOfState ? "the Terraform state has" : "create-role returned"
        context.report(
          "the \(side.rawValue) role is \(quoted: role.text), but \(source) \(quoted: created)",
          at: role.contentRange,
          labels: document.flatMap { document in
            document.roleARN.map { [context.label($0.range, in: document, "the role that was created")] }
          } ?? [],
          help: document == nil
            ? "write the ARN that create-role returned, here or in the manifest"
            : isOfState ? "write the ARN of the Terraform state" : "write the ARN that create-role returned",
          fix: document == nil
            ? nil : .unsafe("write \(quoted: created)", Fix.Edit(role.contentRange, jsonEscaped(created))))
      }
    })

  /// Source and target role are in the wrong order.
  static let roleOrderWrong = Rule(
    "role-order-wrong", .setup, .fails,
    title: "source and target role are in the wrong order",
    rationale: """
      `Role` names the source role first. With the two swapped Backbeat looks for the target's role at the source, \
      finds none, and objects stay `PENDING`. Where only the names of the roles suggest a swap, it is a warning.
      """,
    references: [.file(.replicationConfiguration, "_parseRole"), "the guide: define a replication configuration"],
    fix: .unsafe,
    check: .setup { analysis, context in
      guard let plan = analysis.plan, plan.roles.count == 2, let role = plan.configuration.role.value else { return }
      let (first, second) = (plan.roles[0], plan.roles[1])
      let isCertain = plan.rolesAreSwapped
      guard isCertain || plan.rolesSeemSwapped else { return }
      context.report(
        "`Role` names the target role first", at: role.range, consequence: isCertain ? .fails : .risk,
        labels: [context.label(first.contentRange, "Backbeat looks for this role at the source")],
        help: "write the source role's ARN first",
        fix: .unsafe("swap the two", Fix.Edit(role.contentRange, jsonEscaped("\(second.text),\(first.text)"))))
    })
}
