import ReplicationLint
import Testing

/// What becomes of operations other than the put of an object.
@Suite struct OperationTests {
  private static let configuration = """
    {"Role": "arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst",
     "Rules": [{"ID": "all", "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}}]}
    """
  private static let external = """
    {"Role": "arn:aws:iam::410293857164:role/src", "Rules": [{"ID": "all", "Prefix": "", "Status": "Enabled",
      "Destination": {"Bucket": "arn:aws:s3:::copy", "StorageClass": "cloud"}}]}
    """
  private static let trust = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"},
      "Action": "sts:AssumeRole"}]}
    """

  private func analysis(
    sourceActions: String, replication: String = configuration, targetBucketPolicy: String? = nil
  ) throws -> SetupAnalysis {
    let source = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [\(sourceActions)],
        "Resource": ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]}]}
      """
    let target = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ReplicateObject",
        "Resource": "arn:aws:s3:::copy/*"}]}
      """
    let server = ServerProfile(
      version: ServerVersion(9, 5, 2),
      endpoints: [.init(site: "zenko", isDefault: true), .init(site: "cloud", type: "aws_s3")], replicationV2: false)
    let declaration = SetupDeclaration(
      name: "orders", replication: "replication.json",
      source: .init(bucket: "orders", trust: "s-trust.json", permissions: ["s.json"], hasNoBucketPolicy: true),
      target: .init(
        bucket: "copy", trust: "t-trust.json", permissions: ["t.json"],
        bucketPolicy: targetBucketPolicy == nil ? nil : "b.json", hasNoBucketPolicy: targetBucketPolicy == nil))
    let texts = [
      "replication.json": replication, "s-trust.json": Self.trust, "t-trust.json": Self.trust, "s.json": source,
      "t.json": target, "b.json": targetBucketPolicy,
    ]
    let inputs = texts.compactMap { name, text in text.map { Input(name: name, text: $0) } }
    let linter = Linter(configuration: Configuration(server: server, setups: [declaration]))
    return try #require(linter.analyse(inputs).first)
  }

  private static let all = #""s3:GetReplicationConfiguration", "s3:GetObjectVersion", "s3:ReplicateObject""#
  private static let noRead = #""s3:GetReplicationConfiguration", "s3:ReplicateObject""#

  @Test func deletesOfVersionsAreNeverQueued() throws {
    let trace = ReplicationTrace(try analysis(sourceActions: Self.all), key: "a", operation: .deleteVersion)
    #expect(trace.outcome == .notSelected)
    #expect(trace.steps.last?.note == "deletes of versions are never replicated")
  }

  @Test func operationsWithoutDataNeedNoRead() throws {
    let analysis = try analysis(sourceActions: Self.noRead)
    #expect(ReplicationTrace(analysis, key: "a").outcome == .pending)
    for operation in [ReplicationOperation.deleteMarker, .putTagging, .putACL] {
      let trace = ReplicationTrace(analysis, key: "a", operation: operation)
      #expect(trace.outcome == .completed)
      #expect(!trace.steps.contains { $0.action == "s3:GetObjectVersion" })
    }
    #expect(ReplicationTrace(analysis, key: "a", size: 0).outcome == .completed)
    #expect(ReplicationTrace(analysis, key: "a", size: 1).outcome == .pending)
    #expect(
      analysis.operationsApartFromPut.map { "\($0.operation.rawValue) \($0.size ?? -1) \($0.replicates ?? false)" }
        == ["put 0 true", "delete-marker -1 true", "put-tagging -1 true", "put-acl -1 true"])
  }

  /// A first copy is checked as `s3:ListBucket` on the object; a version that is there is not.
  @Test func changesOfMetadataAreNotCheckedAsListing() throws {
    let policy = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:List*",
        "Resource": "arn:aws:s3:::copy/*"}]}
      """
    let analysis = try analysis(sourceActions: Self.all, targetBucketPolicy: policy)
    #expect(ReplicationTrace(analysis, key: "a").outcome == .failed)
    #expect(ReplicationTrace(analysis, key: "a", operation: .deleteMarker).outcome == .failed)
    #expect(ReplicationTrace(analysis, key: "a", operation: .putTagging).outcome == .completed)
    #expect(analysis.operationsApartFromPut.map(\.operation) == [.putTagging, .putACL])
  }

  @Test func externalLocationsNeedTheReadForDataOnly() throws {
    let analysis = try analysis(sourceActions: Self.noRead, replication: Self.external)
    #expect(ReplicationTrace(analysis, key: "a").outcome == .pending)
    #expect(ReplicationTrace(analysis, key: "a", operation: .deleteMarker).outcome == .completed)
    #expect(!ReplicationTrace(analysis, key: "a", operation: .deleteMarker).steps.contains { $0.side == .target })
  }

  @Test func operationsThatEndAlikeAreNotListed() throws {
    #expect(try analysis(sourceActions: Self.all).operationsApartFromPut.isEmpty)
    #expect(try analysis(sourceActions: #""s3:ListBucket""#).operationsApartFromPut.isEmpty)
  }
}
