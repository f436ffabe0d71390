import JSONSource

extension Rule {
  /// A rule without an ID.
  static let ruleIDMissing = Rule(
    "rule-id-missing", .style, .style,
    title: "a rule has no ID",
    rationale: """
      A rule without an ID, or with an empty one, gets a random one from the server each time the configuration is put. \
      What get-bucket-replication answers then never equals the file, and reports that name the rule change with it.
      """,
    references: [.file(.replicationConfiguration, "_parseID")],
    fix: .safe, isOptional: true,
    check: .replication { configuration, context in
      if context.isCLIOutput { return }
      var taken = Set(configuration.readableRules.compactMap { $0.id.value?.text })
      for rule in configuration.readableRules {
        if rule.object.misspelt("ID", known: memberNames) != nil { continue }
        let isEmpty = rule.id.value?.isEmpty == true
        guard isEmpty || !rule.id.isPresent else { continue }
        let id = unusedName(rule.describingID, &taken) { "\($0)-\($1)" }
        let edit =
          rule.id.value.map { Fix.Edit($0.range, "\"\(id)\"") }
          ?? .inserting("\"ID\": \"\(id)\"", intoStartOf: rule.object.node)
        context.report(
          isEmpty ? "\(rule.name) has an empty `ID`" : "\(rule.name) has no `ID`",
          at: rule.id.value?.range ?? rule.object.place, help: "add an ID such as `\(id)`",
          fix: .safe("add the ID `\(id)`", edit))
      }
    })

  private static let memberNames = ["ID", "Prefix", "Destination", "Status"]
}

extension ReplicationRule {
  /// The prefix with hyphens for what is neither a letter nor a digit; the rule's number where nothing is left of it.
  fileprivate var describingID: String {
    // Half the server's limit leaves room for a number.
    var name = ""
    for word in (prefix.value?.text ?? "").unicodeScalars.split(whereSeparator: { !Self.isNameScalar($0) }) {
      let longer = name.isEmpty ? String(word) : "\(name)-\(String(word))"
      if longer.utf16.count > Limits.ruleID / 2 { break }
      name = longer
    }
    return name.isEmpty ? "rule-\(index + 1)" : name
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "_": true
    default: !scalar.isASCII && isVisible(scalar)
    }
  }
}
