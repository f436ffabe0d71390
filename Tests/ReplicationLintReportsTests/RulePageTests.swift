import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

@Suite struct RulePageTests {
  private static let rule = Rule(
    "example-rule", .replication, .refused, platform: .invalidArgument("Invalid Role specified"),
    title: "the document requires something impossible",
    rationale: """
      The server parses the document and finds that it requires something impossible, so it answers with an error and \
      keeps the previous configuration; an operator then believes that replication is configured.
      """,
    references: [
      "A source of the platform", "Another source, with a name so long that it does not fit into one line of it",
    ],
    fix: .sometimes, isOptional: true, check: .linter)

  private static let bad = RulePage.Example(
    files: [.init(name: "replication.json", text: "{\n  \"Role\": \"a\"\n}\n"), .init(name: "b.json", text: "````\n")],
    output: "error[example-rule]: something\n\n1 error\n")
  private static let good = RulePage.Example(files: [.init(name: "replication.json", text: "{\r\n}\r\n")])

  @Test func aWholePageIsWhatIsRecorded() {
    let page = RulePage(Self.rule, bad: Self.bad, good: Self.good)
    expectGolden(page.markdown, at: "\(ReportCase.root)/rule-page/expected.md")
    expectGolden(page.text, at: "\(ReportCase.root)/rule-page/expected.txt")
  }

  @Test(arguments: Catalogue.rules.map(\.slug))
  func everyRuleHasAPageThatFitsATerminal(_ slug: String) throws {
    let page = RulePage(try #require(Catalogue.rule(slug)))
    #expect(page.markdown.hasPrefix("# \(slug)\n"))
    for line in page.text.split(separator: "\n") {
      #expect(line.count <= 80 || !line.drop { $0 == " " }.contains(" "))
      #expect(line.last != " ")
    }
  }
}
