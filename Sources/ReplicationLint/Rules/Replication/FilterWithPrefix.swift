import JSONSource

extension Rule {
  /// `Filter` and `Prefix` in one configuration, to a server that reads both.
  static let filterWithPrefix = Rule(
    "filter-with-prefix", .replication, .refused, platform: .malformedXML,
    title: "`Filter` and `Prefix` are used in one configuration",
    rationale: """
      A server of version 2 reads `Filter` and `Prefix`, but not both in one configuration. The first rule that has \
      either one decides the form, and a rule of the other form is answered with `MalformedXML`, as is a rule that has \
      both, even if one of them is empty. Rules with neither go with both forms and cover every key.
      """,
    references: [.file(.replicationConfiguration), .pulls(.arsenal, 2627)],
    fix: .unsafe,
    check: .replication { configuration, context in
      guard context.server.replicationV2 else { return }
      var first: (name: String, member: JSONNode.Member)?
      for rule in configuration.readableRules {
        let filter = rule.object.member("Filter")
        let prefix = rule.object.member("Prefix")
        if let filter, let prefix {
          let isTheSame = rule.filter.value?.string("Prefix").value == rule.prefix.value
          context.report(
            "\(rule.name) has `Filter` and `Prefix`", at: filter.name.range,
            labels: [context.label(prefix.name.range, "the other one")], help: "keep one of them",
            fix: isTheSame ? .unsafe("remove `Prefix`", .removing(prefix, from: rule.object.node)) : nil)
        } else if let member = filter ?? prefix {
          guard let (name, other) = first else {
            first = (filter == nil ? "Prefix" : "Filter", member)
            continue
          }
          let own = filter == nil ? "Prefix" : "Filter"
          if own == name { continue }
          context.report(
            "\(rule.name) has `\(own)`, and an earlier rule has `\(name)`", at: member.name.range,
            labels: [context.label(other.name.range, "this decides the form")],
            help: "write `\(name)` in all rules")
        }
      }
    })
}
