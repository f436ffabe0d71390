import JSONSource

/// A service of AWS whose own resources have policies of this language: keys, topics, queues, repositories. Backbeat
/// reads none of them.
struct OtherService {
  /// The name of the service in actions, in lowercase.
  let name: String

  /// The services that resource-based policies are for, apart from S3 and STS (AWS IAM User Guide, "AWS services that
  /// work with IAM").
  private static let known: Set<String> = [
    "acm-pca", "aoss", "backup", "codeartifact", "codebuild", "dynamodb", "ecr", "ecr-public", "elasticfilesystem",
    "es",
    "events", "execute-api", "glacier", "glue", "iot", "kafka", "kinesis", "kms", "lambda", "logs", "mediastore",
    "network-firewall", "rds", "redshift", "schemas", "secretsmanager", "serverlessrepo", "ses", "signer", "sns", "sqs",
    "ssm", "ssm-incidents", "vpc-lattice",
  ]

  /// Recognizes the policy of a resource by its statements: each names a principal and nothing but actions of one other
  /// service.
  init?(ofPolicyWith statements: [MemberTable]) {
    var found: String?
    for statement in statements {
      guard statement.hasAny(["Principal", "NotPrincipal"]) else { return nil }
      let actions = (statement["Action"] ?? statement["NotAction"])?.strings ?? []
      if actions.isEmpty { return nil }
      for action in actions {
        guard let colon = action.text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let service = String(action.text[..<colon]).lowercased()
        guard Self.known.contains(service), found == nil || found == service else { return nil }
        found = service
      }
    }
    guard let found else { return nil }
    name = found
  }
}

extension JSONNode {
  /// The string, or the strings of the list.
  var strings: [LocatedString] { string.map { [$0] } ?? elements.compactMap { $0.string } }
}
