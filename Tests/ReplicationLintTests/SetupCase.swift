import ReplicationLint
import Testing

/// One setup of a manifest in which everything is stated, so that the only facts left open are those of a test.
struct SetupCase {
  static let sourceRole = "arn:aws:iam::410293857164:role/src"
  static let targetRole = "arn:aws:iam::930417265580:role/dst"
  static let trust = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"},
      "Action": "sts:AssumeRole"}]}
    """
  static let sourceStatements = """
    {"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::orders"},
    {"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:ReplicateObject"], "Resource": "arn:aws:s3:::orders/*"}
    """

  var role = "\(sourceRole),\(targetRole)"
  /// The members of `Rules`.
  var rules = #"{"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}}"#
  var trust = SetupCase.trust
  var sourcePolicy = SetupCase.sourceStatements
  var targetPolicy = #"{"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::copy*"}"#
  /// The statements of the policies of buckets; nil for a bucket without one.
  var sourceBucketPolicy: String?
  var targetBucketPolicy: String?
  /// Indicates whether a bucket without one is declared to have none.
  var isBucketPolicyStated = true
  var targetVersioning = "Enabled"
  var server: ServerProfile
  var isStrict = true
  /// The sites as the manifest declares them; documents are added.
  var source = SetupDeclaration.SiteDeclaration(bucket: "orders", roleARN: sourceRole, trust: nil, permissions: [])
  var target = SetupDeclaration.SiteDeclaration(bucket: "copy", roleARN: targetRole, trust: nil, permissions: [])
  /// Further documents, by name; a manifest does not name them.
  var others: [String: String] = [:]

  init(version: ServerVersion = ServerVersion(9, 5, 2), replicationV2: Bool = false) {
    server = ServerProfile(
      version: version, endpoints: [.init(site: "zenko", isDefault: true), .init(site: "cloud", type: "aws_s3")],
      replicationV2: replicationV2,
      request: RequestFacts(sourceIP: "10.0.0.5", secureTransport: false, userAgent: "aws-sdk-nodejs"))
    server.roleAuthentication = true
    source.owner = "410293857164"
    target.owner = "930417265580"
  }

  private static func policy(_ statements: String) -> String {
    #"{"Version": "2012-10-17", "Statement": [\#(statements)]}"#
  }

  private var inputs: [Input] {
    var texts = others
    texts["replication.json"] = #"{"Role": "\#(role)", "Rules": [\#(rules)]}"#
    texts["s-trust.json"] = trust
    texts["t-trust.json"] = trust
    texts["s-policy.json"] = Self.policy(sourcePolicy)
    texts["t-policy.json"] = Self.policy(targetPolicy)
    texts["s-bucket.json"] = sourceBucketPolicy.map(Self.policy)
    texts["t-bucket.json"] = targetBucketPolicy.map(Self.policy)
    texts["s-versioning.json"] = #"{"Status": "Enabled"}"#
    texts["t-versioning.json"] = #"{"Status": "\#(targetVersioning)"}"#
    return texts.sorted { $0.key < $1.key }.map { Input(name: $0.key, text: $0.value) }
  }

  private var linter: Linter {
    func declared(
      _ site: SetupDeclaration.SiteDeclaration, _ name: String, _ bucketPolicy: String?
    ) -> SetupDeclaration.SiteDeclaration {
      var site = site
      site.trust = "\(name)-trust.json"
      site.permissions = ["\(name)-policy.json"]
      site.versioning = "\(name)-versioning.json"
      site.bucketPolicy = bucketPolicy == nil ? nil : "\(name)-bucket.json"
      site.hasNoBucketPolicy = bucketPolicy == nil && isBucketPolicyStated
      return site
    }
    let setup = SetupDeclaration(
      name: "orders", replication: "replication.json", source: declared(source, "s", sourceBucketPolicy),
      target: declared(target, "t", targetBucketPolicy))
    var configuration = Configuration(server: server, setups: [setup])
    configuration.isStrict = isStrict
    return Linter(configuration: configuration)
  }

  /// The setup, judged.
  func analysis() throws -> SetupAnalysis { try #require(linter.analyse(inputs).first) }

  /// Indicates whether it replicates.
  func verdict() throws -> Bool? { try analysis().replicates }

  /// What becomes of an object.
  func outcome(of key: String) throws -> ReplicationTrace.Outcome {
    try #require(linter.trace(inputs, key: key).first).outcome
  }

  /// The findings that are errors, by rule.
  func errors() -> [String] { linter.check(inputs).diagnostics.filter { $0.severity == .error }.map(\.rule) }
}
