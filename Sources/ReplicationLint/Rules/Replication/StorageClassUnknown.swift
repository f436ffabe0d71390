import JSONSource

extension Rule {
  /// A `StorageClass` that is neither a class nor a site.
  static let storageClassUnknown = Rule(
    "storage-class-unknown", .replication, .refused, platform: .malformedXML,
    title: "`StorageClass` is neither a known storage class nor a site",
    rationale: """
      In a replication rule `StorageClass` is `STANDARD`, `STANDARD_IA`, `REDUCED_REDUNDANCY` or the name of a site \
      from the server's replication endpoints; several are separated by commas without spaces, and one may end in \
      `:preferred_read`. Storage classes of AWS such as `GLACIER` are refused as `MalformedXML`, and so are cold \
      locations, to which objects move by lifecycle rules only. Only the server knows its sites and cold locations: \
      list them under `server` in `.repllint.json`.
      """,
    references: [.file(.replicationConfiguration, "_parseStorageClass"), .pulls(.arsenal, 1946)],
    fix: .unsafe,
    check: .replication { configuration, context in
      for rule in configuration.readableRules {
        guard let list = rule.storageClass.value else { continue }
        for item in StorageClass(list, context.server).doubtful {
          let known = StorageClass.classes + (context.server.endpoints ?? []).map { $0.site }
          let isForm = isMalformed(item.name.text)
          let isRisk = item.meaning == .notKnown && !isForm
          let name = item.name.text.filter { !$0.isWhitespace }
          // Another site that the list names already is not what was meant.
          let others = list.text.split(separator: ",").map { $0.prefix { $0 != ":" } }
          let near =
            known.first { $0.hasSameBytes(as: name) }
            ?? suggestion(for: name, among: known.filter { site in !others.contains { $0 == site } })
          context.report(
            .doubt(item), at: item.text.isEmpty ? list.range : item.name.contentRange,
            consequence: isRisk ? .risk : .refused,
            help: near.map { "did you mean `\($0)`?" } ?? .help(item, isRisk),
            fix: near.map { .unsafe("write `\($0)`", Fix.Edit(item.name.contentRange, $0)) })
        }
      }
    })

  /// Returns whether no site can have this name.
  private static func isMalformed(_ name: String) -> Bool {
    name.isEmpty || name.contains(":") || name.first?.isWhitespace == true || name.last?.isWhitespace == true
  }
}

extension Message {
  fileprivate static func doubt(_ item: StorageClass.Item) -> Message {
    if item.text.isEmpty { return "`StorageClass` has an empty item" }
    switch item.meaning {
    case .cold: return "\(quoted: item.name.text) is a cold location, to which nothing replicates"
    case .notKnown:
      return
        "\(quoted: item.name.text) is not a known storage class, unless it is a site of the server"
    default: return "\(quoted: item.name.text) is neither a storage class nor a site of the server"
    }
  }

  fileprivate static func help(_ item: StorageClass.Item, _ isRisk: Bool) -> Message {
    isRisk
      ? "name the sites under `server.endpoints` in `.repllint.json`, or leave `StorageClass` out"
      : "leave `StorageClass` out for the default site, or name one site"
  }
}
