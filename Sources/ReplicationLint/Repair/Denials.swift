import JSONSource

/// Removes the statements that deny Backbeat a call. A program cannot decide whether a Deny is meant: this is only ever
/// an alternative that the operator has to choose.
struct Denials {
  /// A fix for each statement with others beside it.
  let fixes: [FixCandidate]
  /// The bucket policies that are nothing but the one statement.
  let deletions: [RepairCommand]

  /// Returns whether a fix takes a Deny away, or makes an Allow of it.
  static func isChanged(by candidate: FixCandidate, in documents: [Document]) -> Bool {
    documents.contains { document in
      guard ExactString(document.path) == candidate.path else { return false }
      let denials = document.policy?.readableStatements.filter { $0.isDeny } ?? []
      return denials.contains { statement in
        guard let effect = statement.effect.value?.range else { return false }
        return candidate.fix.edits.contains { $0.range.start < effect.end && effect.start < $0.range.end }
      }
    }
  }

  init(_ analysis: SetupAnalysis) {
    guard let plan = analysis.plan else {
      (fixes, deletions) = ([], [])
      return
    }
    var fixes: [FixCandidate] = []
    var deletions: [RepairCommand] = []
    for proof in analysis.calls where plan.asksFor(proof.call) {
      guard case .refused(_, let decider?) = proof.answer, decider.statement.isDeny,
        let document = plan.policyDocument(proof.call.side, decider.document), let policy = document.policy,
        let list = policy.object.member("Statement")?.value
      else { continue }
      let isAlone = list.kind == .object || list.elements.count == 1
      let isBucketPolicy = plan.isOfBucketPolicy(proof.call.side, decider)
      if !isAlone, document.kind == .permissionPolicy || document.kind == .bucketPolicy {
        let statement = decider.statement
        fixes.append(
          FixCandidate(
            path: ExactString(document.path),
            fix: .unsafe("remove \(statement.name), a Deny", .removing(statement.object.node, from: list))))
      } else if isAlone, isBucketPolicy, let bucket = proof.bucket, BucketName.fault(in: bucket) == nil {
        let command = RepairCommand(
          path: document.path, side: proof.call.side, text: "aws s3api delete-bucket-policy --bucket \(bucket)",
          effect: .noBucketPolicy)
        if !deletions.contains(command) { deletions.append(command) }
      }
    }
    self.fixes = fixes
    self.deletions = deletions
  }
}
