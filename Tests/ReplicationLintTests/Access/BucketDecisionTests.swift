import JSONSource
import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// Recorded decisions of CloudServer about bucket policies, compared with ours.
@Suite struct BucketDecisionTests {
  @Test func decisionsOfCurrentServersAreThoseOfTheRecords() throws {
    try compare(.enforced2025, internalPort: false) { $0 }
  }

  @Test func decisionsOf2024AreThoseOfTheRecords() throws {
    try compare(.checked2024, internalPort: false) { $0.member("checked_2024") }
  }

  @Test func decisionsOnTheInternalPortAreThoseOfTheRecords() throws {
    try compare(.enforced2025, internalPort: true) { $0.member("internal_port") }
  }

  private func compare(
    _ reading: ServerReading, internalPort: Bool, _ verdict: (JSONNode) -> JSONNode?
  ) throws {
    var agreed = 0
    let records = try RecordedDecision.all()
    for record in records {
      let expected = try #require(verdict(record.node))
      let found = record.decide(reading, internalPort: internalPort)
      let decided = expected.member("decided_by")
      let isSame =
        found.answer == expected.member("answer")?.string?.text
        && (decided == nil || decided?.kind == .null && found.by == nil
          || decided.map { Int($0.sourceText) } == found.by)
      if isSame { agreed += 1 }
      #expect(isSame, "\(record.description): \(found), not \(expected.sourceText.prefix(60))")
    }
    #expect(!records.isEmpty)
    let port = internalPort ? " internal" : ""
    print("bucket-policy-decisions, \(reading.rawValue)\(port) \(agreed)/\(records.count) \(Recordings.origin)")
  }
}

/// One recorded decision.
private struct RecordedDecision {
  let node: JSONNode
  let description: String

  /// The canonical ids of the records' accounts: there, and nowhere else, `sha256("account:N")`.
  private static let canonicalIDs = [
    "410293857164": "511c1876eec7c5ae30775f6635f4d34bbaa71cd75240ee2195b2532fe133d0fc",
    "930417265580": "f27a7cff8d39e1d8df9feed5e277238f2310132a9105c65249b950d522a66c47",
  ]

  static func all() throws -> [RecordedDecision] {
    try Recordings.read("bucket-policy-decisions").map {
      RecordedDecision(node: $0, description: "\($0.text("id")), \($0.text("description")), \($0.text("call"))")
    }
  }

  private var call: BackbeatRequest {
    switch node.text("call") {
    case "GetBucketReplication": .getBucketReplication
    case "GetObject": .getObject
    case "PUT data", "PUT metadata": node.text("object") == "absent" ? .putAbsent : .metadata
    case "batchdelete", "multiplebackenddata": .credentialsOnly
    default: .metadata
    }
  }

  /// Our decision in the words of the record; answer nil where it depends on Vault.
  func decide(_ reading: ServerReading, internalPort: Bool) -> (answer: String?, by: Int?) {
    var server = ServerProfile(request: RecordedAccess.facts, internalPort: internalPort)
    server.statedReading = reading
    let caller = node.text("role_arn").split(separator: ":").map(String.init)[3]
    let text = node.member("bucket_policy")?.string?.text
    let policy = text.map {
      PolicyDocument(JSONDocument(SourceFile(name: "bucket-policy.json", text: $0)).root, purpose: .bucket)
    }
    let access = CallAccess(
      policies: [], bucketPolicy: policy,
      caller: BucketCaller(account: caller, canonicalID: Self.canonicalIDs[caller]),
      ownsBucket: node.text("bucket_owner") == caller, ownsObject: node.text("object_owner") == caller,
      server: server)
    let iam: CallAccess.IAMAnswer
    switch node.text("iam") {
    case "allow": iam = .allow(by: nil)
    case "implicitDeny": iam = .implicitDeny(by: nil)
    default: iam = .explicitDeny(by: nil)
    }
    var resource = "arn:aws:s3:::\(node.text("bucket"))"
    if call != .getBucketReplication { resource += "/\(node.text("key"))" }
    let asked = call.questions(reading, server)
    // On Backbeat's own routes Vault alone knows what comes of an explicit Deny.
    if reading == .checked2024, case .explicitDeny = iam, asked.first?.asksIAM != true { return (nil, nil) }
    if asked.isEmpty {
      if case .explicitDeny = iam { return ("deny", nil) }
      return ("allow", nil)
    }
    let decision = access.decide(
      asked.map { ($0, [$0.asksIAM ? iam : .allow(by: nil)], [], Array(resource.utf16)) })
    let by = decision.decider.map { $0.statement.index }
    switch decision.answer {
    case .allow: return ("allow", by)
    case .implicitDeny, .explicitDeny, .needsTags: return ("deny", by)
    case .error: return ("error", nil)
    case .depends: return (nil, by)
    }
  }
}
