import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

@Suite struct VersionTwoTests {
  private static let endpoints: [ServerProfile.Endpoint] = [
    .init(site: "zenko", isDefault: true), .init(site: "paris"), .init(site: "cloud", type: "aws_s3"),
  ]

  private func check(_ text: String, _ server: ServerProfile) -> [Diagnostic] {
    let input = Input(
      SourceFile(name: "replication.json", bytes: Array(text.utf8)), kind: .replicationConfiguration)
    return Linter(configuration: Configuration(server: server)).check([input]).diagnostics
  }

  /// Without a refusal the server takes it; with one, the server's own answer is among those that are reported.
  @Test func randomConfigurationsAreRefusedAsAServerOfVersionTwoRefusesThem() {
    let server = ServerProfile(endpoints: Self.endpoints, replicationV2: true)
    var generator = SeededGenerator(seed: 2627)
    var taken = 0
    for _ in 0..<Effort.count(quick: 200, usual: 3_000, thorough: 100_000) {
      let draft = DraftConfiguration(&generator)
      let found = check(draft.description, server).filter { $0.consequence == .refused }
      guard let answer = VersionTwoServer.answer(draft) else {
        taken += 1
        #expect(found.isEmpty, "\(draft): \(described(found))")
        continue
      }
      let isReported = found.contains { diagnostic in
        diagnostic.platform?.code == answer.code && (answer.message.map { $0 == diagnostic.platform?.message } ?? true)
      }
      #expect(isReported, "\(draft): \(answer), not \(described(found))")
    }
    #expect(taken > Effort.count(quick: 3, usual: 25))
  }

  /// The change is reported once, and only where there is one.
  @Test func statedVersionIsNeverQuestioned() {
    var generator = SeededGenerator(seed: 2743)
    var told = 0
    for _ in 0..<Effort.count(quick: 150, usual: 500) {
      let draft = DraftConfiguration(&generator)
      let version = ServerVersion(9, 5, 2)
      let open = check(draft.description, ServerProfile(version: version, endpoints: Self.endpoints))
      let stated = check(
        draft.description, ServerProfile(version: version, endpoints: Self.endpoints, replicationV2: false))
      let differs = open.filter { $0.rule == "replication-version-differs" }
      #expect(differs.count <= 1)
      #expect(!stated.contains { $0.rule == "replication-version-differs" })
      if differs.isEmpty {
        let first = stated.contains { $0.consequence == .refused }
        let second = VersionTwoServer.answer(draft) != nil
        #expect(first == second, "\(draft)")
      } else {
        told += 1
      }
    }
    #expect(told > Effort.count(quick: 10, usual: 50))
  }

  @Test func serverWithoutEndpointsAnswersByItsVersion() {
    let text = """
      {"Role": "arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst",
       "Rules": [{"ID": "a", "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy-one"}}]}
      """
    func code(_ server: ServerProfile) -> String? {
      check(text, server).first { $0.rule == "no-replication-endpoint" }?.platform?.code
    }
    #expect(code(ServerProfile(endpoints: [])) == "TypeError")
    #expect(code(ServerProfile(version: ServerVersion(8, 8, 35), endpoints: [])) == "TypeError")
    #expect(code(ServerProfile(version: ServerVersion(9, 5, 2), endpoints: [])) == "InvalidRequest")
    #expect(code(ServerProfile(endpoints: [], replicationV2: true)) == "InvalidRequest")
  }

