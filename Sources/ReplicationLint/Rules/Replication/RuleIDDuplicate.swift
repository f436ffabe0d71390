import JSONSource

extension Rule {
  /// Two rules with one ID.
  static let ruleIDDuplicate = Rule(
    "rule-id-duplicate", .replication, .refused, platform: .invalidRequest("Rule Id must be unique"),
    otherAnswers: [.invalidRequest("Duplicate Rule ID")],
    title: "two rules have the same ID",
    rationale: """
      An ID names one rule. IDs are compared exactly, case and spaces included; rules without an ID, or with \
      an empty one, get a random one from the server and never collide.
      """,
    references: [.file(.replicationConfiguration, "_parseID")],
    fix: .unsafe,
    check: .replication { configuration, context in
      var seen: [[UInt16]: (rule: Int, id: LocatedString)] = [:]
      var next: [[UInt16]: Int] = [:]
      var taken = Set(configuration.readableRules.compactMap { $0.id.value?.text })
      for rule in configuration.readableRules {
        guard let id = rule.id.value, !id.isEmpty else { continue }
        guard let first = seen[id.utf16] else {
          seen[id.utf16] = (rule.index + 1, id)
          continue
        }
        // Numbers below the last one given are taken.
        var number = next[id.utf16, default: 2]
        while taken.contains(numbered(id.text, number)) { number += 1 }
        let name = numbered(id.text, number)
        taken.insert(name)
        next[id.utf16] = number + 1
        context.report(
          "rules \(first.rule) and \(rule.index + 1) have the same ID \(quoted: id.text)", at: id.range,
          platform: context.server.replicationV2 ? .invalidRequest("Duplicate Rule ID") : nil,
          labels: [context.label(first.id.range, "the first rule with this ID")],
          help: "give each rule its own ID",
          fix: .unsafe("write \(quoted: name)", Fix.Edit(id.contentRange, jsonEscaped(name))))
      }
    })

  /// `id` with a number after it, shortened where it would be longer than an ID may be (botocore's `ID`, 255 characters).
  private static func numbered(_ id: String, _ number: Int) -> String {
    let suffix = "-\(number)"
    var scalars = id.unicodeScalars
    var length = id.utf16.count + suffix.utf16.count
    while length > 255, let last = scalars.popLast() { length -= UTF16.width(last) }
    return String(scalars) + suffix
  }
}
