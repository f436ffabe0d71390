import JSONSource

/// Writes the roles and the bucket that a setup is stated to have where its configuration names others.
///
/// The answer of create-role, or the manifest, decides which roles and bucket exist: Backbeat assumes the role that
/// `Role` names exactly (Backbeat lib/credentials/RoleCredentials.js).
struct StatedNames {
  /// A fix for each name, with the file that it is for.
  let fixes: [FixCandidate]

  init(_ analysis: SetupAnalysis) {
    guard let document = analysis.setup.replication, document.kind == .replicationConfiguration,
      let configuration = document.replication, !analysis.setup.server.replicationV2
    else {
      fixes = []
      return
    }
    let (source, target) = (analysis.setup.source, analysis.setup.target)
    var found: [Fix] = []
    let rules = analysis.plan?.enabledRules ?? []
    if let role = configuration.role.value, let sourceRole = source.roleARN {
      let isExternal = !rules.isEmpty && rules.allSatisfy { analysis.plan?.isExternal($0) == true }
      let stated = target.roleARN.map { "\(sourceRole),\($0)" } ?? (isExternal ? sourceRole : nil)
      if let stated { found += Self.writing(stated, over: role) }
    }
    if let bucket = target.bucket, let plan = analysis.plan {
      for rule in rules where !plan.isExternal(rule) {
        if let name = rule.bucket.value { found += Self.writing("arn:aws:s3:::\(bucket)", over: name) }
      }
    }
    fixes = found.map { FixCandidate(path: ExactString(document.path), fix: $0) }
  }

  private static func writing(_ text: String, over old: LocatedString) -> [Fix] {
    if text.hasSameBytes(as: old.text) { return [] }
    return [.unsafe("write \(quoted: text)", Fix.Edit(old.contentRange, jsonEscaped(text)))]
  }
}
