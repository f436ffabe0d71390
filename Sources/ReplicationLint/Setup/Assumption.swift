import JSONSource

/// A fact that a verdict about a setup rests on and that no document shows.
public struct Assumption: Sendable, Hashable {
  /// The name of a kind of assumption, as reports write it.
  public struct ID: RawRepresentable, Sendable, Hashable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The bucket has no policy.
    public static let noBucketPolicy = ID(rawValue: "no-bucket-policy")
    /// Backbeat authenticates with the roles of the configuration.
    public static let roleAuthentication = ID(rawValue: "role-authentication")
    /// The server enforces what the guide describes.
    public static let serverVersion = ID(rawValue: "server-version")
    /// The account of the role owns the bucket and its objects.
    public static let bucketOwner = ID(rawValue: "bucket-owner")
    /// The given policies are all that are attached to the role.
    public static let attachedPoliciesComplete = ID(rawValue: "attached-policies-complete")
    /// Versioning is enabled on the bucket.
    public static let versioning = ID(rawValue: "versioning")
    /// Backbeat's requests are what conditions were decided for.
    public static let requestContext = ID(rawValue: "request-context")
    /// The server reads the first form of replication rules.
    public static let replicationV2 = ID(rawValue: "replication-v2")
  }

  /// The kind of assumption.
  public let id: ID
  /// The subject of the command that settles it, as a word of that command: a bucket or a role; else the command.
  private let subject: String
  /// The side that it is about; nil for the whole setup.
  public let side: Side?
  /// Indicates whether the subject is a bucket beside the one that the side shows, so that the message names it.
  private let isOtherBucket: Bool

  fileprivate init(_ id: ID, _ side: Side?, _ subject: String = "", isOtherBucket: Bool = false) {
    self.id = id
    self.side = side
    self.subject = subject
    self.isOtherBucket = isOtherBucket
  }

  /// The server reads the first form of replication rules.
  static let firstForm = Assumption(.replicationV2, nil)

  /// Reads an assumption as reports write it; nil where its words are none of ours.
  init?(_ id: ID, _ side: Side?, message: String, settledBy: String) {
    let command = Assumption(id, side).settledBy
    guard settledBy.utf8.starts(with: command.utf8) else { return nil }
    let subject = String(settledBy.dropFirst(command.count))
    let isPlain = Assumption(id, side, subject).message.hasSameBytes(as: message)
    self.init(id, side, subject, isOtherBucket: !isPlain)
    guard self.message.hasSameBytes(as: message), self.settledBy.hasSameBytes(as: settledBy) else { return nil }
  }

  /// The assumed fact, in words.
  public var message: String {
    let side = side?.rawValue ?? ""
    let bucket = isOtherBucket ? " \(quoted(subject))" : ""
    return switch id {
    case .noBucketPolicy: "the \(side) bucket\(bucket) has no policy"
    case .bucketOwner: "the account of the \(side) role owns the bucket\(bucket) and its objects"
    case .attachedPoliciesComplete: "the \(side) role has no policies but those given"
    case .versioning: "versioning is enabled on the \(side) bucket\(bucket)"
    case .roleAuthentication: "Backbeat authenticates with the roles of the configuration"
    case .serverVersion: "the server enforces what the guide describes"
    case .replicationV2: "the server reads replication rules in their first form"
    case .requestContext: "Backbeat's requests carry nothing but what its source code sends"
    default: id.rawValue
    }
  }

  /// A command that reads and changes nothing, and whose output shows whether the assumption holds.
  public var settledBy: String {
    switch id {
    case .noBucketPolicy: "aws s3api get-bucket-policy --bucket \(subject)"
    case .bucketOwner: "aws s3api get-bucket-acl --bucket \(subject)"
    case .attachedPoliciesComplete: "aws iam list-attached-role-policies --role-name \(subject)"
    case .versioning: "aws s3api get-bucket-versioning --bucket \(subject)"
    case .roleAuthentication: "jq .extensions.replication conf/config.json"
    case .serverVersion: "jq -r .version package.json"
    case .replicationV2: "jq -r .dependencies package.json"
    default: subject
    }
  }
}

extension ReplicationPlan {
  /// The assumptions that a verdict about the setup rests on, in a fixed order.
  var assumptions: [Assumption] {
    let sides = Side.allCases.filter { side in
      side == .source || enabledRules.contains { !isExternal($0) }
    }
    return sides.flatMap(assumptions) + otherDestinations.flatMap(assumptions(ofOther:)) + generalAssumptions
  }

