import JSONSource

extension Rule {
  /// A priority that is not a non-negative integer.
  static let priorityInvalid = Rule(
    "priority-invalid", .replication, .refused,
    platform: .invalidArgument("Priority must be a non-negative integer"),
    title: "a priority is negative or not a number",
    rationale: """
      A server of version 2 accepts a priority of digits only. AWS CLI passes negative numbers and booleans on, and \
      the server refuses them. Of two rules with the same site, the same bucket and overlapping prefixes, the one with \
      the higher number wins; elsewhere priorities have no effect and need not differ.
      """,
    references: [.file(.replicationConfiguration), .pulls(.arsenal, 2627)],
    check: .replication { configuration, context in
      guard context.server.replicationV2 else { return }
      for rule in configuration.readableRules {
        guard let value = rule.object.member("Priority")?.value else { continue }
        switch value.kind {
        case .boolean: break
        // Python reads `-0` as 0. A fraction does not get past AWS CLI.
        case .number where value.sourceText.utf8.first == UInt8(ascii: "-") && rule.priority != 0: break
        default: continue
        }
        context.report(
          "the priority of \(rule.name) is \(quoted: value.sourceText)", at: value.range,
          help: "write a non-negative integer, or leave `Priority` out")
      }
    })
}
