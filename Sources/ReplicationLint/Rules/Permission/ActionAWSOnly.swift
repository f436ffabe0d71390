import JSONSource

extension Rule {
  /// An action of AWS that this server never checks.
  static let actionAWSOnly = Rule(
    "action-aws-only", .permission, .fails, isAboutActionName: true,
    title: "an action exists only at AWS",
    rationale: """
      Policies for replication at AWS allow `s3:GetObjectVersionForReplication` and others that this server does not \
      have. It accepts them and never checks them: Backbeat reads with `s3:GetObjectVersion` and is denied, unless \
      that is allowed beside it.
      """,
    references: [.file(.actionMaps, "actionMapRQ"), "AWS Service Authorization Reference, Amazon S3"],
    fix: .unsafe,
    check: .permission { policy, context in
      let entries = policy.actions.filter { S3ActionNames.isAWSOnly($0.text.text) }
      let granted = entries.isEmpty ? [] : policy.grantedBackbeatActions
      for entry in entries {
        let counterpart = S3ActionNames.counterpart(ofAWSAction: entry.text.text)
        context.report(
          .awsOnly(entry.text.text), at: entry.text.range,
          consequence: entry.deadness(standingFor: counterpart, beside: granted), whenProved: .risk,
          help: counterpart.map { granted.contains($0) ? "remove it; `\($0)` is allowed beside it" : "write `\($0)`" }
            ?? "remove it",
          fix: counterpart.flatMap { granted.contains($0) ? nil : $0 }.map {
            .unsafe("write `\($0)`", Fix.Edit(entry.text.range, jsonString($0)))
          })
      }
    })
}

extension Message {
  fileprivate static func awsOnly(_ action: String) -> Message {
    "the server never checks \(quoted: action), an action of AWS only"
  }
}
