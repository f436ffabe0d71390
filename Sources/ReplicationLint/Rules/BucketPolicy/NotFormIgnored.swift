import JSONSource

extension Rule {
  /// A `Not` form beside the element that is read.
  static let bucketPolicyNotForm = Rule(
    "bucket-policy-not-form", .bucketPolicy, .risk,
    title: "a bucket policy has `NotAction`, `NotResource` or `NotPrincipal`, which is not read",
    rationale: """
      The server accepts these elements beside `Action`, `Resource` and `Principal`, as it accepts any other name, and \
      never reads them: the statement applies to more than it seems to.
      """,
    references: [.file(.bucketPolicySchema, "items of Statement"), .file(.permissionChecks)],
    check: .bucketPolicy { document, context in
      for statement in document.policy.readableStatements {
        for name in ["Action", "Resource", "Principal"] {
          guard statement.object.member(name) != nil, let ignored = statement.object.member("Not\(name)") else {
            continue
          }
          context.report(
            .ignored("Not\(name)", statement), at: ignored.name.range, help: "remove it, or narrow `\(name)`")
        }
      }
    })
}

extension Message {
  fileprivate static func ignored(_ name: String, _ statement: Statement) -> Message {
    "`\(name)` of \(statement.name) is not read"
  }
}
