import JSONSource

extension Rule {
  /// The source role may not write the status back, which servers from 9.5.2 on require.
  static let sourceReplicateObject = Rule(
    "source-replicate-object", .setup, .risk,
    title: "the source role is not allowed `s3:ReplicateObject` on the source objects",
    rationale: """
      Servers from 9.5.2 on apply IAM policies to Backbeat's own routes. The source role then needs \
      `s3:ReplicateObject` on the objects of the *source* bucket to write the replication status back; policies made \
      by the guide lack it, and Backbeat is answered `AccessDenied`. The replica arrives, and the source object stays \
      `PENDING` indefinitely. To an external location nothing arrives at all. Set `server.version` in \
      `.repllint.json`, or `--server-version`, to have this decided instead of warned about.
      """,
    references: [.pulls(.cloudServer, 5911, 5917), .pulls(.backbeat, 2690, 2701)],
    fix: .unsafe,
    check: .setup { analysis, context in
      if context.server.enforcesBackbeatRoutes == false { return }
      let unread = Set(analysis.missingPermissions(where: { $0 == .readObject }).compactMap { $0.uncovered })
      for missing in analysis.missingPermissions(where: { $0.isRecent }) {
        guard let file = missing.file, missing.uncovered.map(unread.contains) != true else { continue }
        let isDecided = context.server.enforcesBackbeatRoutes == true
        switch missing.cause {
        case .denied where isDecided, .conditionNotMet where isDecided, .otherOwner: continue
        default: break
        }
        context.report(
          .refused(missing), at: missing.place, in: file, consequence: isDecided ? .fails : .risk,
          labels: missing.ruleLabel(context),
          help: isDecided
            ? .repair(missing)
            : "from 9.5.2 on the source role needs `s3:ReplicateObject` on \(quoted: missing.resource); without it the replica arrives and the object stays `PENDING`",
          fix: missing.fix)
      }
    })
}

extension MissingPermission {
  /// A key that a rule selects and that is out of reach for a call.
  fileprivate struct Uncovered: Hashable {
    let rule: Int
    let key: ExactString
  }

  /// The key that is out of reach, as where a policy covers one folder only; the same for each call on it.
  fileprivate var uncovered: Uncovered? {
    if case .uncovered(let key) = cause { Uncovered(rule: proof.rule.index, key: ExactString(key)) } else { nil }
  }
}