  /// The assumptions about a bucket of which the documents of the target show nothing.
  private func assumptions(ofOther bucket: String) -> [Assumption] {
    let ids: [Assumption.ID] =
      (setup.server.readsBucketPolicies ? [.noBucketPolicy] : []) + [.bucketOwner, .versioning]
    return ids.map { Assumption($0, .target, Self.word(bucket, or: "BUCKET"), isOtherBucket: true) }
  }

  private func assumptions(_ side: Side) -> [Assumption] {
    let site = site(side)
    let bucket = side == .source ? setup.source.bucket : describedBucket
    let shownBucket = Self.word(bucket, or: "BUCKET")
    let role = Self.word(role(side).flatMap { RoleARN($0).name }, or: "ROLE")
    var found: [Assumption] = []
    if setup.server.readsBucketPolicies, site.bucketPolicy == nil, !site.hasNoBucketPolicy {
      found.append(Assumption(.noBucketPolicy, side, shownBucket))
    }
    if site.owner == nil { found.append(Assumption(.bucketOwner, side, shownBucket)) }
    if !site.isEveryPolicyGiven {
      found.append(Assumption(.attachedPoliciesComplete, side, role))
    }
    if site.versioning == nil { found.append(Assumption(.versioning, side, shownBucket)) }
    return found
  }

  /// A name of a document as a word of a command, or `placeholder` for one in which a shell could find more than a word.
  private static func word(_ name: String?, or placeholder: String) -> String {
    guard let name, !name.isEmpty, !name.utf8.starts(with: "-".utf8) else { return placeholder }
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_.+=,@".utf8.contains(byte)
      }
    }
    return isPlain ? name : placeholder
  }

  private var generalAssumptions: [Assumption] {
    let server = setup.server
    var found: [Assumption] = []
    if server.roleAuthentication != true { found.append(Assumption(.roleAuthentication, nil)) }
    if isVersionOpen { found.append(Assumption(.serverVersion, nil)) }
    if let version = server.version, version >= ServerVersion(9, 4, 0), !server.statesReplicationV2 {
      found.append(.firstForm)
    }
    let keys = conditionKeys
    if !keys.isEmpty, server.request?.isComplete != true {
      found.append(Assumption(.requestContext, nil, Self.requestCommand(keys)))
    }
    return found
  }

  /// Indicates whether the version, or the release of a change that matters to a bucket policy, is not known.
  private var isVersionOpen: Bool {
    let server = setup.server
    if server.statedReading != nil { return false }
    if server.version == nil { return true }
    if bucketPolicy(.source) != nil, server.has(.readsIgnoreTagging) == nil { return true }
    return server.has(.crossAccountAllowNeedsIAM) == nil && Side.allCases.contains(where: readsAccountsByVersion)
  }

  /// Returns whether the verdict of a side's bucket policy on the role's account differs between the two sides of
  /// CLDSRV-674.
  private func readsAccountsByVersion(_ side: Side) -> Bool {
    guard let policy = bucketPolicy(side), let access = access(side) ?? accessOfUnknownRole(side) else { return false }
    return !access.ownsBucket
      || policy.readableStatements.contains { statement in
        let answers = [true, false].map { isLoose in
          PrincipalMatch(statement.principal.value, access.caller, isLooseAboutRoot: isLoose)
        }
        return answers[0] != answers[1]
      }
  }

  /// The keys of all conditions of the setup.
  private var conditionKeys: Set<String> {
    let documents = Side.allCases.flatMap { side in
      [site(side).trust, site(side).bucketPolicy].compactMap { $0 } + site(side).permissions
    }
    return Set(
      documents.compactMap { $0.policy }.flatMap { $0.readableStatements }.flatMap { $0.condition.value?.tests ?? [] }
        .map { $0.key.text })
  }

  /// A command that shows what conditions on `keys` ask of a request: Backbeat's address in the log of CloudServer, its
  /// protocol in its configuration (backbeat extensions/replication/ReplicationConfigValidator.js, `transport`), or the
  /// time.
  private static func requestCommand(_ keys: Set<String>) -> String {
    if keys.contains("aws:SourceIp") { return "grep clientIP /var/log/scality/s3/*.log" }
    if keys.contains("aws:SecureTransport") {
      return "jq '.extensions.replication | .source.transport, .destination.transport' conf/config.json"
    }
    if keys.isSubset(of: ["aws:CurrentTime", "aws:EpochTime"]) { return "date -u +%Y-%m-%dT%H:%M:%SZ" }
    return "grep clientIP /var/log/scality/s3/*.log"
  }
}
