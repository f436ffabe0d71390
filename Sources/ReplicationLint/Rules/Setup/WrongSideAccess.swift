import JSONSource

extension Rule {
  /// A role may do on one side what only the other side's role needs.
  static let wrongSideAccess = Rule(
    "wrong-side-access", .setup, .style,
    title: "a role has access to the other side's bucket",
    rationale: """
      With separate policies the source role needs nothing on the destination and the target role nothing on the \
      source. A grant for the other side is never used, since each role is assumed at its own site.
      """,
    references: [.file(.replicateObject)],
    isOptional: true,
    check: .setup { analysis, context in
      guard let plan = analysis.plan, let source = plan.setup.source.bucket, let rule = plan.enabledRules.first,
        let target = plan.targetBucket(rule), source != target
      else { return }
      for side in Side.allCases {
        let other = side == .source ? target : source
        for document in plan.site(side).permissions {
          // One policy for both roles has a rule of its own.
          let shared = plan.site(side == .source ? .target : .source).permissions
          if shared.contains(where: { $0.path == document.path }) { continue }
          for statement in document.policy?.readableStatements ?? [] where statement.isAllow {
            for resource in statement.resourceItems where resource.bucket?.text == other {
              context.report(
                "the \(side.rawValue) role has access to \(quoted: other), the other side's bucket",
                at: resource.text.contentRange,
                in: document, help: "remove it; the \(side == .source ? "target" : "source") role does this")
            }
          }
        }
      }
    })

  /// One policy for both roles.
  static let onePolicyForBothRoles = Rule(
    "one-policy-for-both-roles", .setup, .style,
    title: "one policy serves both roles",
    rationale: """
      The guide attaches one policy to both roles, so that each may also do what only the other needs. Two policies \
      grant less; `repllint init` writes them.
      """,
    references: ["the guide"],
    isOptional: true,
    check: .setup { analysis, context in
      guard let plan = analysis.plan, plan.roles.count == 2,
        let shared = plan.setup.source.permissions.first(where: { document in
          plan.setup.target.permissions.contains { $0.path == document.path }
        })
      else { return }
      context.report(
        "this policy serves the source role and the target role",
        at: SourceRange(shared.json.root.range.start, shared.json.root.range.start + 1),
        in: shared, help: "write one policy for each role; `repllint init` shows how")
    })
}
