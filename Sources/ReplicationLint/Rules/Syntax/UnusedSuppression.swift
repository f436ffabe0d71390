extension Rule {
  /// An `ignore` entry of the configuration that accepts nothing.
  static let unusedSuppression = Rule(
    "unused-suppression", .syntax, .style,
    title: "an ignore entry matches nothing",
    rationale: """
      An entry under `ignore` in `.repllint.json` accepts known findings. When it matches none, either the finding was \
      repaired and the entry can go, or the entry has a typo and the finding it was written for is still there under \
      another name.
      """,
    references: ["repllint: Documentation/Configuration.md"],
    check: .linter)
}
