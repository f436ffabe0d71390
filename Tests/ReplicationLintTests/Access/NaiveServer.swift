import RepllintTestSupport

/// A policy of a role or a bucket in parts that a test can draw.
struct DraftPolicy: CustomStringConvertible {
  struct Statement: CustomStringConvertible {
    var isAllow: Bool
    var actions: [String]
    var isNotAction = false
    var resources: [String]
    var isNotResource = false
    /// The JSON of `Principal`; nil in policies of a role.
    var principal: String?

    var description: String {
      let list = { (texts: [String]) in "[" + texts.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
      return """
        {"Effect": "\(isAllow ? "Allow" : "Deny")"\(principal.map { ", \"Principal\": \($0)" } ?? ""), \
        "\(isNotAction ? "NotAction" : "Action")": \(list(actions)), \
        "\(isNotResource ? "NotResource" : "Resource")": \(list(resources))}
        """
    }
  }

  var statements: [Statement]

  var description: String {
    #"{"Version": "2012-10-17", "Statement": [\#(statements.map(\.description).joined(separator: ", "))]}"#
  }

  static let own = "410293857164"
  static let actions = [
    "s3:*", "*", "s3:GetObject*", "s3:GetObjectVersion", "S3:getobjectversio?", "s3:GetObjectVersionTagging",
    "s3:ReplicateObject", "s3:Replicate*", "s3:GetReplicationConfiguration", "s3:ListBucket", "s3:List*", "s3:Get*",
    "s3:PutObject", "iam:*",
  ]
  static let resources = [
    "arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*", "arn:aws:s3:::bkt/a*", "arn:aws:s3:::bkt/?", "arn:aws:s3:::bkt*",
    "arn:aws:s3:::other/*", "arn:aws:s3:::bkt/b", "arn:aws:s3:::bkt/*b",
  ]
  static let principals = [
    #""*""#, #"{"AWS": "*"}"#, #"{"AWS": "\#(own)"}"#, #"{"AWS": "arn:aws:iam::\#(own):root"}"#,
    #"{"AWS": "arn:aws:iam::\#(own):role/crr"}"#, #"{"AWS": "arn:aws:iam::\#(own):user/netroot"}"#,
    #"{"AWS": "930417265580"}"#, #"{"AWS": ["930417265580", "\#(own)"]}"#,
  ]

  init(forBucket: Bool, _ generator: inout SeededGenerator) {
    func some(_ texts: [String], _ generator: inout SeededGenerator) -> [String] {
      (0..<Int.random(in: 1...2, using: &generator)).compactMap { _ in texts.randomElement(using: &generator) }
    }
    statements = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      Statement(
        isAllow: Int.random(in: 0..<3, using: &generator) > 0, actions: some(Self.actions, &generator),
        isNotAction: !forBucket && Int.random(in: 0..<6, using: &generator) == 0,
        resources: some(forBucket ? Self.resources : Self.resources + ["*"], &generator),
        isNotResource: !forBucket && Int.random(in: 0..<8, using: &generator) == 0,
        principal: forBucket ? Self.principals.randomElement(using: &generator) : nil)
    }
  }
}

/// The decision of CloudServer on one call of a role's session, written down from the shared sheets of facts without a
/// look at the library, in the plainest way.
struct NaiveServer {
  enum Answer: String { case allow, implicitDeny, explicitDeny }
  enum Call: CaseIterable { case getBucketReplication, getObject, putAbsent, metadata, credentialsOnly }

  let is2024: Bool
  let iam: DraftPolicy
  let bucketPolicy: DraftPolicy?
  let ownsBucket: Bool

  func decide(_ call: Call, key: String) -> Answer {
    let object = "arn:aws:s3:::bkt/\(key)"
    switch call {
    case .getBucketReplication:
      return ask("s3:GetReplicationConfiguration", ["bucket"], "arn:aws:s3:::bkt", iam: nil)
    case .getObject:
      let read = ask("s3:GetObjectVersion", ["bucket", "object"], object, iam: nil)
      guard is2024, read == .allow else { return read }
      return ask("s3:GetObjectVersionTagging", ["bucket", "object"], object, iam: .allow)
    case .putAbsent:
      // 2024 knows no bucket policy action for the route and drops the answer of IAM.
      let write = ask(is2024 ? nil : "s3:ReplicateObject", ["bucket"], object, iam: is2024 ? .allow : nil)
      return write == .allow ? ask("s3:ListBucket", ["object"], object, iam: .allow) : write
    case .metadata:
      return ask(is2024 ? nil : "s3:ReplicateObject", ["bucket", "object"], object, iam: is2024 ? .allow : nil)
    case .credentialsOnly:
      if is2024 { return .allow }
      return iamAnswer("s3:ReplicateObject", object) == .explicitDeny ? .explicitDeny : .allow
    }
  }

  private func ask(_ action: String?, _ stages: [String], _ resource: String, iam stated: Answer?) -> Answer {
    let answer = stated ?? iamAnswer(action ?? "", resource)
    if answer == .explicitDeny { return .explicitDeny }
    for _ in stages {
      let one = stage(action, resource, answer)
      if one != .allow { return one }
    }
    return .allow
  }

  /// Objects belong to the bucket's owner here, so that both stages are decided alike.
  private func stage(_ action: String?, _ resource: String, _ iam: Answer) -> Answer {
    guard let bucketPolicy else { return iam == .allow && ownsBucket ? .allow : .implicitDeny }
    var permission = ownsBucket && iam == .allow
    for statement in bucketPolicy.statements {
      guard let action, matches(statement, action, resource), reaches(statement.principal ?? "") else { continue }
      if !statement.isAllow { return .explicitDeny }
      if is2024 || ownsBucket || iam == .allow { permission = true }
    }
    return permission ? .allow : .implicitDeny
  }

  private func iamAnswer(_ action: String, _ resource: String) -> Answer {
    let matching = iam.statements.filter { matches($0, action, resource) }
    if matching.contains(where: { !$0.isAllow }) { return .explicitDeny }
    return matching.isEmpty ? .implicitDeny : .allow
  }

  private func reaches(_ principal: String) -> Bool {
    if principal.contains("*") || principal.contains("\"\(DraftPolicy.own)\"") { return true }
    if principal.contains("\(DraftPolicy.own):root") { return true }
    // Before July 2025 any ARN of the account that ends in these letters names the account.
    return is2024 && principal.contains(":\(DraftPolicy.own):") && principal.contains("root\"")
  }

  private func matches(_ statement: DraftPolicy.Statement, _ action: String, _ resource: String) -> Bool {
    let isAction = statement.actions.contains { Self.glob($0.lowercased(), action.lowercased()) }
    let isResource = statement.resources.contains { Self.glob($0, resource) }
    return isAction != statement.isNotAction && isResource != statement.isNotResource
  }

  static func glob(_ pattern: String, _ text: String) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = String(pattern.dropFirst())
    if first == "*" { return glob(rest, text) || (!text.isEmpty && glob(pattern, String(text.dropFirst()))) }
    guard let head = text.first, first == "?" || first == head else { return false }
    return glob(rest, String(text.dropFirst()))
  }
}
