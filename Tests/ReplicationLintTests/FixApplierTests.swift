import JSONSource
import Testing

@testable import ReplicationLint

/// Applying fixes to bytes.
struct FixApplierTests {
  private static func configuration(
    role: String = "arn:aws:iam::123456789012:role/a,arn:aws:iam::210987654321:role/b",
    status: String = "Enabled", end: String = "\n"
  ) -> String {
    """
    {
      "Role": "\(role)",
      "Rules": [
        { "Prefix": "", "Status": "\(status)", "Destination": { "Bucket": "arn:aws:s3:::copy" } }
      ]
    }
    """ + end
  }

  private static func fixed(_ text: String, unsafe: Bool = false) -> String {
    let input = Input(name: "a.json", text: text)
    let files = FixApplier(linter: Linter()).apply(to: [input], includeUnsafe: unsafe)
    return files.first.map { String(decoding: $0.fixed, as: UTF8.self) } ?? text
  }

  @Test func aSafeFixChangesItsBytesOnly() {
    #expect(Self.fixed(Self.configuration(status: "enabled")) == Self.configuration())
  }

  @Test func severalFixesOfOneFileAreAppliedTogether() throws {
    let roles = "arn:aws:iam::123456789012:role/a, arn:aws:iam::210987654321:role/b"
    let input = Input(name: "a.json", text: Self.configuration(role: roles, status: "enabled"))
    let files = FixApplier(linter: Linter()).apply(to: [input], includeUnsafe: false)
    let file = try #require(files.first)
    #expect(file.path == "a.json")
    #expect(file.original == input.source.bytes)
    #expect(String(decoding: file.fixed, as: UTF8.self) == Self.configuration())
    #expect(file.applied.count == 2)
  }

  @Test func filesWithoutFixesAreNotReturned() {
    let inputs = [Input(name: "b.json", text: Self.configuration()), Input(name: "a.json", text: "[")]
    #expect(FixApplier(linter: Linter()).apply(to: inputs, includeUnsafe: true).isEmpty)
  }

  @Test(arguments: ["", "\n", "\r\n", " \n\n"]) func lineEndingsAndTrailingWhitespaceStay(_ end: String) {
    let crlf = Self.configuration(status: "enabled", end: "").split(separator: "\n").joined(separator: "\r\n") + end
    let expected = Self.configuration(end: "").split(separator: "\n").joined(separator: "\r\n") + end
    #expect(Self.fixed(crlf) == expected)
  }

  @Test func syntaxFixesThatLeadToJSONAreAppliedAndOthersFollow() {
    let broken = Self.configuration(status: "enabled").replacing("\"copy\"", with: "").replacing(
      "} }\n", with: "} },\n")
    #expect(Self.fixed(broken) == Self.configuration())
  }

  @Test func aFileThatCannotBecomeJSONStaysAsItIs() {
    let broken = Self.configuration(status: "enabled").replacing("} }\n", with: "} },\n") + "]"
    #expect(Self.fixed(broken) == broken)
  }

  @Test func unsafeFixesAreAppliedOnlyWhenAskedFor() {
    let quotes = Self.configuration().replacing("\"Enabled\"", with: "'Enabled'")
    #expect(Self.fixed(quotes) == quotes)
    #expect(Self.fixed(quotes, unsafe: true) == Self.configuration())
  }

  @Test func missingPartsAreAddedOnceTheSourcesAreCorrect() throws {
    let configuration = Self.configuration().replacing("\"Prefix\": \"\"", with: "\"Prefix\": \"/logs\"")
    func statement(_ action: String, _ resource: String) -> String {
      #"{"Effect": "Allow", "Action": "\#(action)", "Resource": "arn:aws:s3:::\#(resource)"}"#
    }
    let statements = [
      statement("s3:GetObject", "orders/*"), statement("s3:GetReplicationConfiguration", "orders"),
      statement("s3:ReplicateObject", "copy/*"),
    ]
    let policy = "{\"Version\": \"2012-10-17\", \"Statement\": [\n\(statements.joined(separator: ",\n"))\n]}\n"
    let inputs = [Input(name: "p.json", text: policy), Input(name: "r.json", text: configuration)]
    let linter = Linter(configuration: Configuration(sourceBucket: "orders"))
    let files = FixApplier(linter: linter).apply(to: inputs, includeUnsafe: true)
    let fixed = Dictionary(uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.fixed, as: UTF8.self)) })
    let fixedPolicy = try #require(fixed["p.json"])
    #expect(!fixedPolicy.contains("//logs"))
    #expect(fixedPolicy.count(of: "s3:GetObjectVersion\"") == 1, "\(fixedPolicy)")
    #expect(try #require(fixed["r.json"]).contains("\"Prefix\": \"logs\""))
  }

  @Test func companionsNeverChange() {
    let companion = Input(name: "b.json", text: Self.configuration(status: "enabled"))
    let asked = Input(name: "a.json", text: Self.configuration(status: "disabled"))
    let files = FixApplier(linter: Linter()).apply(to: [asked], companions: [companion], includeUnsafe: true)
    #expect(files.map(\.path) == ["a.json"])
  }

  @Test func rulesThatAreOffOfferNoFix() {
    let linter = Linter(configuration: Configuration(levels: ["status-invalid": .off]))
    let input = Input(name: "a.json", text: Self.configuration(status: "enabled"))
    #expect(FixApplier(linter: linter).apply(to: [input], includeUnsafe: true).isEmpty)
  }

  /// Whatever the bytes are: nothing crashes, what changes becomes JSON with no more refusals, and doing it again or
  /// beside other files changes nothing.
  @Test(arguments: 1...12) func everyMangledDocumentIsFixedOnceOrNotAtAll(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let pieces = [",", "\"", "'", "}", "]", " ", "// x\n", "\u{FEFF}", "enabled", "\u{A0}", "{", ":", "5", "\\"]
    let inputs = (0..<8).map { index in
      var bytes = Array(Self.configuration(status: index.isMultiple(of: 2) ? "Enabled" : "enabled").utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let length = Int.random(in: 0...min(2, bytes.count - place), using: &random)
        bytes.replaceSubrange(place..<(place + length), with: pieces.randomElement(using: &random)!.utf8)
      }
      return Input(SourceFile(name: "\(index)/a.json", bytes: bytes))
    }
    let applier = FixApplier(linter: Linter())
    let files = applier.apply(to: inputs, includeUnsafe: true)
    let single = inputs.flatMap { applier.apply(to: [$0], includeUnsafe: true) }
    #expect(files.map(\.fixed) == single.map(\.fixed))
    for file in files {
      let fixed = Input(SourceFile(name: file.path, bytes: file.fixed))
      #expect(JSONDocument(fixed.source).isValid)
      #expect(applier.apply(to: [fixed], includeUnsafe: true).isEmpty)
      if JSONDocument(SourceFile(name: "", bytes: file.original)).isValid {
        let before = Input(SourceFile(name: file.path, bytes: file.original))
        #expect(Self.refusals(fixed) <= Self.refusals(before))
      }
    }
  }

  private static func refusals(_ input: Input) -> Int {
    Linter().check([input]).diagnostics.count { $0.consequence == .refused }
  }
}

