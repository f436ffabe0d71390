import JSONSource

extension Rule {
  /// The guide lists permissions that no call was found to need.
  static let guidePermissionMissing = Rule(
    "guide-permission-missing", .setup, .style,
    title: "a permission that the guide lists is missing",
    rationale: """
      The guide, and Scality's own set-up script, give the source role `s3:GetObjectVersionAcl` on the objects and \
      `s3:ListBucket` on the bucket, and the target role `s3:ReplicateDelete`. No call of the replication processor \
      requires them, so replication works without them; other tools and later versions may require them.
      """,
    references: ["the guide", .file(.setupReplication)],
    isOptional: true,
    check: .setup { analysis, context in
      guard let plan = analysis.plan, analysis.replicates != false, let rule = plan.enabledRules.first,
        let source = plan.setup.source.bucket, let target = plan.targetBucket(rule)
      else { return }
      let wanted: [(Side, String, String)] = [
        (.source, "s3:GetObjectVersionAcl", "arn:aws:s3:::\(source)/a"),
        (.source, "s3:ListBucket", "arn:aws:s3:::\(source)"),
        (.target, "s3:ReplicateDelete", "arn:aws:s3:::\(target)/a"),
      ]
      for (side, action, resource) in wanted where analysis.sides(rule).contains(side) {
        guard let policies = plan.policies(side), let document = plan.site(side).permissions.last,
          !evaluate(policies: policies, action: action, resource: resource, facts: plan.setup.server.request).isAllowed
        else { continue }
        context.report(
          "the \(side.rawValue) role may not do `\(action)`, which the guide lists",
          at: document.policy?.object.member("Statement")?.name.range ?? SourceRange(0, 0), in: document,
          help: "allow it as the guide does, or leave it out; no call of replication needs it")
      }
    })

  /// For an external location Scality's script grants more.
  static let externalTargetTags = Rule(
    "external-target-tags", .setup, .risk,
    title: "tags do not reach the external location",
    rationale: """
      To an external location Scality's own set-up script gives the source role `s3:GetObjectVersionTagging` as well. \
      Without it the number of tags is hidden from Backbeat, and tags may not arrive.
      """,
    references: [.file(.setupReplication)],
    isOptional: true,
    check: .setup { analysis, context in
      guard let plan = analysis.plan, let rule = plan.enabledRules.first(where: plan.isExternal),
        let bucket = plan.setup.source.bucket, let policies = plan.policies(.source),
        let document = plan.site(.source).permissions.last
      else { return }
      let action = "s3:GetObjectVersionTagging"
      let key = (plan.keys(rule)?.text.text ?? "") + "a"
      if evaluate(policies: policies, action: action, resource: "arn:aws:s3:::\(bucket)/\(key)", facts: nil).isAllowed {
        return
      }
      context.report(
        "the source role may not do `\(action)`, so tags may not reach the external location",
        at: document.policy?.object.member("Statement")?.name.range ?? SourceRange(0, 0), in: document,
        help: "allow it on the objects of the source bucket")
    })
}
