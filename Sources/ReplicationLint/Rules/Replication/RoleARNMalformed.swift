import JSONSource

extension Rule {
  /// An entry of `Role` is not the ARN of an IAM role.
  static let roleARNMalformed = Rule(
    "role-arn-malformed", .replication, .refused,
    platform: .invalidArgument("Invalid Role specified in replication configuration: 'ENTRY'"),
    otherAnswers: [.thrown],
    title: "an entry of `Role` is not the ARN of a role",
    rationale: """
      Each entry is what create-role returns under `Arn`: `arn:aws:iam::ACCOUNT:role/NAME`, with the path when the \
      role has one. The server refuses what is clearly not a role. It accepts an account that is not twelve digits and \
      names without a slash; Backbeat then looks for that account or role, finds none, and objects stay `PENDING`. An \
      ARN that ends too early makes the server throw instead of answer. A name of ASCII letters, digits and \
      `_+=,.@-` is all that IAM creates.
      """,
    references: [
      .file(.replicationConfiguration, "_isValidRoleARN"), .file(.replicateObject, "_extractAccountIdFromRole"),
      "botocore data/iam/2010-05-08/service-2.json, roleNameType",
    ],
    fix: .sometimes,
    check: .replication { configuration, context in
      guard let role = configuration.role.value else { return }
      let entries = role.split(",")
      let isCountWrong = RoleCountFault(configuration, context.server) != nil
      // One entry that begins two ARNs lacks its comma, which `role-count` reports.
      if isCountWrong, entries.count == 1, RoleARN(role).beginsAnotherARN { return }
      for (index, entry) in entries.enumerated() {
        // The number of roles, or a space, explains these.
        if entry.isEmpty, isCountWrong || entries[..<index].contains(where: { $0.isEmpty }) { continue }
        if RoleWhiteSpace(entry).explainsFault { continue }
        let parsed = RoleARN(entry)
        guard let fault = parsed.fault else { continue }
        let name = entries.count == 2 ? (index == 0 ? "source role" : "target role") : "role"
        context.report(
          .fault(fault, parsed, name), at: parsed.place(of: fault),
          consequence: parsed.verdict == .accepted ? .fails : .refused, platform: parsed.answer,
          help: .help(fault, parsed), fix: parsed.fix(of: fault))
      }
    })
}

/// Whitespace around an entry of `Role`, which has a rule of its own.
struct RoleWhiteSpace {
  /// The bytes before and after the rest of the entry; empty where it has no whitespace there.
  let leading: Range<Int>
  let trailing: Range<Int>
  private let entry: LocatedString

  /// Measures the whitespace at both ends of `entry`, in O(length).
  init(_ entry: LocatedString) {
    self.entry = entry
    let scalars = entry.text.unicodeScalars
    let end = entry.text.utf8.count
    func length(_ blanks: some Sequence<Unicode.Scalar>) -> Int {
      blanks.prefix { $0.properties.isWhitespace }.reduce(0) { $0 + UTF8.width($1) }
    }
    leading = 0..<length(scalars)
    trailing = max(leading.upperBound, end - length(scalars.reversed()))..<end
  }

  /// Indicates whether the whitespace is all that is wrong with the entry.
  var explainsFault: Bool {
    if leading.isEmpty, trailing.isEmpty { return false }
    return RoleARN(entry.part(leading.upperBound..<trailing.lowerBound)).fault == nil
  }
}

extension RoleARN {
  /// The bytes that are wrong.
  fileprivate func place(of fault: Fault) -> SourceRange {
    let part: LocatedString? =
      switch fault {
      case .part(let number): parts(number)
      case .region: arn.region
      case .account: arn.account
      case .accountMissing: nil
      case .notRole: miscasedRole ?? arn.resource
      case .name: arn.resource
      case .character(let bytes): arn.resource?.part(bytes)
      case .cutOff: nil
      }
    guard let part, !part.isEmpty else { return arn.text.contentRange }
    return part.contentRange
  }

  /// Indicates whether a colon before the account is missing.
  fileprivate var hasEarlyAccount: Bool {
    guard let region = arn.region?.text else { return false }
    return region.utf8.count == 12 && region.utf8.allSatisfy(isASCIIDigit)
  }

  /// `Role/` where `role/` is expected: the wrong letters, nil where anything else is wrong.
  fileprivate var miscasedRole: LocatedString? {
    guard let resource = arn.resource, resource.text.utf8.count > 5, !resource.text.utf8.starts(with: "role/".utf8),
      resource.text.prefix(5).utf8.elementsEqual(resource.text.utf8.prefix(5)),
      resource.text.prefix(5).lowercased().hasSameBytes(as: "role/")
    else { return nil }
    return resource.part(0..<5)
  }

