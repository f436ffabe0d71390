import JSONSource

extension Rule {
  /// `Version` is missing or is not the one that the server accepts.
  static let version = Rule(
    "version", .policy, .refused, platform: .malformedPolicy,
    title: "`Version` is not `2012-10-17`",
    rationale: """
      `Version` is the version of the policy language, not a date of your choice. AWS also accepts `2008-10-17` and a \
      policy without it; the server accepts only `2012-10-17` and answers `MalformedPolicyDocument`, or \
      `MalformedPolicy` for a bucket policy.
      """,
    references: [.file(.policySchema, "Version"), .file(.policyValidator, "errDict")],
    fix: .sometimes,
    check: .policy { policy, context in
      let object = policy.object.node
      switch policy.version {
      case .absent(let place):
        if object.kind != .object || policy.object.misspelt("Version", known: PolicyDocument.members) != nil { return }
        context.report(
          "the policy has no `Version`, which the server refuses", at: place, platform: .policyWithoutVersion,
          help: "add `\"Version\": \"\(languageVersion)\"`",
          fix: .safe("insert `Version`", .inserting("\"Version\": \"\(languageVersion)\"", intoStartOf: object)))
      case .present(let version) where !version.text.hasSameBytes(as: languageVersion):
        context.report(
          .wrong(version.text), at: version.range, help: "write `\(languageVersion)`",
          fix: Fix(
            "write `\(languageVersion)`", isSafe: keepsMeaning(version.text, object),
            [Fix.Edit(version.range, "\"\(languageVersion)\"")]))
      case .present, .invalid: return
      }
    })

  /// The one version of the policy language that the server accepts.
  private static let languageVersion = "2012-10-17"

  /// The older language differs in variables alone: it treats `${` literally.
  private static func keepsMeaning(_ version: String, _ object: JSONNode) -> Bool {
    version == "2008-10-17" && !object.sourceText.hasPart("${")
  }
}

extension Message {
  fileprivate static func wrong(_ version: String) -> Message {
    "the server refuses the policy version \(quoted: version); it accepts only `2012-10-17`"
  }
}
