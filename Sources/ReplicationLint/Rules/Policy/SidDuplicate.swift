import JSONSource

extension Rule {
  /// Two statements with the same Sid.
  static let sidDuplicate = Rule(
    "sid-duplicate", .policy, .risk,
    title: "two statements share a `Sid`",
    rationale: """
      The server accepts it, AWS does not, and in reviews and logs it is not clear which statement is meant. It is \
      often the sign of a copied statement that was to be changed.
      """,
    references: [.file(.policySchema, "Sid")],
    fix: .unsafe,
    check: .policy { policy, context in
      var seen: [LocatedString: LocatedString] = [:]
      var next: [LocatedString: Int] = [:]
      var taken = Set(policy.readableStatements.compactMap { $0.sid.value?.text })
      for statement in policy.readableStatements {
        guard let sid = statement.sid.value, !sid.isEmpty else { continue }
        guard let first = seen[sid] else {
          seen[sid] = sid
          continue
        }
        // Numbers below the last one given are taken.
        let numbered =
          (next[sid, default: 2]...).lazy.map { ($0, "\(sid.text)\($0)") }.first { !taken.contains($0.1) }
          ?? (2, sid.text)
        next[sid] = numbered.0 + 1
        taken.insert(numbered.1)
        context.report(
          .repeated(sid.text), at: sid.range, labels: [context.label(first.range, "first used here")],
          help: "give each statement its own `Sid`",
          fix: .unsafe("write \(quoted: numbered.1)", Fix.Edit(sid.range, jsonString(numbered.1))))
      }
    })
}

extension Message {
  fileprivate static func repeated(_ sid: String) -> Message { "another statement also has the `Sid` \(quoted: sid)" }
}
