import JSONSource

extension Rule {
  /// An action in unusual upper and lower case.
  static let canonicalCase = Rule(
    "canonical-case", .style, .style,
    title: "an action is not written in its usual upper and lower case",
    rationale: """
      The server compares actions without regard to case, people and search tools do not. `s3:getobjectversion` works, \
      and whoever looks for `s3:GetObjectVersion` does not find it.
      """,
    references: [.file(.evaluator, "isActionApplicable"), .file(.actionMaps)],
    fix: .safe, isOptional: true,
    check: .policy { policy, context in
      if context.isCLIOutput { return }
      for entry in policy.actions {
        guard let name = canonicalName(entry.text.text), !name.hasSameBytes(as: entry.text.text) else {
          continue
        }
        context.report(
          .otherCase(entry.text.text, name), at: entry.text.range, help: "write `\(name)`",
          fix: .safe("write `\(name)`", Fix.Edit(entry.text.contentRange, name)))
      }
    })

  /// The name of the action that the server takes `text` for, as the platform writes it.
  private static func canonicalName(_ text: String) -> String? {
    let isAssumeRole = asciiLowercased(text) == asciiLowercased(S3Action.assumeRole)
    return isAssumeRole ? S3Action.assumeRole : S3Action.named(text)?.name
  }
}

extension Message {
  fileprivate static func otherCase(_ text: String, _ name: String) -> Message {
    "\(quoted: text) is usually written `\(name)`"
  }
}
