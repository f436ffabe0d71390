import ReplicationLint
import Testing

/// Setups with bucket policies: what each kind of policy does to the verdict.
@Suite struct BucketPolicySetupTests {
  private static let trust = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"},
      "Action": "sts:AssumeRole"}]}
    """
  private static let replication = """
    {"Role": "arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst",
     "Rules": [{"ID": "all", "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}}]}
    """
  private static let source = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::orders"},
      {"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:ReplicateObject"], "Resource": "arn:aws:s3:::orders/*"}]}
    """
  private static let target = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::copy/*"}]}
    """

  private struct Case {
    var source: String? = BucketPolicySetupTests.source
    var target: String? = BucketPolicySetupTests.target
    var sourceBucketPolicy: String?
    var targetBucketPolicy: String?
    var isPolicyStated = true
    var server = ServerProfile(version: ServerVersion(9, 5, 2), replicationV2: false)
    var isStrict = false

    /// The only setup of the documents, judged.
    func analysis() throws -> SetupAnalysis {
      let texts = [
        "replication.json": BucketPolicySetupTests.replication, "s-trust.json": BucketPolicySetupTests.trust,
        "t-trust.json": BucketPolicySetupTests.trust, "s-policy.json": source, "t-policy.json": target,
        "s-bucket.json": sourceBucketPolicy, "t-bucket.json": targetBucketPolicy,
      ]
      func site(_ name: String, _ bucket: String, _ policy: String?, _ own: String?) -> SetupDeclaration.SiteDeclaration
      {
        SetupDeclaration.SiteDeclaration(
          bucket: bucket, trust: "\(name)-trust.json", permissions: policy == nil ? [] : ["\(name)-policy.json"],
          bucketPolicy: own == nil ? nil : "\(name)-bucket.json", hasNoBucketPolicy: own == nil && isPolicyStated)
      }
      var configuration = Configuration(
        server: server,
        setups: [
          SetupDeclaration(
            name: "orders", replication: "replication.json", source: site("s", "orders", source, sourceBucketPolicy),
            target: site("t", "copy", target, targetBucketPolicy))
        ])
      configuration.isStrict = isStrict
      let inputs = texts.compactMap { name, text in text.map { Input(name: name, text: $0) } }
      return try #require(Linter(configuration: configuration).analyse(inputs).first)
    }

    func verdict() throws -> Bool? { try analysis().replicates }
  }

  private static func policy(
    _ effect: String, _ action: String, _ resource: String, _ principal: String = #""*""#, _ more: String = ""
  ) -> String {
    """
    {"Version": "2012-10-17", "Statement": [{"Effect": "\(effect)", "Principal": \(principal), "Action": "\(action)",
      "Resource": "\(resource)"\(more)}]}
    """
  }

  @Test func denyOfEverythingIsRefuted() throws {
    let policy = Self.policy("Deny", "s3:*", "arn:aws:s3:::copy/*")
    #expect(try Case(targetBucketPolicy: policy).verdict() == false)
    let outcome = ReplicationTrace(try Case(targetBucketPolicy: policy).analysis(), key: "a").outcome
    #expect(outcome == .failed)
  }

  @Test func denyOfEverythingIsRefutedWhereTheRoleIsNotKnown() throws {
    let deny = Self.policy("Deny", "s3:*", "arn:aws:s3:::copy/*")
    let analysis = try Case(target: nil, targetBucketPolicy: deny).analysis()
    #expect(analysis.replicates == false)
    #expect(ReplicationTrace(analysis, key: "a").outcome == .failed)
    let allow = Self.policy("Allow", "s3:*", "arn:aws:s3:::copy/*")
    #expect(try Case(target: nil, targetBucketPolicy: allow).verdict() == nil)
  }

  @Test func allowRepairsAMissingRightOfTheSameAccount() throws {
    let other = Self.source.replacing("\"s3:GetObjectVersion\", ", with: "")
    #expect(try Case(source: other).verdict() == false)
    let allow = Self.policy("Allow", "s3:GetObjectVersion", "arn:aws:s3:::orders/*")
    #expect(try Case(source: other, sourceBucketPolicy: allow).verdict() == true)
  }

  @Test func allowToARoleGrantsNothingAndDenyToItDeniesNothing() throws {
    let role = #"{"AWS": "arn:aws:iam::410293857164:role/src"}"#
    let other = Self.source.replacing("\"s3:GetObjectVersion\", ", with: "")
    let allow = Self.policy("Allow", "s3:GetObjectVersion", "arn:aws:s3:::orders/*", role)
    #expect(try Case(source: other, sourceBucketPolicy: allow).verdict() == false)
    let deny = Self.policy("Deny", "s3:GetObjectVersion", "arn:aws:s3:::orders/*", role)
    #expect(try Case(sourceBucketPolicy: deny).verdict() == true)
  }

  @Test(arguments: [
    (["orders", "orders/*", "orders/${aws:username}/*"], true),
    (["orders/${aws:username}/*", "orders/*", "orders"], false),
    (["orders", "orders/${aws:username}/*", "orders/*"], false), (["orders/*", "orders/${aws:username}/*"], false),
    (["orders", "orders/a/*", "orders/${*}"], false),
  ])
  func variableThrowsForResourcesThatNoEarlierOneMatches(_ resources: [String], replicates: Bool) throws {
    let list = resources.map { "arn:aws:s3:::\($0)" }.joined(separator: "\", \"")
    for (effect, action) in [("Allow", "s3:*"), ("Deny", "s3:Put*")] {
      let policy = Self.policy(effect, action, list, #"{"AWS": "226819404513"}"#)
        .replacing(#""Resource": ""#, with: #""Resource": [""#).replacing(#""}]}"#, with: #""]}]}"#)
      let analysis = try Case(sourceBucketPolicy: policy).analysis()
      #expect(analysis.replicates == replicates, "\(resources) \(effect)")
      let throwing = analysis.findings.filter { $0.rule == "bucket-policy-throws" }
      #expect(throwing.isEmpty == replicates, "\(resources) \(effect)")
    }
  }

  @Test func variableBehindObjectsThrowsForTheBucketOnly() throws {
    let policy = Self.policy("Allow", "s3:*", #"arn:aws:s3:::copy/*", "arn:aws:s3:::copy/${aws:username}/*"#)
      .replacing(#""Resource": ""#, with: #""Resource": [""#).replacing(#""}]}"#, with: #""]}]}"#)
    let analysis = try Case(targetBucketPolicy: policy).analysis()
    #expect(analysis.replicates == true)
    #expect(ReplicationTrace(analysis, key: "a").outcome == .completed)
  }

  @Test func colonInKeyOfBucketPolicyLeavesTheVerdictOpen() throws {
    let deny = Self.policy("Deny", "s3:ReplicateObject", "arn:aws:s3:::copy/a:b")
    let denied = try Case(targetBucketPolicy: deny).analysis()
    #expect(denied.replicates == nil)
    #expect(ReplicationTrace(denied, key: "a:b").outcome == .unknown)
    #expect(ReplicationTrace(denied, key: "a").outcome == .completed)
    let other = Self.target.replacing("copy/*", with: "copy/b*")
    let allow = Self.policy("Allow", "s3:ReplicateObject", "arn:aws:s3:::copy/a:*")
    let allowed = try Case(target: other, targetBucketPolicy: allow).analysis()
    #expect(allowed.replicates == false)
    #expect(ReplicationTrace(allowed, key: "a:b").outcome == .unknown)
    #expect(ReplicationTrace(allowed, key: "a").outcome == .failed)
  }

  @Test func variableBehindColonInKeyMayThrow() throws {
    let policy = Self.policy(
      "Allow", "s3:*", #"arn:aws:s3:::copy/?:*", "arn:aws:s3:::copy/${aws:username}/*"#, #"{"AWS": "226819404513"}"#
    ).replacing(#""Resource": ""#, with: #""Resource": [""#).replacing(#""}]}"#, with: #""]}]}"#)
    let analysis = try Case(targetBucketPolicy: policy).analysis()
    #expect(analysis.replicates == false)
    #expect(ReplicationTrace(analysis, key: "a:b").outcome == .unknown)
    #expect(ReplicationTrace(analysis, key: "a").outcome == .failed)
  }

  @Test func silentPolicyChangesNothing() throws {
    let silent = Self.policy("Deny", "s3:PutObject", "arn:aws:s3:::copy/*")
    #expect(try Case(targetBucketPolicy: silent).verdict() == true)
  }

  @Test func refusedPolicyRefutes() throws {
    let refused = Self.policy("Deny", "s3:PutObject", "arn:aws:s3:::somebody-else/*")
    #expect(try Case(targetBucketPolicy: refused).verdict() == false)
  }

  @Test func internalPortIgnoresBucketPolicies() throws {
    var input = Case(targetBucketPolicy: Self.policy("Deny", "s3:*", "arn:aws:s3:::copy/*"))
    input.server.internalPort = true
    #expect(try input.verdict() == true)
  }

  @Test func strictVerdictIsOpenWhereABucketPolicyMayGrantWhatIsMissing() throws {
    let other = Self.source.replacing("\"s3:GetObjectVersion\", ", with: "")
    #expect(try Case(source: other, isPolicyStated: false, isStrict: true).verdict() == nil)
    #expect(try Case(source: other, isPolicyStated: true, isStrict: true).verdict() == false)
    #expect(try Case(isPolicyStated: false, isStrict: true).verdict() == nil)
    #expect(try Case(isPolicyStated: false).verdict() == true)
  }

  @Test func listBucketOnObjectsStopsFirstCopies() throws {
    #expect(try Case(targetBucketPolicy: Self.policy("Deny", "s3:List*", "arn:aws:s3:::copy/*")).verdict() == false)
    let both = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:ListBucket",
        "Resource": "arn:aws:s3:::copy"}]}
      """
    #expect(try Case(targetBucketPolicy: both).verdict() == true)
  }

  @Test func principalTypeIsDecided() throws {
    let policy = { (type: String) in
      Self.source.replacing(
        "\"Resource\": \"arn:aws:s3:::orders/*\"",
        with: """
          "Resource": "arn:aws:s3:::orders/*", "Condition": {"StringEquals": {"aws:principaltype": "\(type)"}}
          """)
    }
    #expect(try Case(source: policy("AssumedRole")).verdict() == true)
    #expect(try Case(source: policy("User")).verdict() == false)
  }

  @Test func dateIsDecidedByTheTimeOfTheRequest() throws {
    let until = Self.source.replacing(
      "\"Resource\": \"arn:aws:s3:::orders/*\"",
      with: """
        "Resource": "arn:aws:s3:::orders/*", "Condition": {"DateLessThan": {"aws:CurrentTime": "2031-01-01T00:00:00Z"}}
        """)
    var input = Case(source: until)
    #expect(try input.verdict() == nil)
    input.server.request = RequestFacts(time: RequestFacts.time("2030-06-01T00:00:00Z"))
    #expect(try input.verdict() == true)
    input.server.request = RequestFacts(time: RequestFacts.time("2032-06-01T00:00:00Z"))
    #expect(try input.verdict() == false)
  }
}
