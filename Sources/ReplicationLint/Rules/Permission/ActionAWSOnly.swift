import JSONSource

extension Rule {
  /// An action of AWS that this server never asks about.
  static let actionAWSOnly = Rule(
    "action-aws-only", .permission, .fails,
    title: "an action exists only at AWS",
    rationale: """
      Policies for replication at AWS allow `s3:GetObjectVersionForReplication` and others that this server does not \
      have. It accepts them and never asks about them: Backbeat reads with `s3:GetObjectVersion` and is denied.
      """,
    references: [
      "Arsenal lib/policyEvaluator/utils/actionMaps.ts, actionMapRQ",
      "AWS Service Authorization Reference, Amazon S3",
    ],
    fix: .sometimes,
    check: .permission { policy, findings in
      for entry in policy.actions where S3ActionNames.isAWSOnly(entry.text.text) {
        let counterpart = S3ActionNames.counterpart(ofAWSAction: entry.text.text)
        findings.report(
          .awsOnly(entry.text.text), at: entry.text.range, consequence: entry.deadness(findings),
          help: counterpart.map { "write `\($0)`" } ?? "remove it",
          fix: counterpart.map { .unsafe("write `\($0)`", Fix.Edit(entry.text.range, jsonString($0))) })
      }
    })
}

extension Message {
  fileprivate static func awsOnly(_ action: String) -> Message {
    "the server never checks \(quoted: action), an action of AWS only"
  }
}
