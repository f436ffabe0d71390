import JSONSource

extension Rule {
  /// `Effect` is neither `Allow` nor `Deny`.
  static let effectInvalid = Rule(
    "effect-invalid", .policy, .refused, platform: .malformedPolicy,
    title: "`Effect` is neither `Allow` nor `Deny`",
    rationale: """
      The server accepts exactly `Allow` or `Deny`, case-sensitive, without spaces, and refuses the whole policy for \
      any other string.
      """,
    references: [.file(.policySchema, "Effect")],
    fix: .sometimes,
    check: .policy { policy, context in
      for statement in policy.readableStatements {
        guard let effect = statement.effect.value, !effects.contains(where: { $0.hasSameBytes(as: effect.text) })
        else { continue }
        let trimmed = effect.text.filter { $0.isLetter }.lowercased()
        let meant = effects.first { $0.lowercased() == trimmed }
        let near = meant ?? suggestion(for: effect.text, among: effects)
        context.report(
          .wrong(effect.text), at: effect.range, help: near.map { "write `\($0)`" } ?? "write `Allow` or `Deny`",
          fix: near.map { Fix("write `\($0)`", isSafe: meant != nil, [Fix.Edit(effect.range, "\"\($0)\"")]) })
      }
    })

  private static let effects = ["Allow", "Deny"]
}

extension Message {
  fileprivate static func wrong(_ effect: String) -> Message {
    "invalid `Effect` \(quoted: effect): expected `Allow` or `Deny`"
  }
}
