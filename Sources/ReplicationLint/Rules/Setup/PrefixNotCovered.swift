import JSONSource

extension Rule {
  /// A policy covers some of the keys that a rule selects, and not all.
  static let prefixNotCovered = Rule(
    "prefix-not-covered", .setup, .fails,
    title: "a policy does not cover every object that a rule selects",
    rationale: """
      A rule selects all keys under its prefix; the policy lets the role access only some of them. The others stay \
      `PENDING` or get the status `FAILED`, one by one, and nothing names the policy. repllint decides this for all \
      keys at once and shows the shortest key that is refused.
      """,
    references: [.file(.arnMatch), "repllint: Sources/ReplicationLint/Access"],
    fix: .unsafe,
    check: .setup { analysis, context in
      for missing in analysis.missingPermissions(where: { !$0.isRecent }) {
        guard case .uncovered = missing.cause, let file = missing.file else { continue }
        let granted = missing.nearestGrant
        context.report(
          .refused(missing), at: granted?.contentRange ?? missing.place, in: file, labels: missing.ruleLabel(context),
          help: .repair(missing), fix: missing.fix)
      }
    })
}

extension MissingPermission {
  /// The first resource that lets the role do the action on some objects of the bucket.
  fileprivate var nearestGrant: LocatedString? {
    let bucket = proof.bucket ?? ""
    let units = Array(bucket.utf16)
    return (document?.policy?.readableStatements ?? []).lazy.filter { statement in
      statement.isAllow && StatementMatch.matchesAction(statement, proof.call.action) != false
    }
    .flatMap { $0.resourceItems }
    .first { item in
      guard item.arn.key != nil, let pattern = item.bucket else { return false }
      return pattern.text.hasSameBytes(as: bucket) || Glob(pattern.utf16).matches(units)
    }?.text
  }
}
