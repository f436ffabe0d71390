import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

@Suite struct VersionTwoTests {
  private static let endpoints: [ServerProfile.Endpoint] = [
    .init(site: "zenko", isDefault: true), .init(site: "paris"), .init(site: "cloud", type: "aws_s3"),
  ]

  private static let isThorough = ProcessInfo.processInfo.environment["REPLLINT_THOROUGH"] != nil

  private func check(_ text: String, _ server: ServerProfile) -> [Diagnostic] {
    let input = Input(
      SourceFile(name: "replication.json", bytes: Array(text.utf8)), kind: .replicationConfiguration)
    return Linter(configuration: Configuration(server: server)).check([input]).diagnostics
  }

  /// Without a refusal the server takes it; with one, the server's own answer is among those that are reported.
  @Test func randomConfigurationsAreRefusedAsAServerOfVersionTwoRefusesThem() {
    let server = ServerProfile(endpoints: Self.endpoints, replicationV2: true)
    var dice = Dice(seed: 2627)
    var taken = 0
    for _ in 0..<(Self.isThorough ? 100_000 : 3_000) {
      let draft = DraftConfiguration(&dice)
      let found = check(draft.description, server).filter { $0.consequence == .refused }
      guard let answer = VersionTwoServer.answer(draft) else {
        taken += 1
        #expect(found.isEmpty, "\(draft): \(told(found))")
        continue
      }
      let isReported = found.contains { diagnostic in
        diagnostic.platform?.code == answer.code && (answer.message.map { $0 == diagnostic.platform?.message } ?? true)
      }
      #expect(isReported, "\(draft): \(answer), not \(told(found))")
    }
    #expect(taken > 100)
  }

  /// What would change is told once, and only where something changes.
  @Test func statedVersionIsNeverQuestioned() {
    var dice = Dice(seed: 2743)
    var told = 0
    for _ in 0..<500 {
      let draft = DraftConfiguration(&dice)
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
    #expect(told > 50)
  }
}