/// What a round does with fixes that do harm.
struct FixTrialTests {
  private static let text = """
    {
      "Role": "arn:aws:iam::123456789012:role/a,arn:aws:iam::210987654321:role/b",
      "Rules": [ { "Prefix": "", "Status": "enabled", "Destination": { "Bucket": "arn:aws:s3:::copy" } } ]
    }
    """

  private static func candidate(_ old: String, _ new: String) throws -> FixCandidate {
    let start = try #require(text.firstRange(of: old)).lowerBound.utf16Offset(in: text)
    return FixCandidate(
      path: ExactString("a.json"), fix: .safe("\(new)", Fix.Edit(SourceRange(start, start + old.utf8.count), new)))
  }

  private static func accepted(_ candidates: [FixCandidate]) -> [String] {
    let file = FixableFile(Input(name: "a.json", text: text), canChange: true)
    var trial = FixBisection(LintedFiles([file], judge: Linter()), judge: Linter(), keepsGrants: true)
    trial.accept(candidates[...])
    return trial.accepted.map(\.fix.title)
  }

  @Test func aFixThatBreaksTheSyntaxIsLeftOut() throws {
    let good = try Self.candidate("enabled", "Enabled")
    let bad = try Self.candidate("[", "[[")
    #expect(Self.accepted([bad, good]) == ["Enabled"])
    #expect(Self.accepted([good, bad]) == ["Enabled"])
    #expect(Self.accepted([bad]) == [])
  }

  @Test func aFixThatMakesThePlatformRefuseMoreIsLeftOut() throws {
    let good = try Self.candidate("enabled", "Enabled")
    let bad = try Self.candidate("\"Prefix\": \"\", ", "")
    #expect(Self.accepted([bad]) == [])
    let other = try Self.candidate("arn:aws:s3:::copy", "arn:aws:s3:::other")
    #expect(Self.accepted([other, bad, good]).contains("arn:aws:s3:::other"))
  }
}

/// Edits that keep clear of one another.
struct EditSetTests {
  private static func edit(_ start: Int, _ end: Int, _ text: String) -> Fix.Edit {
    Fix.Edit(SourceRange(start, end), text)
  }

  @Test(arguments: [
    (0, 4, "x", false), (5, 9, "x", false), (6, 6, "x", false), (4, 12, "", false), (8, 8, "x", false),
    (5, 5, "x", false), (0, 5, "x", false), (0, 5, "", false), (9, 10, "x", true), (0, 3, "x", true),
    (19, 21, "x", false), (20, 20, "x", true), (7, 7, "", false),
  ])
  func anEditIsTakenWhereItIsClearOfOthers(start: Int, end: Int, text: String, isTaken: Bool) {
    var set = EditSet(size: 20)
    let isFirstTaken = set.insert([Self.edit(4, 4, "y"), Self.edit(5, 8, "y")])
    let isSecondTaken = set.insert([Self.edit(start, end, text)])
    #expect(isFirstTaken)
    #expect(isSecondTaken == isTaken)
  }

  /// Which of several fixes are taken, one after the other.
  private static func taken(_ fixes: [[Fix.Edit]]) -> [Bool] {
    var set = EditSet(size: 20)
    return fixes.map { set.insert($0) }
  }

  @Test func deletionsMayTouch() {
    let fixes = [[Self.edit(5, 8, "")], [Self.edit(8, 9, "")], [Self.edit(4, 5, "")], [Self.edit(9, 9, "x")]]
    #expect(Self.taken(fixes) == [true, true, true, false])
  }

  @Test func aFixIsTakenWholeOrNotAtAll() {
    let fixes = [
      [Self.edit(5, 8, "y")], [Self.edit(1, 2, "x"), Self.edit(6, 7, "x")], [Self.edit(1, 2, "x")],
      [Self.edit(12, 15, "x"), Self.edit(14, 16, "x")], [],
    ]
    #expect(Self.taken(fixes) == [true, false, true, false, false])
  }
}

/// A small generator, so that a failing seed fails again.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension String {
  /// The number of occurrences of `part` in the source.
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
