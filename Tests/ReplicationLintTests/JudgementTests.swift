import JSONSource
import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// What is shown never changes what is true.
struct JudgementTests {
  private static func guide(status: String) throws -> [Input] {
    let names = [
      "replication-configuration.json", "backbeat-role-trust-policy.json", "S3-role-permissions-policy.json",
    ]
    return try names.map { name in
      let source = try Fixtures.source("samples/guide/\(name)", name: name)
      let text = String(decoding: source.bytes, as: UTF8.self)
      return Input(name: name, text: text.replacing("\"Enabled\"", with: "\"\(status)\""))
    }
  }

  private static let presentations: [(String, Configuration)] = [
    ("everything", Configuration()), ("style selected", Configuration(select: ["style"])),
    ("replication ignored", Configuration(ignore: ["replication"])),
    ("rule off", Configuration(levels: ["status-invalid": .off])),
    ("rule a note", Configuration(levels: ["status-invalid": .note])),
    ("finding accepted", Configuration(suppressions: [.init(rule: "status-invalid")])),
    ("nothing but another rule", Configuration(select: ["role-count"], ignore: ["setup"])),
  ]

  @Test(arguments: presentations.indices) func verdictIsTheSameHoweverItIsShown(_ index: Int) throws {
    let linter = Linter(configuration: Self.presentations[index].1)
    let refused = try Self.guide(status: "enabled")
    #expect(linter.check(refused).setups.map(\.replicates) == [false])
    #expect(linter.trace(refused, key: "a").map(\.outcome) == [.notConfigured])
    let accepted = try Self.guide(status: "Enabled")
    #expect(linter.check(accepted).setups.map(\.replicates) == [true])
    #expect(linter.trace(accepted, key: "a").map(\.outcome) == [.completed])
  }

  @Test(arguments: presentations.indices) func whatIsShownIsPartOfWhatIsFound(_ index: Int) throws {
    let inputs = try Self.guide(status: "enabled")
    let all = Set(
      Linter(configuration: Configuration(select: Catalogue.rules.map(\.slug))).check(inputs).diagnostics.map(
        \.fingerprint))
    let shown = Linter(configuration: Self.presentations[index].1).check(inputs).diagnostics.map(\.fingerprint)
    #expect(Set(shown).isSubset(of: all))
  }

  @Test func suspiciousCharacterIsReportedAloneWhereNothingElseIsShownOfItsText() {
    let text = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjectVersion", \
      "Resource": "\u{430}rn:aws:s3:::orders/*"}]}
      """
    let inputs = [Input(name: "p.json", text: text)]
    let alone = Linter(configuration: Configuration(select: ["suspicious-character"])).check(inputs)
    #expect(alone.diagnostics.map(\.rule) == ["suspicious-character"])
    #expect(Linter().check(inputs).diagnostics.map(\.rule) == ["arn-malformed"])
  }

  @Test func judgementThatReusesAnEarlierOneIsTheSameAsANewOne() throws {
    let linter = Linter()
    let before = linter.judge(try Self.guide(status: "enabled"))
    var inputs = try Self.guide(status: "Enabled")
    inputs.append(Input(name: "other/p.json", text: #"{"Version": "2012-10-17"}"#))
    let again = linter.report(linter.judge(inputs, reusing: before))
    let new = linter.check(inputs)
    #expect(again.diagnostics == new.diagnostics)
    #expect(again.setups == new.setups)
    #expect(again.files.map(\.path) == new.files.map(\.path))
  }

  @Test func fixesOfFilesThatOnlySwiftTakesForOneAreAllApplied() throws {
    let replication = try #require(try Self.guide(status: "enabled").first)
    let inputs = ["\u{E9}/r.json", "e\u{301}/r.json"].map { name in
      Input(SourceFile(name: name, bytes: replication.source.bytes))
    }
    let fixed = FixApplier(linter: Linter()).apply(to: inputs, includeUnsafe: false)
    #expect(fixed.map { Array($0.path.utf8) } == inputs.map { Array($0.source.name.utf8) })
  }

  @Test func fixedFilesAreThoseOfEachSetupAlone() throws {
    var inputs: [Input] = []
    for folder in 0..<6 {
      for input in try Self.guide(status: folder.isMultiple(of: 2) ? "enabled" : "Enabled") {
        inputs.append(Input(SourceFile(name: "\(folder)/\(input.source.name)", bytes: input.source.bytes)))
      }
    }
    let applier = FixApplier(linter: Linter())
    let together = applier.apply(to: inputs, includeUnsafe: true)
    let alone = (0..<6).flatMap { applier.apply(to: Array(inputs[($0 * 3)..<($0 * 3 + 3)]), includeUnsafe: true) }
    #expect(!together.isEmpty)
    #expect(together.map(\.path) == alone.map(\.path))
    #expect(together.map(\.fixed) == alone.map(\.fixed))
  }
}
