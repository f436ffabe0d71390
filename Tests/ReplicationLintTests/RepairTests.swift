import JSONSource
import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// Repairs of setups that do not replicate.
@Suite struct RepairTests {
  private static func draft(_ text: String, _ rounds: [[(Int, Int, String)]]) -> RepairDraft {
    var draft = RepairDraft(Input(name: "a", text: text))
    for round in rounds {
      draft.apply(round.map { .unsafe("write it", Fix.Edit(SourceRange($0.0, $0.1), $0.2)) })
    }
    return draft
  }

  @Test func stepsOfLaterRoundsAreTracedBackToTheFirstText() {
    let draft = Self.draft("0123456789", [[(1, 2, "xyz")], [(6, 8, ""), (0, 0, "-")], [(4, 5, "!")]])
    let edits = draft.edits
    #expect(RepairDraft.applying(edits, to: Array("0123456789".utf8)) == draft.bytes)
  }

  @Test func replacementsThatTouchAreOneEdit() {
    // The second round replaces what follows the text of the first, `xy` at 1 to 3.
    let draft = Self.draft("0123456789", [[(1, 2, "xy")], [(3, 4, "z")]])
    #expect(String(decoding: draft.bytes, as: UTF8.self) == "0xyz3456789")
    #expect(draft.edits.count == 1)
    #expect(RepairDraft.applying(draft.edits, to: Array("0123456789".utf8)) == draft.bytes)
  }

  @Test func insertionsAtOnePlaceStayApart() {
    let draft = Self.draft("[1]", [[(2, 2, ",2")], [(4, 4, ",3")]])
    #expect(String(decoding: draft.bytes, as: UTF8.self) == "[1,2,3]")
    #expect(draft.edits.count == 2)
    for (index, expected) in [(0, "[1,2]"), (1, "[1,3]")] {
      let bytes = RepairDraft.applying([draft.edits[index]], to: Array("[1]".utf8))
      #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }
  }

  // MARK: Setups

  private static let trust =
    #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}}"#
  private static let reads =
    #"{"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::src-bucket"}"#
  private static let rule =
    #"{"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::dst-bucket"}}"#

  private static func allow(_ action: String, _ resources: String...) -> String {
    let list = resources.map { "\"\($0)\"" }.joined(separator: ", ")
    return #"{"Effect": "Allow", "Action": "\#(action)", "Resource": [\#(list)]}"#
  }

  /// The repair of a setup that lacks something.
  private static func repair(
    source: [String] = [reads, allow("s3:GetObjectVersion", "arn:aws:s3:::src-bucket/*")],
    target: [String] = [allow("s3:ReplicateObject", "arn:aws:s3:::dst-bucket/*")], rules: [String] = [rule],
    trust: String = trust, server: ServerProfile = ServerProfile()
  ) -> SetupRepair? {
    func policy(_ statements: [String]) -> String {
      statements.isEmpty
        ? "" : #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#
    }
    let roles = "arn:aws:iam::410293857164:role/source,arn:aws:iam::930417265580:role/target"
    let files = [
      "replication.json": #"{"Role": "\#(roles)", "Rules": [\#(rules.joined(separator: ", "))]}"#, "trust.json": trust,
      "source.json": policy(source), "target.json": policy(target),
    ]
    let setup = SetupDeclaration(
      name: "setup", replication: "replication.json",
      source: .init(bucket: "src-bucket", trust: "trust.json", permissions: ["source.json"]),
      target: .init(trust: "trust.json", permissions: ["target.json"]))
    let inputs = files.sorted { $0.key < $1.key }.map { Input(name: $0.key, text: $0.value) }
    return Linter(configuration: Configuration(server: server, setups: [setup])).repairs(of: inputs).first
  }

  private static func titles(_ repair: SetupRepair?) -> [String]? { repair?.edits.flatMap(\.titles) }

  @Test func misspeltActionIsCorrectedWhereItIs() {
    let repair = Self.repair(target: [
      Self.allow("s3:ReplicateObjcet", "arn:aws:s3:::dst-bucket/*", "arn:aws:s3:::other/*")
    ])
    #expect(repair?.isProved == true)
    #expect(Self.titles(repair) == ["write `s3:ReplicateObject`"])
  }

  @Test func otherActionIsReplacedOnlyWhereItsStatementNamesOneBucket() {
    let one = Self.repair(source: [Self.reads, Self.allow("s3:GetObject", "arn:aws:s3:::src-bucket/*")])
    #expect(Self.titles(one) == ["write `s3:GetObjectVersion`"])
    let two = Self.repair(
      source: [Self.reads, Self.allow("s3:GetObject", "arn:aws:s3:::src-bucket/*", "arn:aws:s3:::other/*")])
    #expect(
      Self.titles(two) == ["add a statement that allows `s3:GetObjectVersion` on `arn:aws:s3:::src-bucket/*`"])
  }

