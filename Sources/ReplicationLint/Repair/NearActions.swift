import JSONSource

/// Corrections of actions that are one typo away from the action which a call lacks: what `check` offers as a fix.
///
/// A misspelt action does nothing, so that correcting it takes nothing away. Another action of S3, such as
/// `s3:GetObject`, is replaced only where its statement names no other bucket than that of the call.
struct NearActions {
  /// A fix for each action, with the file that it is for.
  let fixes: [FixCandidate]

  /// Looks at each call once.
  init(_ analysis: SetupAnalysis) {
    guard let plan = analysis.plan else {
      fixes = []
      return
    }
    fixes = analysis.calls.compactMap { proof in
      guard plan.asksFor(proof.call), case .refused(let key, let decider) = proof.answer,
        decider?.statement.isDeny != true
      else { return nil }
      let missing = MissingPermission(proof: proof, key: key, cause: .missing, plan: plan)
      guard let document = missing.document, let near = missing.nearAction, let fix = missing.fix,
        let statement = document.policy?.readableStatements.first(where: { $0.range.contains(near.range) })
      else { return nil }
      if S3Action.named(near.text) != nil, !Self.isAbout(statement, proof.bucket) { return nil }
      return FixCandidate(path: ExactString(document.path), fix: fix)
    }
  }

  /// Returns whether a statement names one bucket and no other.
  private static func isAbout(_ statement: Statement, _ bucket: String?) -> Bool {
    guard let bucket, !statement.resourceItems.isEmpty else { return false }
    return statement.resourceItems.allSatisfy { $0.bucket?.text.hasSameBytes(as: bucket) == true }
  }
}
