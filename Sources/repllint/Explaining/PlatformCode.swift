import ReplicationLint

/// An error code that an operator sees without a document being refused, or its HTTP status.
///
/// The statuses are those of Arsenal 8.1.139 lib/errors/arsenalErrors.ts.
struct PlatformCode {
  /// The code.
  let code: String
  /// Its HTTP status.
  let status: Int
  /// The slugs of the rules that find what causes it while documents are accepted.
  let causes: [String]

  /// Codes with a status that operators search for.
  static let all = [
    PlatformCode("AccessDenied", 403, accessDenied),
    // The role that `Role` names does not exist.
    PlatformCode("NoSuchEntity", 404, ["role-arn-disagrees"]),
    // The destination is another bucket than the one that exists.
    PlatformCode("NoSuchBucket", 404, ["destination-disagrees"]),
    PlatformCode("MalformedXML", 400), PlatformCode("InvalidArgument", 400), PlatformCode("InvalidRequest", 400),
    PlatformCode("MalformedPolicyDocument", 400),
  ]

  /// A call of Backbeat is refused: the trust policy or a permission policy does not allow it.
  private static let accessDenied = [
    "backbeat-not-trusted", "condition-blocks-backbeat", "action-unknown", "action-is-api-name", "action-aws-only",
    "unversioned-read", "arn-region-or-account", "bucket-name-invalid", "object-action-on-bucket",
    "bucket-action-on-objects", "source-config-read-missing", "source-read-missing", "target-replicate-missing",
    "destination-not-in-policy", "prefix-not-covered", "deny-blocks-replication", "source-replicate-object",
    "condition-on-needed-permission", "role-order-wrong", "policy-not-attached",
  ]

  private init(_ code: String, _ status: Int, _ causes: [String] = []) {
    self.code = code
    self.status = status
    self.causes = causes
  }

  /// The rules behind the code: those whose documents it refuses, and those that find its causes; in the catalogue's
  /// order.
  var rules: [Rule] {
    Catalogue.rules.filter { rule in
      causes.contains(rule.slug) || rule.answers.contains { $0.code == code } || rule.rationale.contains(code)
    }
  }

  /// The codes with the HTTP status that `words` name, such as `403` or `HTTP status 403`.
  static func codes(status words: String) -> [PlatformCode] {
    let parts = words.split(separator: " ")
    guard let number = parts.last.flatMap({ Int($0) }),
      parts.dropLast().allSatisfy({ ["http", "status", "code", "error"].contains($0) })
    else { return [] }
    return all.filter { $0.status == number }
  }

  /// The code that is all of `words`, apart from spaces.
  static func code(_ words: String) -> PlatformCode? {
    let joined = words.filter { $0 != " " }
    return all.first { $0.code.lowercased() == joined }
  }

  /// The code that a message of AWS CLI names, in parentheses.
  static func code(inMessage words: String) -> PlatformCode? {
    all.first { words.contains("(\($0.code.lowercased()))") }
  }
}
