import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// Proofs over role and bucket policies, compared with deciding every short key.
@Suite struct CallQueryTests {
  private static let perSeed = Effort.count(quick: 25, usual: 4_000)
  private static let keys = GlobReference.strings(over: "ab/".units, upTo: 3)

  @Test(arguments: Effort.sample(Array(1...UInt64(8)), oneOf: 4)) func proofsAgreeWithDecidingEveryKey(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var tally: [String: Int] = [:]
    for _ in 0..<Self.perSeed {
      let setting = RandomAccess(&random)
      let prefix = random.units(over: "ab/".units, length: 0...1)
      let calls: [BackbeatRequest] = [.getObject, .putAbsent, .metadata]
      let call = calls.randomElement(using: &random) ?? .metadata
      let proof = CallQuery(call, setting.access).prove(bucket: "bkt", prefix: prefix)
      let decisions = Self.keys.filter { !(prefix + $0).isEmpty }.map {
        setting.access.decide(call, resource: Array("arn:aws:s3:::bkt/".utf16) + prefix + $0)
      }
      let isSomeRefused = decisions.contains(where: \.isRefused)
      let name: String
      switch proof {
      case .proved:
        name = "proved"
        let areAllAllowed = decisions.allSatisfy { $0.isAllowed }
        #expect(areAllAllowed, "\(setting.description) \(call)")
      case .refused(let key, _):
        name = "refused"
        let decision = setting.access.decide(call, resource: Array("arn:aws:s3:::bkt/\(key)".utf16))
        #expect(!decision.isAllowed, "\(setting.description) \(call) \(key)")
        #expect(key.utf16.starts(with: prefix))
        let length = key.utf16.count - prefix.count
        let shorter = zip(Self.keys.filter { !(prefix + $0).isEmpty }, decisions).contains {
          $0.count < length && $1.isRefused
        }
        #expect(!shorter, "\(setting.description) \(call) \(key)")
      case .depends:
        name = "depends"
        #expect(!isSomeRefused, "\(setting.description) \(call)")
      case .unknown:
        name = "unknown"
        Issue.record("\(setting.description)")
      }
      tally[name, default: 0] += 1
    }
    print("calls \(Self.perSeed): \(tally.sorted { $0.key < $1.key })")
    #expect(tally["proved"] != nil && tally["refused"] != nil)
  }
}

/// A role with up to two policies, a bucket with or without one, and a server.
private struct RandomAccess {
  let access: CallAccess
  let description: String

  private static let account = "410293857164"
  private static let conditions = [
    "", "", "", #", "Condition": {"Bool": {"aws:SecureTransport": "false"}}"#,
    #", "Condition": {"StringNotEquals": {"aws:PrincipalArn": "x"}}"#,
    #", "Condition": {"StringEquals": {"aws:username": "op"}}"#,
    #", "Condition": {"Bool": {"aws:SecureTransport": true}}"#,
  ]
  private static let principals = [
    #""*""#, #"{"AWS": "410293857164"}"#, #"{"AWS": "111122223333"}"#,
    #"{"AWS": "arn:aws:iam::410293857164:role/crr"}"#, #"{"AWS": "arn:aws:iam::410293857164:user/root"}"#,
    #"{"CanonicalUser": "\#(String(repeating: "a", count: 64))"}"#,
  ]
  private static let actions = [
    "s3:*", "s3:ReplicateObject", "s3:GetObjectVersion", "s3:List*", "s3:GetObject*", "*", "s3:PutObject",
  ]

  init(_ random: inout SplitMix64) {
    let policies = (0..<Int.random(in: 1...2, using: &random)).map { _ in
      Self.document(&random, isBucketPolicy: false)
    }
    let bucketPolicy = Int.random(in: 0..<5, using: &random) == 0 ? nil : Self.document(&random, isBucketPolicy: true)
    var server = ServerProfile(
      request: Bool.random(using: &random) ? RequestFacts(secureTransport: false) : nil,
      internalPort: Int.random(in: 0..<6, using: &random) == 0)
    server.statedReading = ServerReading.allCases.randomElement(using: &random)
    let owns = Int.random(in: 0..<3, using: &random) > 0
    func parse(_ text: String, _ purpose: PolicyDocument.Purpose) -> PolicyDocument {
      PolicyDocument(JSONDocument(SourceFile(name: "policy", text: text)).root, purpose: purpose)
    }
    access = CallAccess(
      policies: policies.map { parse($0, .permission) }, bucketPolicy: bucketPolicy.map { parse($0, .bucket) },
      caller: BucketCaller(account: Self.account), ownsBucket: owns, server: server)
    description = "\(policies) \(bucketPolicy ?? "none") \(server.reading) \(owns) \(server.internalPort == true)"
  }

  private static func document(_ random: inout SplitMix64, isBucketPolicy: Bool) -> String {
    let statements = (0..<Int.random(in: 1...3, using: &random)).map { _ -> String in
      let effect = Int.random(in: 0..<3, using: &random) > 0 ? "Allow" : "Deny"
      let resources = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        // In a bucket policy the server throws on a variable, unless an earlier resource matches.
        if isBucketPolicy, Int.random(in: 0..<8, using: &random) == 0 { return "\"arn:aws:s3:::bkt/${aws:username}\"" }
        let rest =
          Int.random(in: 0..<2, using: &random) == 0
          ? "*" : String(decoding: random.units(over: "ab/*?*".units, length: 0...3), as: UTF16.self)
        return "\"arn:aws:s3:::bkt/\(rest)\""
      }
      let principal = isBucketPolicy ? "\"Principal\": \(principals.randomElement(using: &random) ?? ""), " : ""
      // Throwing statements are rarer than others.
      let condition = Int.random(in: 0..<3, using: &random) == 0 ? conditions.randomElement(using: &random) ?? "" : ""
      return """
        {"Effect": "\(effect)", \(principal)"Action": "\(actions.randomElement(using: &random) ?? "")", \
        "Resource": [\(resources.joined(separator: ", "))]\(condition)}
        """
    }
    return "{\"Version\": \"2012-10-17\", \"Statement\": [\(statements.joined(separator: ", "))]}"
  }
}
