import JSONSource

extension Rule {
  /// `Role` names the role to assume at the source and the role to assume at the target, separated by one comma.
  static let roleCount = Rule(
    "role-count", .replication, .refused,
    platform: .invalidArgument(twoRoles),
    otherAnswers: [.invalidArgument(oneRole), .invalidArgument(oneOrTwoRoles)],
    title: "the number of roles in `Role` is wrong",
    rationale: """
      To a Scality site Backbeat assumes two roles: one at the source to read, one at the target to write. `Role` \
      contains both ARNs, source first, with one comma between them. AWS accepts a single ARN, so a configuration \
      copied from AWS is refused. To an external location such as AWS S3 there is only the source role, and a comma is \
      refused. Where the default site is an external location, a last rule without `StorageClass` makes the server \
      accept one role although an earlier rule names a Scality site; Backbeat drops the objects of that rule as \
      `BadRole`, and they stay `PENDING`. A server of version 2 also accepts one ARN for both sides.
      """,
    references: [.file(.replicationConfiguration, "_parseRole"), .file(.replicateObject, "_setupRolesOnce")],
    fix: .sometimes,
    check: .replication { configuration, context in
      guard let role = configuration.role.value else { return }
      let entries = role.split(",")
      let hasEmptyEntry = entries.count > 1 && entries.contains(where: { $0.isEmpty })
      switch RoleCountFault(configuration, context.server) {
      case .tooMany?:
        context.report(
          .many(entries.count), at: role.range, platform: .invalidArgument(oneOrTwoRoles),
          help: "write one role for both sides, or the source role, a comma and the target role",
          fix: hasEmptyEntry ? withoutCommas(entries, wanted: 2) ?? withoutCommas(entries, wanted: 1) : nil)
      case .notTwo? where hasEmptyEntry:
        context.report(
          .emptyEntry(entries), at: role.range, help: "remove the extra comma", fix: withoutCommas(entries, wanted: 2))
      case .notTwo?:
        context.report(
          .two(entries), at: role.range, help: .help(role.text, entries.count), fix: withComma(role, entries))
      case .notOne? where hasEmptyEntry:
        context.report(
          .emptyEntry(entries), at: role.range, platform: .invalidArgument(oneRole), help: "remove the comma",
          fix: withoutCommas(entries, wanted: 1))
      case .notOne?:
        context.report(
          .one(entries.count), at: role.range, platform: .invalidArgument(oneRole),
          help: "keep the source role; the endpoint's own credentials write to the external location")
      case nil:
        guard let rule = scalityRule(configuration, context.server) else { return }
        context.report(
          "`Role` names one role, and \(rule.name) replicates to a Scality site, which takes two", at: role.range,
          consequence: .fails,
          labels: rule.storageClass.value.map { [context.label($0.range, "a Scality site")] } ?? [],
          help: "move \(rule.name) to the end of `Rules`, and write both roles, source then target")
      }
    })

  /// The first enabled rule that replicates to a Scality site although the server of version 1 accepts one role; nil
  /// where there is none.
  private static func scalityRule(_ configuration: ReplicationConfiguration, _ server: ServerProfile)
    -> ReplicationRule?
  {
    guard !server.replicationV2, let role = configuration.role.value, role.split(",").count == 1,
      RoleARN(role).fault == nil, DestinationType(configuration.readableRules, server).isScality == false
    else { return nil }
    return configuration.readableRules.first { rule in
      rule.isEnabled && rule.destinations(server).contains { $0.isScality == true }
    }
  }

  /// Removes the empty entries, where that leaves as many ARNs as there must be.
  private static func withoutCommas(_ entries: [LocatedString], wanted: Int) -> Fix? {
    let roles = entries.filter { !$0.isEmpty }
    guard roles.count == wanted, let first = entries.first, let last = entries.last else { return nil }
    var edits: [Fix.Edit] = []
    var end = first.contentRange.start
    for (index, role) in roles.enumerated() {
      let place = role.contentRange
      if place.start - end > (index == 0 ? 0 : 1) {
        edits.append(Fix.Edit(SourceRange(end, place.start), index == 0 ? "" : ","))
      }
      end = place.end
    }
    if last.contentRange.end > end { edits.append(Fix.Edit(SourceRange(end, last.contentRange.end), "")) }
    let isSafe = roles.allSatisfy { RoleARN($0).fault == nil }
    return Fix(
      entries.count == wanted + 1 ? "remove the extra comma" : "remove the extra commas", isSafe: isSafe, edits)
  }

