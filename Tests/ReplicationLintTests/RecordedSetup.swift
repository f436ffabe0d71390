import JSONSource
import ReplicationLint

/// The documents of a setup with what became of one object in it, as `Recordings` has them.
struct RecordedSetup: Sendable {
  let description: String
  /// The documents by name.
  let inputs: [Input]
  /// The object that the records are about.
  let key: String
  private let declaration: SetupDeclaration
  private let outcomes: [String: String]
  private let record: JSONNode

  /// The same setup with other sources under the given names, whatever was recorded of it.
  func changed(_ texts: [String: String]) -> RecordedSetup { RecordedSetup(record, changes: texts) }

  /// All recorded setups, read once.
  static func all() throws -> [RecordedSetup] { try recorded.get() }
  private static let recorded = Result { try Recordings.read("setups").map { RecordedSetup($0) } }

  /// The recorded setups with bucket policies, read once.
  static func withBucketPolicies() throws -> [RecordedSetup] { try recordedWithPolicies.get() }
  private static let recordedWithPolicies = Result {
    try Recordings.read("setups-bucket-policy").map { RecordedSetup($0) }
  }

  private init(_ record: JSONNode, changes: [String: String] = [:]) {
    self.record = record
    description = "\(record.text("id")), \(record.text("description"))"
    let input = JSONDocument(SourceFile(name: "input", text: record.text("input"))).root
    key = input.text("object_key")
    let recorded = (input.member("files")?.members ?? []).map { file in
      (file.name.string?.text ?? "", file.value.string?.text ?? "")
    }
    let texts = changes.merging(recorded, uniquingKeysWith: { changed, _ in changed })
    inputs = texts.sorted { $0.key < $1.key }.map { Input(name: $0.key, text: $0.value) }
    let names = inputs.map(\.source.name)
    func file(_ name: String) -> String? { names.contains(name) ? name : nil }
    func site(_ side: Side, bucket: String?) -> SetupDeclaration.SiteDeclaration {
      let name = side.rawValue
      return SetupDeclaration.SiteDeclaration(
        bucket: bucket, roleARN: input.member("created")?.member("\(name)_role_arn")?.string?.text,
        trust: file("\(name)-trust.json"), permissions: [file("\(name)-policy.json")].compactMap { $0 },
        versioning: file("\(name)-versioning.json"), bucketPolicy: file("\(name)-bucket-policy.json"),
        hasNoBucketPolicy: file("\(name)-bucket-policy.json") == nil)
    }
    declaration = SetupDeclaration(
      name: "recorded", replication: "replication.json",
      source: site(.source, bucket: input.member("source_bucket")?.string?.text),
      target: site(.target, bucket: input.member("created")?.member("target_bucket")?.string?.text))
    let outcome = record.member("verdict")?.member("outcome")?.members ?? []
    outcomes = Dictionary(
      outcome.map { ($0.name.string?.text ?? "", $0.value.string?.text ?? "") }, uniquingKeysWith: { $1 })
  }

  /// What became of the object on a server.
  func outcome(_ reading: ServerReading) -> ReplicationTrace.Outcome? {
    outcomes[reading.rawValue].flatMap { ReplicationTrace.Outcome(rawValue: $0) }
  }

  /// What became of the object where Backbeat goes through the internal port.
  var internalPortOutcome: ReplicationTrace.Outcome? {
    outcomes["internal_port"].flatMap { ReplicationTrace.Outcome(rawValue: $0) }
  }

  /// A linter that knows the setup and the server; `deleted` are bucket policies that are no longer there.
  func linter(
    _ reading: ServerReading, internalPort: Bool = false, knowsRequests: Bool = true, without deleted: Set<String> = []
  ) -> Linter {
    var declaration = declaration
    for side in [\SetupDeclaration.source, \.target] {
      guard let path = declaration[keyPath: side].bucketPolicy, deleted.contains(path) else { continue }
      declaration[keyPath: side].bucketPolicy = nil
      declaration[keyPath: side].hasNoBucketPolicy = true
    }
    var server = ServerProfile.recorded("default")
    server.version = reading == .enforced2025 ? ServerVersion(9, 5, 2) : nil
    server.statedReading = reading == .checked2024 ? reading : nil
    server.request = knowsRequests ? RecordedAccess.facts : nil
    server.internalPort = internalPort
    return Linter(configuration: Configuration(server: server, setups: [declaration]))
  }
}
