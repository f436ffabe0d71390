import JSONSource
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

  @Test func insertionsAtOnePlaceStayApart() {
    let draft = Self.draft("[1]", [[(2, 2, ",2")], [(4, 4, ",3")]])
    #expect(String(decoding: draft.bytes, as: UTF8.self) == "[1,2,3]")
    #expect(draft.edits.count == 2)
    for (index, expected) in [(0, "[1,2]"), (1, "[1,3]")] {
      let bytes = RepairDraft.applying([draft.edits[index]], to: Array("[1]".utf8))
      #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }
  }

  /// Every proposal is proved, and leaving out any edit of it loses the proof; most of what fails has one.
  @Test(arguments: [ServerReading.documented, .enforced2025])
  func recordedSetupsThatFailHaveAProvedMinimalRepair(_ reading: ServerReading) throws {
    var (failing, proved) = (0, 0)
    for setup in try RecordedSetup.all() + RecordedSetup.withBucketPolicies() {
      let linter = setup.linter(reading)
      for repair in linter.repairs(of: setup.inputs) {
        failing += 1
        guard repair.isProved else {
          #expect(repair.edits.isEmpty && repair.files.isEmpty)
          continue
        }
        proved += 1
        #expect(!repair.edits.isEmpty || !repair.commands.isEmpty, "\(setup.description)")
        func replicates(_ edits: [RepairEdit]) -> Bool? {
          let captures = Set(repair.commands.map(\.path))
          let inputs = setup.inputs.map { input in
            let name = input.source.name
            if captures.contains(name) { return input.replacing(RepairCommand.versioningAnswer) }
            return input.replacing(RepairDraft.applying(edits.filter { $0.path == name }, to: input.source.bytes))
          }
          return linter.analyse(inputs).first?.replicates
        }
        #expect(replicates(repair.edits) == true, "\(setup.description)")
        for index in repair.edits.indices {
          var rest = repair.edits
          rest.remove(at: index)
          #expect(replicates(rest) != true, "\(setup.description): \(repair.edits[index].titles)")
        }
      }
    }
    print("repairs, \(reading.rawValue): \(proved)/\(failing) \(Recordings.origin)")
    // 81 of 100 have one today, 78 in the sample; what has none holds a Deny, two destinations or nothing to read.
    #expect(failing > 0 && proved * 100 >= failing * (Recordings.isWhole ? 80 : 75))
  }
}
