import JSONSource

extension Rule {
  /// `Role` names the role to assume at the source and the role to assume at the target, separated by one comma.
  static let roleCount = Rule(
    "role-count", .replication, .refused,
    platform: .invalidArgument(twoRoles),
    title: "the number of roles in Role is wrong",
    rationale: """
      To a Scality site Backbeat assumes two roles: one at the source to read, one at the target to write. `Role` holds \
      both ARNs, source first, with one comma between them. AWS takes a single ARN, so a configuration copied from AWS \
      is refused. To an external location such as AWS S3 there is only the source role, and a comma is refused.
      """,
    references: ["Arsenal lib/models/ReplicationConfiguration.ts, _parseRole"],
    check: .replication { configuration, findings in
      guard let role = configuration.role.value else { return }
      let count = role.split(",").count
      switch RoleCountFault(configuration, findings.server) {
      case .notTwo?: findings.report(.two(count), at: role.range, help: .help(role.text, count))
      case .notOne?:
        findings.report(
          .one(count), at: role.range, platform: .invalidArgument(oneRole),
          help: "keep the source role; the endpoint's own credentials write to the external location")
      case nil: break
      }
    })

  private static let prefix = "Invalid Role specified in replication configuration: "
  private static let twoRoles = prefix + "Role must be a comma-separated list of two IAM roles"
  private static let oneRole = prefix + "Role may not contain a comma separator"
}

/// Whether `Role` names as many roles as the destinations ask for.
enum RoleCountFault {
  /// A Scality site takes two.
  case notTwo
  /// External locations take one.
  case notOne

  init?(_ configuration: ReplicationConfiguration, _ server: ServerProfile) {
    guard let role = configuration.role.value, !configuration.readableRules.isEmpty else { return nil }
    let rules = configuration.readableRules
    // A class that the server refuses leaves open how many roles the corrected one wants.
    for storageClass in rules.compactMap(\.storageClass.value) {
      if StorageClass(storageClass, server).items.contains(where: { $0.meaning == .unknown }) { return nil }
    }
    let count = role.split(",").count
    switch DestinationType(rules, server).isScality {
    case true? where count != 2: self = .notTwo
    case false? where count > 1: self = .notOne
    case nil where count > 2: self = .notTwo
    default: return nil
    }
  }
}

extension Message {
  fileprivate static func two(_ count: Int) -> Message {
    count == 1 ? "`Role` names 1 role, not two" : "`Role` names \(count) roles, not two"
  }

  fileprivate static func one(_ count: Int) -> Message {
    "`Role` names \(count) roles, but an external location takes one"
  }

  fileprivate static func help(_ role: String, _ count: Int) -> Message {
    if role.isEmpty { return "write the ARNs of both roles, source then target, with one comma between them" }
    if count == 1, let separator = role.first(where: { ";| \t\n".contains($0) }) {
      return "separate the two ARNs with a comma, not with \(quoted: String(separator))"
    }
    if role.hasPrefix(",") || role.hasSuffix(",") || role.contains(",,") { return "remove the extra comma" }
    return "write the source role's ARN, a comma, and the target role's ARN, both as create-role answered them"
  }
}
