import JSONSource

extension Rule {
  /// A preferred read site that does not get every object of the bucket.
  static let preferredReadPartial = Rule(
    "preferred-read-partial", .replication, .risk,
    title: "the preferred read site does not get every object",
    rationale: """
      `:preferred_read` holds for the whole bucket, not for its rule: the last such mark of the configuration decides \
      from where CloudServer reads. An object without a copy for that site cannot be read at all; the server answers \
      `InvalidLocationConstraint`, to applications and to Backbeat. So the site must be one of every enabled rule, and \
      the rules must select every key. Objects that are older than the configuration have no copy either.
      """,
    references: [
      .file(.replicationConfiguration, "_parseStorageClass"), .file(.objectGet, "objectGet"),
      .file(.replicationDataLocator),
    ],
    fix: .unsafe,
    check: .replication { configuration, context in
      let rules = configuration.readableRules
      guard let item = preferredRead(rules, context.server) else { return }
      let site = item.name.text
      let enabled = rules.filter { $0.isEnabled }.map { rule in
        (
          rule: rule, keys: rule.keys(context.server)?.text,
          isToSite: rule.destinations(context.server).contains { $0.site?.hasSameBytes(as: site) == true }
        )
      }
      let served = enabled.filter { $0.isToSite }.map { $0.keys?.utf16 }
      // A selection that cannot be read is reported elsewhere; an empty prefix selects every key.
      guard served.allSatisfy({ $0?.isEmpty == false }) else { return }
      let others = enabled.filter { other in
        guard !other.isToSite, let keys = other.keys?.utf16 else { return false }
        return !served.contains { $0.map { keys.starts(with: $0) } ?? false }
      }
      context.report(
        .partial(site, others.first?.rule), at: item.text.range,
        labels: others.prefix(3).map { other in
          context.label(
            other.rule.storageClass.value?.range ?? other.rule.bucket.value?.range ?? other.rule.object.place,
            "\(other.rule.name) does not replicate to it")
        },
        help: "replicate every key to \(quoted: site), or remove `:preferred_read`",
        fix: .unsafe("remove `:preferred_read`", Fix.Edit(item.text.contentRange, jsonEscaped(site))))
    })
}

/// The item that decides from where the server reads: the last one with the mark, of disabled rules too. Nil where there
/// is none, or where its site is not known to be an external location: the server reads from no other.
private func preferredRead(_ rules: [ReplicationRule], _ server: ServerProfile) -> StorageClass.Item? {
  let marked = rules.compactMap { rule in
    rule.storageClass.value.flatMap { list in
      StorageClass(list, server).items.first { !$0.text.text.hasSameBytes(as: $0.name.text) }
    }
  }
  guard let last = marked.last, case .site(let endpoint) = last.meaning, !endpoint.isScality else { return nil }
  return last
}

extension Message {
  fileprivate static func partial(_ site: String, _ other: ReplicationRule?) -> Message {
    guard let other else {
      return "objects that no rule replicates to \(quoted: site), the preferred read site, cannot be read"
    }
    return "objects of \(other.name) are not replicated to \(quoted: site), the preferred read site, and cannot be read"
  }
}
