import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// What holds for every rule, so that a new one cannot be forgotten half-way.
@Suite struct CatalogueTests {
  /// Every slug.
  static let allSlugs = Catalogue.rules.map(\.slug)

  /// The slugs of the rules that are tested, as arguments of tests.
  static let slugs = allSlugs.filter { RuleFixture.only == nil || $0 == RuleFixture.only }

  /// The sources of the rules without whitespace, each file once.
  private static let sources: [String] = {
    let folder = Fixtures.url("Sources/ReplicationLint/Rules")
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".swift") }.compactMap { path in
      (try? String(contentsOf: folder.appending(path: path), encoding: .utf8))?.filter { !$0.isWhitespace }
    }
  }()

  @Test func slugsAreUnique() {
    #expect(Set(Self.allSlugs).count == Self.allSlugs.count)
    #expect(RuleGroup.allCases.allSatisfy { !Self.allSlugs.contains($0.rawValue) })
  }

  /// A path that is written out by hand is in no list of what the platform consists of, and no page links to it.
  @Test(arguments: slugs) func referenceToUpstreamFileIsLink(_ slug: String) throws {
    for source in try #require(Catalogue.rule(slug)).sources {
      let isOfPlatform = ["Arsenal ", "backbeat ", "cloudserver ", "Zenko "].contains {
        source.text.lowercased().hasPrefix($0.lowercased())
      }
      #expect(source.markdown.contains("](https://github.com/scality/") == isOfPlatform, "\(source.text)")
    }
  }

  @Test(arguments: slugs) func aRuleIsDescribedInFull(_ slug: String) throws {
    let rule = try #require(Catalogue.rule(slug))
    #expect(slug.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    #expect(isSentence(rule.title), "a title is one line that begins in lowercase and has no full stop: \(rule.title)")
    #expect(
      rule.rationale.count > 80 && rule.rationale.hasSuffix("."),
      "a rationale states in sentences why it matters, and has more than 80 characters")
    #expect(rule.rationale.utf8.allSatisfy { $0 >= 0x20 })
    #expect(
      !rule.references.isEmpty && rule.references.allSatisfy { !$0.isEmpty },
      "references name the file and function that state each fact")
    if rule.consequence == .refused { #expect(rule.platform != nil, "`platform:` states what the platform answers") }
    #expect(rule.severity >= rule.consequence.severity)
  }

  @Test(arguments: slugs) func ruleIsDefinedInOneFile(_ slug: String) throws {
    let rule = try #require(Catalogue.rule(slug))
    #expect(Self.sources.count { $0.contains("Rule(\"\(slug)\",.\(rule.group),") } == 1)
  }

  @Test func aRuleUsesNoKeyPath() {
    let count = Self.sources.count { $0.contains(#"(\."#) }
    #expect(count == 0, "the playground compiles rules with Embedded Swift: write a closure in place of a key path")
  }

  @Test(arguments: slugs) func aRuleHasFixtures(_ slug: String) throws {
    let rule = try #require(Catalogue.rule(slug))
    let fixture = RuleFixture(slug: slug)
    #expect(fixture.has(.bad))
    #expect(fixture.has(.good))
    // A recording run writes the fixed files beside this test.
    if isRecording { return }
    #expect(
      fixture.has(.fixed) == (rule.fix != .none),
      "the rule states `fix: .\(rule.fix)`; the folder \(fixture.path(.fixed)) has what its fixes write in bad/")
  }

  @Test(arguments: slugs) func ruleDeclaresTheSafetyOfItsFixes(_ slug: String) throws {
    let rule = try #require(Catalogue.rule(slug))
    let fixture = RuleFixture(slug: slug)
    guard fixture.has(.bad) else { return }
    let found = try fixture.read(.bad).check().diagnostics.filter { $0.rule == slug }
    let safe = found.contains { $0.fix?.isSafe == true }
    let unsafe = found.contains { $0.fix?.isSafe == false }
    switch rule.fix {
    case .none: #expect(!safe && !unsafe)
    case .safe: #expect(safe && !unsafe)
    case .unsafe: #expect(unsafe && !safe)
    case .sometimes: #expect(safe || unsafe)
    }
  }

  @Test func everyFixtureHasARule() {
    let rules = Set(Self.slugs)
    #expect(!RuleFixture.all.isEmpty && !rules.isEmpty)
    #expect(RuleFixture.all.map(\.slug).filter { !rules.contains($0) } == [])
  }

  @Test(arguments: RuleFixture.all) func messagesAreWellFormed(_ fixture: RuleFixture) throws {
    for part in [RuleFixture.Part.bad, .good] {
      let folder = try fixture.read(part)
      let report = folder.check()
      for diagnostic in report.diagnostics {
        #expect(isSentence(diagnostic.message), "\(diagnostic.message)")
        for text in diagnostic.labels.map(\.message) + [diagnostic.help, diagnostic.fix?.title].compactMap({ $0 }) {
          #expect(isLine(text), "\(text)")
        }
        #expect((diagnostic.consequence == .refused) == (diagnostic.platform != nil), "\(diagnostic.message)")
        #expect(misplaced(diagnostic, in: report) == nil, "\(diagnostic.message)")
      }
    }
  }

  @Test func findingsDoNotDependOnOtherDocuments() throws {
    var inputs: [Input] = []
    for fixture in RuleFixture.all {
      for part in [RuleFixture.Part.bad, .good] {
        // Folders of its own for each file, so that no two make a setup.
        inputs += try fixture.read(part).inputs.map { input in
          let name = input.source.name
          return Input(SourceFile(name: "\(fixture.slug)/\(part)/\(name)/a/b/c/\(name)", bytes: input.source.bytes))
        }
      }
    }
    let linter = Linter()
    let alone = inputs.flatMap { linter.check([$0]).diagnostics }.sorted(by: Diagnostic.isOrderedBefore)
    #expect(!alone.isEmpty)
    #expect(linter.check(inputs).diagnostics == alone)
    #expect(linter.check(inputs.reversed()).diagnostics == alone)
  }

  /// Returns whether a message is one line without a full stop that begins with a lowercase letter, a number, a
  /// quotation or the one name.
  private func isSentence(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    let isLower = first == "`" || ("a"..."z").contains(first) || ("0"..."9").contains(first)
    return isLine(text) && (isLower || text.hasPrefix("Backbeat "))
  }

  private func isLine(_ text: String) -> Bool {
    !text.isEmpty && !text.hasSuffix(".") && text.unicodeScalars.allSatisfy { isVisible($0) }
  }
}

/// What is wrong with the places of a diagnostic; nil when all lie in their file and the edits of its fix keep clear of
/// one another.
func misplaced(_ diagnostic: Diagnostic, in report: Report) -> String? {
  let sizes = Dictionary(
    (report.files.map(\.source) + report.otherSources).map { ($0.name, $0.bytes.count) },
    uniquingKeysWith: { first, _ in first })
  func isOutside(_ path: String, _ range: SourceRange) -> Bool {
    guard let size = sizes[path] else { return true }
    return range.start < 0 || range.end > size
  }
  if isOutside(diagnostic.path, diagnostic.range) { return "\(diagnostic.range) is not in \(diagnostic.path)" }
  for label in diagnostic.labels where isOutside(label.path, label.range) {
    return "the label \(label.range) is not in \(label.path)"
  }
  let edits = (diagnostic.fix?.edits ?? []).sorted { $0.range < $1.range }
  for edit in edits where isOutside(diagnostic.path, edit.range) {
    return "the edit \(edit.range) is not in \(diagnostic.path)"
  }
  for (a, b) in zip(edits, edits.dropFirst()) where a.range.end > b.range.start { return "edits overlap" }
  return diagnostic.fix?.edits.isEmpty == true ? "the fix changes nothing" : nil
}
