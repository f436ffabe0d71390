import JSONSource

extension Rule {
  /// A prefix that begins like a path or an address.
  static let prefixLeadingSlash = Rule(
    "prefix-leading-slash", .replication, .risk,
    title: "a prefix begins like a path or an address",
    rationale: """
      Keys rarely begin with `/`: the object at `s3://bucket/logs/a` has the key `logs/a`. A prefix that begins with a \
      slash, with `s3://`, or with blanks selects only keys that begin so.
      """,
    references: ["Arsenal lib/models/ReplicationConfiguration.ts, _parsePrefix"],
    fix: .unsafe,
    check: .replication { configuration, findings in
      for rule in configuration.readableRules {
        guard let prefix = rule.prefix.value, let bare = stripped(prefix.text) else { continue }
        findings.report(
          "the prefix \(quoted: prefix.text) of \(rule.name) selects only keys that begin exactly so", at: prefix.range,
          help: "keys rarely begin so; did you mean \(quoted: bare)",
          fix: .unsafe("write \(quoted: bare)", Fix.Edit(prefix.contentRange, jsonEscaped(bare))))
      }
    })

  private static func stripped(_ prefix: String) -> String? {
    if prefix.hasPrefix("s3://") {
      let rest = prefix.dropFirst(5)
      return rest.firstIndex(of: "/").map { String(rest[rest.index(after: $0)...]) } ?? ""
    }
    let bare = String(prefix.drop { $0 == "/" || $0.isWhitespace })
    return bare.count < prefix.count ? bare : nil
  }
}