  /// Writes a comma between two ARNs that something else, or nothing, separates.
  private static func withComma(_ role: LocatedString, _ entries: [LocatedString]) -> Fix? {
    let bytes = Array(role.text.utf8)
    let begin = Array("arn:aws:iam:".utf8)
    let starts = bytes.indices.filter { bytes[$0...].starts(with: begin) }
    guard entries.count == 1, starts.count == 2, starts[0] == 0 else { return nil }
    var end = starts[1]
    while end > 0, [0x3B, 0x7C, 0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
    let both = [role.part(0..<end), role.part(starts[1]..<bytes.count)]
    guard both.allSatisfy({ RoleARN($0).fault == nil }) else { return nil }
    return .safe("write a comma between them", Fix.Edit(role.range(of: end..<starts[1]), ","))
  }

  private static let prefix = "Invalid Role specified in replication configuration: "
  private static let twoRoles = prefix + "Role must be a comma-separated list of two IAM roles"
  private static let oneRole = prefix + "Role may not contain a comma separator"
  private static let oneOrTwoRoles = prefix + "Role must be a single ARN or a comma-separated pair"
}

/// Indicates whether `Role` names as many roles as the destinations require.
enum RoleCountFault {
  /// A Scality site takes two.
  case notTwo
  /// External locations take one.
  case notOne
  /// A server of version 2 takes one or two.
  case tooMany

  init?(_ configuration: ReplicationConfiguration, _ server: ServerProfile) {
    guard let role = configuration.role.value, !configuration.readableRules.isEmpty else { return nil }
    let rules = configuration.readableRules
    // A class that the server refuses leaves open how many roles the corrected one wants.
    for storageClass in rules.compactMap({ $0.storageClass.value }) {
      if StorageClass(storageClass, server).items.contains(where: { $0.meaning == .unknown }) { return nil }
    }
    let count = role.split(",").count
    if server.replicationV2, count != 2 {
      if count == 1 { return nil }
      self = .tooMany
      return
    }
    switch DestinationType(rules, server).isScality {
    case true? where count != 2: self = .notTwo
    case false? where count > 1: self = .notOne
    case nil where count > 2: self = .notTwo
    default: return nil
    }
  }
}

extension Message {
  fileprivate static func two(_ entries: [LocatedString]) -> Message {
    let count = entries.count
    if count == 1, entries[0].isEmpty { return "`Role` is empty; a Scality site needs two roles" }
    return count == 1
      ? "`Role` names one role; a Scality site needs two" : "`Role` names \(count) roles; a Scality site needs two"
  }

  fileprivate static func emptyEntry(_ entries: [LocatedString]) -> Message {
    if entries.last?.isEmpty == true { return "`Role` has an empty entry after the last comma" }
    if entries.first?.isEmpty == true { return "`Role` has an empty entry before the first comma" }
    return "`Role` has an empty entry between two commas"
  }

  fileprivate static func many(_ count: Int) -> Message {
    "`Role` has \(count) entries; the server accepts one or two roles"
  }

  fileprivate static func one(_ count: Int) -> Message {
    "`Role` names \(count == 2 ? "two" : "\(count)") roles; an external location takes one"
  }

  fileprivate static func help(_ role: String, _ count: Int) -> Message {
    if role.isEmpty { return "write the ARNs of both roles, source then target, with one comma between them" }
    if count == 1, let separator = role.first(where: { ";| \t\n".contains($0) }) {
      return "separate the two ARNs with a comma, not with \(quoted: String(separator))"
    }
    return "write the source role's ARN, a comma, and the target role's ARN, both as create-role returned them"
  }
}
