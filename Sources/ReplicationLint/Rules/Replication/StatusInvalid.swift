import JSONSource

extension Rule {
  /// A rule's status is neither of the two words.
  static let statusInvalid = Rule(
    "status-invalid", .replication, .refused, platform: .malformedXML,
    title: "`Status` is neither `Enabled` nor `Disabled`",
    rationale: """
      The server compares `Status` exactly with `Enabled` and `Disabled`. Another case, a space or a word of \
      another feature passes AWS CLI and is then answered with `MalformedXML`, which names no member.
      """,
    references: [.file(.replicationConfiguration, "_parseStatus")],
    fix: .sometimes,
    check: .replication { configuration, context in
      for rule in configuration.readableRules {
        guard let status = rule.status.value,
          !["Enabled", "Disabled"].contains(where: { $0.hasSameBytes(as: status.text) })
        else { continue }
        let word = intended(status.text)
        let trimmed = status.text.filter { !$0.isWhitespace }.lowercased()
        context.report(
          "`Status` of \(rule.name) is \(quoted: status.text)", at: status.range,
          help: word.map { "write `\($0)`" } ?? "write `Enabled` or `Disabled`",
          fix: word.map {
            Fix("write `\($0)`", isSafe: trimmed == $0.lowercased(), [Fix.Edit(status.contentRange, $0)])
          })
      }
    })

  /// The word that was meant by a wrong status, going by the terms of other features.
  private static func intended(_ status: String) -> String? {
    let word = status.filter { !$0.isWhitespace }.lowercased()
    switch word {
    case "enabled", "enable", "active", "on", "true", "yes": return "Enabled"
    case "disabled", "disable", "inactive", "off", "false", "no", "suspended": return "Disabled"
    default: return suggestion(for: word, among: ["Enabled", "Disabled"])
    }
  }
}
