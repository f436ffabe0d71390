import JSONSource

extension Rule {
  /// The same member twice in one object.
  static let duplicateKey = Rule(
    "duplicate-key", .syntax, .risk, severity: .error,
    title: "an object has the same member twice",
    rationale: """
      JSON readers keep the last of several members with one name and drop the others silently; AWS CLI and the server \
      do so. Two `Action` lists in one statement are not joined: the first one is gone.
      """,
    references: ["RFC 8259, section 4", "Arsenal lib/policy/policyValidator.ts, _safeJSONParse"],
    fix: .unsafe,
    check: .document { document, context in
      guard document.isReadable else { return }
      for duplicate in document.json.duplicateNames {
        context.report(
          .duplicate(duplicate.repeated.name.string?.text ?? ""), at: duplicate.repeated.name.range,
          labels: [context.label(duplicate.first.name.range, "this one is dropped")],
          help: "keep one of them, with all intended values",
          fix: .unsafe("remove the one that is dropped", .removing(duplicate.first, from: duplicate.object)))
      }
    })
}

extension Message {
  fileprivate static func duplicate(_ name: String) -> Message {
    "the member \(quoted: name) appears twice in one object, and only the last one counts"
  }
}