  @Test func targetWithoutVersioningFailsOnVersionTwoOnly() throws {
    let site = SetupDeclaration.SiteDeclaration(
      bucket: "copy-one", trust: "t-trust.json", permissions: ["t-policy.json"], versioning: "versioning.json",
      hasNoBucketPolicy: true)
    let declaration = SetupDeclaration(
      name: "two", replication: "replication.json",
      source: .init(bucket: "orders", trust: "s-trust.json", permissions: ["s-policy.json"], hasNoBucketPolicy: true),
      target: site)
    let inputs = [
      Self.trust("s-trust.json"), Self.policy("s-policy.json"), Self.trust("t-trust.json"),
      Self.policy("t-policy.json"),
      Input(name: "versioning.json", text: #"{"Status": "Suspended"}"#),
      Input(
        name: "replication.json",
        text: """
          {"Role": "arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst", "Rules": [{"ID": "a",
            "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy-one"}}]}
          """),
    ]
    for (isVersionTwo, verdict, outcome) in [
      (true, false, ReplicationTrace.Outcome.failed), (false, nil, .unknown),
    ] as [(Bool, Bool?, ReplicationTrace.Outcome)] {
      let server = ServerProfile(
        version: ServerVersion(9, 5, 2), endpoints: Self.endpoints, replicationV2: isVersionTwo)
      let linter = Linter(configuration: Configuration(server: server, setups: [declaration]))
      let analysis = try #require(linter.analyse(inputs).first)
      #expect(analysis.replicates == verdict)
      #expect(ReplicationTrace(analysis, key: "a").outcome == outcome)
      let found = linter.check(inputs).diagnostics.filter { $0.rule == "versioning-not-enabled" }
      #expect(found.map(\.consequence) == [isVersionTwo ? .fails : .risk])
    }
  }

  private static let keys: [String] = {
    let letters = ["a", "b", "c", "d", "/"]
    var all = letters
    var last = letters
    for _ in 0..<3 {
      last = last.flatMap { key in letters.map { key + $0 } }
      all += last
    }
    return all.filter { $0.utf8.count < 3 || $0.hasPrefix("a/") || $0.hasPrefix("cd") }
  }()

  private static func trust(_ name: String) -> Input {
    Input(
      name: name,
      text: """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"},
          "Action": "sts:AssumeRole"}]}
        """)
  }

  private static func policy(_ name: String) -> Input {
    Input(
      name: name,
      text: """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        """)
  }

  /// Every key gets the outcome of the engine, and the verdict over all keys is that of the keys together.
  @Test func copiesGoWhereTheEngineSendsThem() throws {
    let declaration = SetupDeclaration(
      name: "two", replication: "replication.json",
      source: .init(bucket: "orders", trust: "s-trust.json", permissions: ["s-policy.json"], hasNoBucketPolicy: true),
      target: .init(trust: "t-trust.json", permissions: ["t-policy.json"], hasNoBucketPolicy: true))
    let configuration = Configuration(
      server: ServerProfile(version: ServerVersion(9, 5, 2), endpoints: Self.endpoints, replicationV2: true),
      setups: [declaration])
    let linter = Linter(configuration: configuration)
    let others = [
      Self.trust("s-trust.json"), Self.policy("s-policy.json"), Self.trust("t-trust.json"),
      Self.policy("t-policy.json"),
    ]
    var generator = SeededGenerator(seed: 6172)
    var verdicts: [Bool?: Int] = [:]
    var drawn = 0
    while drawn < Effort.count(quick: 50, usual: 150, thorough: 4_000) {
      var draft = DraftConfiguration(&generator)
      // Few random roles and sites are ones that a server takes.
      for index in draft.rules.indices {
        draft.rules[index].id = nil
        if draft.rules[index].account?.utf8.count != 12 { draft.rules[index].account = nil }
      }
      guard VersionTwoServer.answer(draft) == nil else { continue }
      drawn += 1
      let inputs = [Input(name: "replication.json", text: draft.description)] + others
      let analysis = try #require(linter.analyse(inputs).first)
      let engine = VersionTwoEngine(draft: draft)
      var all: Set<ReplicationTrace.Outcome> = []
      var fails = false
      for key in Self.keys {
        let expected = engine.outcomes(key)
        let outcome = ReplicationTrace(analysis, key: key).outcome
        #expect(outcome == (expected.count == 1 ? expected.first : .unknown), "\(draft), \(key): \(expected)")
        all.insert(outcome)
        // Of two copies one can be refused for certain while the other is not known.
        if !expected.contains(.completed), expected != [.notSelected] { fails = true }
      }
      verdicts[analysis.replicates, default: 0] += 1
      all.remove(.notSelected)
      switch analysis.replicates {
      case true?: #expect(all == [.completed], "\(draft): proved, and \(all)")
      case false?: #expect(fails, "\(draft): refuted, and \(all)")
      case nil: #expect(!fails && (all.isEmpty || all.contains(.unknown)), "\(draft): not known, and \(all)")
      }
    }
    let least = Effort.count(quick: 1, usual: 10)
    #expect([true, false, nil].allSatisfy { verdicts[$0, default: 0] > least }, "\(verdicts)")
  }
}
