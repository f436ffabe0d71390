import JSONSource

extension Rule {
  /// A region or an account in the ARN of a bucket.
  static let arnRegionOrAccount = Rule(
    "arn-region-or-account", .permission, .fails,
    title: "the ARN of a bucket has a region or an account",
    rationale: """
      Requests carry `arn:aws:s3:::bucket/key`, with nothing between the colons. The server accepts a region or an \
      account in a policy, but such a resource matches no bucket and no object.
      """,
    references: [.file(.arnMatch), .file(.requestContext, "_buildArn")],
    fix: .unsafe,
    check: .permission { policy, context in
      for entry in policy.resources where entry.reach == .dead(.regionOrAccount) {
        let arn = entry.item.arn
        guard let region = arn.region, let account = arn.account else { continue }
        let range = SourceRange(region.range.start, account.range.end)
        context.report(
          .given(entry.text.text), at: range, consequence: entry.deadness, whenProved: .risk,
          help: "leave region and account empty: `arn:aws:s3:::BUCKET`",
          fix: .unsafe("leave region and account empty", Fix.Edit(range, ":")))
      }
    })
}

extension Message {
  fileprivate static func given(_ arn: String) -> Message {
    "\(quoted: arn) has a region or an account and matches no bucket or object"
  }
}