  @Test func correctionThatDoesNotSufficeGivesWayToStatement() {
    let repair = Self.repair(source: [Self.reads, Self.allow("s3:GetObject", "arn:aws:s3:::src-bucket/a/*")])
    #expect(
      Self.titles(repair) == ["add a statement that allows `s3:GetObjectVersion` on `arn:aws:s3:::src-bucket/*`"])
  }

  @Test func emptyDocumentsAreWritten() {
    let repair = Self.repair(target: [], trust: "\n")
    #expect(repair?.isProved == true)
    #expect(
      Self.titles(repair)?.sorted() == [
        "write a policy that allows `s3:ReplicateObject` on `arn:aws:s3:::dst-bucket/*`",
        "write the trust policy of Backbeat",
      ])
  }

  @Test func ruleWithinAnotherIsRemovedOnlyWhereTheirCopiesAreTheSame() {
    func rule(_ prefix: String, _ status: String = "Enabled", _ more: String = "") -> String {
      #"{"Prefix": "\#(prefix)", "Status": "\#(status)", "Destination": {"Bucket": "arn:aws:s3:::dst-bucket"\#(more)}}"#
    }
    let same = Self.repair(rules: [rule("a/b"), rule("c"), rule("a/")])
    #expect(Self.titles(same) == ["remove rule 1, all keys of which rule 3 selects"])
    #expect(Self.repair(rules: [rule("a/", "Disabled"), rule("a/b")])?.isProved == false)
    #expect(
      Self.repair(rules: [rule("a/"), rule("a/b", "Enabled", #", "StorageClass": "STANDARD""#)])?.isProved == false)
  }

  @Test func unknownStorageClassGoesOnlyWhereOneSiteCanBeMeant() {
    let rule =
      #"{"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::dst-bucket", "StorageClass": "GLACIER"}}"#
    let cloud = ServerProfile.Endpoint(site: "cloud", type: "aws_s3")
    func server(_ sites: ServerProfile.Endpoint...) -> ServerProfile { ServerProfile(endpoints: sites) }
    #expect(
      Self.titles(Self.repair(rules: [rule], server: server(.init(site: "paris", isDefault: true), cloud)))
        == ["remove the storage class `GLACIER`: the default site is the only one for these roles"])
    #expect(Self.titles(Self.repair(rules: [rule], server: server(cloud, .init(site: "paris")))) == ["write `paris`"])
    let several = Self.repair(rules: [rule], server: server(.init(site: "paris"), .init(site: "lyon")))
    #expect(several?.isProved == false)
  }

  @Test func denyGoesInAlternativeAlone() throws {
    let deny = #"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::dst-bucket/a/*"}"#
    let repair = try #require(
      Self.repair(target: [Self.allow("s3:ReplicateObject", "arn:aws:s3:::dst-bucket/*"), deny]))
    #expect(!repair.isProved && repair.edits.isEmpty)
    #expect(repair.alternatives.map { Self.titles($0) } == [["remove statement 2, a Deny"]])
    // A policy has at least one statement, so that nothing can take the place of a lone Deny.
    let everything = #"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::dst-bucket/*"}"#
    #expect(Self.repair(target: [everything])?.alternatives.isEmpty == true)
  }

  @Test func denyOfTrustPolicyBecomesAnAllowInAlternativeAlone() throws {
    let deny = Self.trust.replacing(#""Effect": "Allow""#, with: #""Effect": "Deny""#)
    let repair = try #require(Self.repair(trust: deny))
    #expect(!repair.isProved && repair.edits.isEmpty)
    #expect(repair.obstacles.map { $0.rule }.contains(Rule.backbeatNotTrusted.slug))
    #expect(repair.alternatives.map { Self.titles($0) } == [["write `Allow`"]])
  }

  @Test func noRightIsGrantedOnTheSourceUnderTheNameOfTheDestination() throws {
    let itself = Self.rule.replacing("dst-bucket", with: "src-bucket")
    let repair = try #require(Self.repair(rules: [itself]))
    #expect(!repair.isProved && repair.edits.isEmpty && repair.alternatives.isEmpty)
    #expect(repair.obstacles.map { $0.rule } == [Rule.sourceIsDestination.slug])
  }

  @Test(arguments: ["off", "disable", "Suspended"])
  func ruleThatIsSwitchedOffIsTheObstacle(_ status: String) throws {
    let repair = try #require(Self.repair(rules: [Self.rule.replacing("Enabled", with: status)]))
    #expect(!repair.isProved && repair.edits.isEmpty)
    #expect(repair.obstacles.map { $0.rule } == [Rule.nothingEnabled.slug])
  }

  /// What a setup is after a repair.
  private static func replicates(
    _ setup: RecordedSetup, _ reading: ServerReading, _ edits: [RepairEdit], _ commands: [RepairCommand]
  ) -> Bool? {
    func paths(_ effect: RepairCommand.Effect) -> Set<String> {
      Set(commands.filter { $0.effect == effect }.map(\.path))
    }
    let deleted = paths(.noBucketPolicy)
    let inputs = setup.inputs.filter { !deleted.contains($0.source.name) }.map { input in
      let name = input.source.name
      if paths(.versioning).contains(name) { return input.replacing(RepairCommand.versioningAnswer) }
      return input.replacing(RepairDraft.applying(edits.filter { $0.path == name }, to: input.source.bytes))
    }
    return setup.linter(reading, without: deleted).analyse(inputs).first?.replicates
  }

  /// Every proposal is proved, and leaving out any part of it loses the proof; nearly all that fails has one.
  @Test(arguments: [ServerReading.documented, .enforced2025])
  func recordedSetupsThatFailHaveAProvedMinimalRepair(_ reading: ServerReading) throws {
    var (failing, proved, alternatives) = (0, 0, 0)
    for setup in Effort.sample(try RecordedSetup.all() + RecordedSetup.withBucketPolicies(), oneOf: 7) {
      for repair in setup.linter(reading).repairs(of: setup.inputs) {
        failing += 1
        if repair.isProved { proved += 1 } else { #expect(repair.edits.isEmpty && repair.files.isEmpty) }
        #expect(!repair.isProved || repair.alternatives.isEmpty)
        alternatives += repair.alternatives.count
        for proposal in repair.isProved ? [repair] : repair.alternatives {
          #expect(!proposal.edits.isEmpty || !proposal.commands.isEmpty, "\(setup.description)")
          func replicates(_ edits: [RepairEdit], _ commands: [RepairCommand]) -> Bool? {
            Self.replicates(setup, reading, edits, commands)
          }
          #expect(replicates(proposal.edits, proposal.commands) == true, "\(setup.description)")
          for index in proposal.edits.indices {
            var rest = proposal.edits
            rest.remove(at: index)
            #expect(
              replicates(rest, proposal.commands) != true, "\(setup.description): \(proposal.edits[index].titles)")
          }
          for index in proposal.commands.indices {
            var rest = proposal.commands
            rest.remove(at: index)
            #expect(replicates(proposal.edits, rest) != true, "\(setup.description): \(proposal.commands[index].text)")
          }
        }
      }
    }
    print("repairs, \(reading.rawValue): \(proved) and \(alternatives) alternatives of \(failing)")
    #expect(failing > 0 && (proved + alternatives) * 100 >= failing * Effort.count(quick: 75, usual: 95))
  }
}