  /// The change that makes this the ARN of a role, where only one is possible.
  fileprivate func fix(of fault: Fault) -> Fix? {
    var text = arn.text.text
    let title: Message
    if case .region = fault, hasEarlyAccount, arn.parts.count == 5 {
      text = "arn:aws:iam::" + arn.parts[3...].map { $0.text }.joined(separator: ":")
      title = "insert the missing colon"
    } else if case .notRole = fault, miscasedRole != nil, let resource = arn.resource {
      text = arn.parts[..<5].map { $0.text }.joined(separator: ":") + ":role/" + resource.text.dropFirst(5)
      title = "write `role/`"
    } else {
      return nil
    }
    guard RoleARN(LocatedString(text)).fault == nil else { return nil }
    return .safe(title, Fix.Edit(arn.text.contentRange, jsonEscaped(text)))
  }

  private func parts(_ number: Int) -> LocatedString? {
    // A bare name has no parts worth pointing at.
    arn.parts.count < 3 ? nil : arn.part(number)
  }

  /// The server's answer to a refused entry.
  fileprivate var answer: PlatformAnswer {
    if verdict == .crash {
      return .thrown
    }
    return .invalidArgument("Invalid Role specified in replication configuration: '\(visible(arn.text.text))'")
  }
}

extension Message {
  fileprivate static func fault(_ fault: RoleARN.Fault, _ role: RoleARN, _ name: String) -> Message {
    let text = role.arn.text.text
    switch fault {
    case _ where text.isEmpty: return "the \(name) is empty"
    case .part(0) where role.arn.parts.count < 3: return "the \(name) \(quoted: text) is not an ARN"
    case .part(let number):
      let expected = ["arn", "aws", "iam"][number]
      return "expected `\(expected)` in the \(name)'s ARN, found \(quoted: role.arn.part(number)?.text ?? "")"
    case .region where role.hasEarlyAccount:
      return "the \(name) has its account \(quoted: role.arn.region?.text ?? "") one colon too early"
    case .region: return "the \(name) has a region, \(quoted: role.arn.region?.text ?? ""), and ARNs of roles have none"
    case .accountMissing: return "the \(name) has no account"
    case .cutOff: return "the \(name) \(quoted: text) ends too early, and the server throws an exception"
    case .notRole:
      if let word = role.miscasedRole { return "the \(name)'s ARN has \(quoted: word.text), not `role/`" }
      return "the \(name) is \(kind(role)), not a role"
    case .account:
      return
        "expected an account of twelve digits in the \(name)'s ARN, found \(quoted: role.arn.account?.text ?? ""); no such role exists"
    case .name where role.beginsAnotherARN: return "the \(name) is two ARNs in one, so no such role exists"
    case .name: return "the \(name) does not name a role as `role/NAME`, so no such role exists"
    case .character(let bytes):
      let character = role.arn.resource?.part(bytes).text ?? ""
      return "no role's name contains \(quoted: character), which the \(name) has, so no such role exists"
    }
  }

  private static func kind(_ role: RoleARN) -> String {
    let resource = role.arn.resource?.text ?? ""
    switch resource.split(separator: "/").first.map(String.init) ?? resource {
    case "policy": return "a policy"
    case "user": return "a user"
    case "group": return "a group"
    case "root": return "an account"
    case "assumed-role": return "a session"
    default: return quoted(resource)
    }
  }

  fileprivate static func help(_ fault: RoleARN.Fault, _ role: RoleARN) -> Message {
    switch fault {
    case .notRole where role.arn.resource?.text.hasPrefix("policy") == true:
      return "this is what create-policy returned; use the `Arn` that create-role returned"
    case .part(2) where role.arn.service?.text == "s3":
      return "this is the ARN of a bucket; use the `Arn` that create-role returned"
    case .part(1): return "Scality knows the partition `aws` only"
    case .notRole where role.miscasedRole != nil: return "write `role/`; the comparison is case-sensitive"
    case .region where role.hasEarlyAccount:
      return "an IAM ARN has the account after two colons: `arn:aws:iam::ACCOUNT:role/NAME`"
    case .name where role.beginsAnotherARN:
      return "keep the source role's ARN alone for an external location; separate two ARNs with one comma"
    case .accountMissing: return "an IAM ARN has the account after two colons: `arn:aws:iam::ACCOUNT:role/NAME`"
    default: return "write it as create-role returned it: `arn:aws:iam::ACCOUNT:role/NAME`"
    }
  }
}
