import JSONSource
import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// Certificates and their check by the library. `Tests/Certificates/run` checks them by another program too.
@Suite struct CertificateTests {
  private static let trust =
    #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}}"#

  /// A setup whose source role has these statements about objects.
  private static func setup(_ statements: String, prefix: String = "", facts: RequestFacts? = nil) -> (
    files: [SourceFile], analysis: SetupAnalysis?
  ) {
    let roles = "arn:aws:iam::410293857164:role/source,arn:aws:iam::930417265580:role/target"
    let reads =
      #"{"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::src-bucket"}"#
    let writes = #"{"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::dst-bucket/*"}"#
    let files = [
      "replication.json": #"""
      {"Role": "\#(roles)", "Rules": [
        {"Prefix": "\#(prefix)", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::dst-bucket"}}]}
      """#, "trust.json": trust,
      "source.json": #"{"Version": "2012-10-17", "Statement": [\#(reads), \#(statements)]}"#,
      "target.json": #"{"Version": "2012-10-17", "Statement": [\#(writes)]}"#,
    ]
    let declared = SetupDeclaration(
      name: "setup", replication: "replication.json",
      source: .init(bucket: "src-bucket", trust: "trust.json", permissions: ["source.json"]),
      target: .init(trust: "trust.json", permissions: ["target.json"]))
    let inputs = files.sorted { $0.key < $1.key }.map { Input(name: $0.key, text: $0.value) }
    let server = ServerProfile(request: facts)
    let linter = Linter(configuration: Configuration(server: server, setups: [declared]))
    return (inputs.map(\.source), linter.analyse(inputs).first)
  }

  private static func allow(_ resources: String, _ more: String = "", effect: String = "Allow") -> String {
    #"{"Effect": "\#(effect)", "Action": "s3:GetObjectVersion", "Resource": \#(resources)\#(more)}"#
  }

  private static func certificate(
    _ statements: String, prefix: String = "", facts: RequestFacts? = nil
  ) throws -> (certificate: Certificate, files: [SourceFile], read: CertifiedCall) {
    let setup = setup(statements, prefix: prefix, facts: facts)
    let certificate = Certificate([try #require(setup.analysis)], sources: setup.files)
    let calls = try #require(certificate.setups.first).calls
    return (certificate, setup.files, try #require(calls.first { $0.action == "s3:GetObjectVersion" }))
  }

  private static func failure(_ certificate: Certificate, _ files: [SourceFile]) -> String? {
    do {
      try CertificateCheck(certificate, files).run()
      return nil
    } catch {
      return error.reason
    }
  }

  /// The certificate with another proof of one call.
  private static func changed(_ certificate: Certificate, _ call: CertifiedCall, _ evidence: CertifiedCall.Evidence)
    -> Certificate
  {
    changed(certificate, call) {
      CertifiedCall(
        rule: $0.rule, side: $0.side, action: $0.action, bucket: $0.bucket, prefix: $0.prefix, asksRole: $0.asksRole,
        asksBucket: $0.asksBucket, given: $0.given, statements: $0.statements, evidence: evidence)
    }
  }

  private static func changed(
    _ certificate: Certificate, _ call: CertifiedCall, _ change: (CertifiedCall) -> CertifiedCall?
  ) -> Certificate {
    Certificate(
      files: certificate.files,
      setups: certificate.setups.map { setup in
        CertifiedSetup(
          name: setup.name, replication: setup.replication, reading: setup.reading, isVersionTwo: setup.isVersionTwo,
          roles: setup.roles, sites: setup.sites, policies: setup.policies, rules: setup.rules,
          calls: setup.calls.compactMap { $0 == call ? change($0) : $0 }, assumptions: setup.assumptions)
      })
  }

  @Test func digestsAreThoseOfTheStandard() {
    func digest(_ text: String) -> String { SHA256(Array(text.utf8)).hex }
    #expect(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    // Two blocks, where the length does not fit beside the text.
    #expect(
      digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  @Test func onePatternCoversKeys() throws {
    let made = try Self.certificate(Self.allow(#""arn:aws:s3:::src-bucket/*""#))
    #expect(made.read.evidence == .covering(statement: 0, pattern: 0))
    #expect(Self.failure(made.certificate, made.files) == nil)
    #expect(Self.failure(Self.changed(made.certificate, made.read) { _ in nil }, made.files) != nil)
    #expect(
      Self.failure(Self.changed(made.certificate, made.read, .covering(statement: 1, pattern: 0)), made.files) != nil)
    #expect(Self.failure(Self.changed(made.certificate, made.read, .invariant([])), made.files) != nil)
  }

  @Test func patternsCoverKeysOnlyTogether() throws {
    let made = try Self.certificate(Self.allow(#"["arn:aws:s3:::src-bucket/?", "arn:aws:s3:::src-bucket/??*"]"#))
    guard case .invariant(let states) = made.read.evidence else {
      Issue.record("\(made.read.evidence)")
      return
    }
    #expect(Self.failure(made.certificate, made.files) == nil)
    for index in states.indices {
      var fewer = states
      fewer.remove(at: index)
      #expect(Self.failure(Self.changed(made.certificate, made.read, .invariant(fewer)), made.files) != nil)
    }
    // Beside the states that are enough, one that allows nothing, and one for too few patterns.
    let state = try #require(states.first)
    for odd in [state.map { _ in [] }, Array(state.dropLast())] {
      #expect(Self.failure(Self.changed(made.certificate, made.read, .invariant(states + [odd])), made.files) != nil)
    }
  }

  @Test func changedDocumentIsNoticed() throws {
    let made = try Self.certificate(Self.allow(#""arn:aws:s3:::src-bucket/*""#))
    for index in made.files.indices {
      var files = made.files
      files[index] = SourceFile(name: files[index].name, bytes: files[index].bytes + [0x20])
      #expect(Self.failure(made.certificate, files)?.contains("is not the file that the certificate is about") == true)
    }
  }

  @Test func documentThatGrantsLessIsNoticedWithoutItsDigest() throws {
    let made = try Self.certificate(Self.allow(#""arn:aws:s3:::src-bucket/*""#))
    for (old, new) in [
      ("src-bucket/*", "src-bucket/a*"), ("\"Allow\"", "\"Deny\""), ("s3:GetObjectVersion", "s3:GetObject"),
      ("\"Enabled\"", "\"Disabled\""), (#""Prefix": """#, #""Prefix": "a""#), ("role/source", "role/other"),
      ("backbeat", "other"),
    ] {
      let files = made.files.map { file in
        SourceFile(name: file.name, text: String(decoding: file.bytes, as: UTF8.self).replacing(old, with: new))
      }
      let certificate = Certificate(
        files: files.map { Certificate.File(path: $0.name, digest: SHA256($0.bytes).hex) },
        setups: made.certificate.setups)
      #expect(Self.failure(certificate, files) != nil, "\(old)")
    }
  }

  @Test func decidedConditionIsStatedAndCounts() throws {
    let condition = #", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#
    let facts = RequestFacts(sourceIP: "10.1.2.3")
    let made = try Self.certificate(Self.allow(#""arn:aws:s3:::src-bucket/*""#, condition), facts: facts)
    #expect(made.read.given.map(\.holds) == [true] && made.read.given.map(\.part) == ["Condition"])
    #expect(Self.failure(made.certificate, made.files) == nil)
    let without = Self.changed(made.certificate, made.read) { call in
      CertifiedCall(
        rule: call.rule, side: call.side, action: call.action, bucket: call.bucket, prefix: call.prefix,
        asksRole: call.asksRole, asksBucket: call.asksBucket, given: [], statements: call.statements,
        evidence: call.evidence)
    }
    #expect(Self.failure(without, made.files) != nil)
  }

  @Test func variableOfDenyIsTakenForEverything() throws {
    let made = try Self.certificate(
      Self.allow(#""arn:aws:s3:::src-bucket/*""#) + ", "
        + Self.allow(#""arn:aws:s3:::other/${aws:userid}/*""#, effect: "Deny"))
    guard case .assumed = made.read.evidence else {
      Issue.record("\(made.read.evidence)")
      return
    }
    #expect(made.certificate.setups.first?.assumedCount == 1)
  }

  @Test func colonInKeyOfDenyCountsAndOfAllowDoesNot() throws {
    let allow = Self.allow(#""arn:aws:s3:::src-bucket/*""#)
    let made = try Self.certificate(
      allow + ", " + Self.allow(#""arn:aws:s3:::src-bucket/a:*""#) + ", "
        + Self.allow(#""arn:aws:s3:::other/a:b""#, effect: "Deny"))
    #expect(Self.failure(made.certificate, made.files) == nil)
    #expect(made.certificate.setups.first?.assumedCount == 0)
    let patterns = made.read.statements.flatMap(\.patterns)
    #expect(patterns == ["arn:aws:s3:::src-bucket/*", "arn:aws:s3:::other/a:b"])
    let denied = Self.setup(allow + ", " + Self.allow(#""arn:aws:s3:::src-bucket/a:b""#, effect: "Deny"))
    #expect(denied.analysis.flatMap { CertifiedSetup($0) } == nil)
  }

  @Test func setupThatIsNotProvedHasNoCertificate() {
    let setup = Self.setup(Self.allow(#""arn:aws:s3:::src-bucket/a*""#))
    #expect(setup.analysis.flatMap { CertifiedSetup($0) } == nil)
  }

  @Test(arguments: [ServerReading.documented, .enforced2025])
  func certificatesOfRecordedSetupsHold(_ reading: ServerReading) throws {
    var count = 0
    for setup in Effort.sample(try RecordedSetup.all() + RecordedSetup.withBucketPolicies(), oneOf: 5) {
      let proved = setup.linter(reading).analyse(setup.inputs).filter { $0.replicates == true }
      guard !proved.isEmpty else { continue }
      let certificate = Certificate(proved, sources: setup.inputs.map(\.source))
      #expect(Self.failure(certificate, setup.inputs.map(\.source)) == nil, "\(setup.description)")
      #expect(certificate.setups.allSatisfy { $0.assumedCount == 0 }, "\(setup.description)")
      count += 1
    }
    #expect(count > (Recordings.isWhole ? Effort.count(quick: 5, usual: 30) : Effort.count(quick: 0, usual: 5)))
  }
}
