import Foundation
import JSONSource
import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

/// The pages of the rules consist of the rules' metadata, of their fixtures and of the real output.
@Suite struct RuleDocumentationTests {
  @Test(arguments: CatalogueTests.slugs) func thePageOfARuleIsCurrent(_ slug: String) throws {
    let rule = try #require(Catalogue.rule(slug))
    let fixture = RuleFixture(slug: slug)
    let page =
      fixture.has(.bad)
      ? RulePage(rule, bad: try fixture.badExample(), good: try fixture.goodExample()) : RulePage(rule)
    expectGolden(page.markdown, at: "Documentation/Rules/\(slug).md")
  }

  @Test func everyPageHasARule() {
    let pages = Fixtures.files(in: Fixtures.url("Documentation/Rules")).map(\.lastPathComponent)
    let slugs = Set(CatalogueTests.allSlugs.map { "\($0).md" })
    #expect(pages.filter { !slugs.contains($0) } == [], "pages of rules that are not in the catalogue")
  }

  @Test func theListOfRulesIsCurrent() {
    expectGolden(RuleIndex(Catalogue.rules).markdown, at: "Documentation/Rules.md")
  }
}

extension RuleFixture {
  /// The first document in which a rule about documents finds something, or all of them for a rule about setups; and
  /// what is reported.
  fileprivate func badExample() throws -> RulePage.Example {
    let folder = try read(.bad)
    let linter = Linter(configuration: folder.configuration)
    let alone = folder.inputs.first { input in
      linter.check([input]).diagnostics.contains { $0.rule == slug && $0.group != .setup }
    }
    let inputs = alone.map { [$0] } ?? folder.inputs
    let report = alone == nil ? folder.check() : linter.check(inputs)
    let output = String(decoding: ReportFormat.text.render(report), as: UTF8.self)
    return RulePage.Example(files: folder.files(inputs), output: output)
  }

  /// Documents in which the rule finds nothing: of a setup those that differ from the bad ones, else the first.
  fileprivate func goodExample() throws -> RulePage.Example {
    let folder = try read(.good)
    let isSetup = !folder.check().setups.isEmpty
    let files = folder.files(isSetup ? folder.inputs : Array(folder.inputs.prefix(1)))
    let bad = try read(.bad)
    let before = bad.files(bad.inputs)
    return RulePage.Example(files: files.filter { !before.contains($0) })
  }
}

extension FixtureFolder {
  /// The configuration, where there is one, and documents, as a page shows them.
  fileprivate func files(_ inputs: [Input]) -> [RulePage.Example.File] {
    ([configurationFile].compactMap { $0 } + inputs.map(\.source)).map { source in
      RulePage.Example.File(name: source.name, text: String(decoding: source.bytes, as: UTF8.self))
    }
  }
}

/// `Documentation/Rules.md`: all rules at a glance.
private struct RuleIndex {
  private let rules: [Rule]

  init(_ rules: [Rule]) { self.rules = rules }

  var markdown: String {
    let groups = RuleGroup.allCases.filter { group in rules.contains { $0.group == group } }
    return ([introduction] + groups.map(section)).joined(separator: "\n\n") + "\n"
  }

  private var introduction: String {
    """
    # Rules

    \(rules.count) rules in groups. The effect of deploying the document decides the severity of a finding: `refused` \
    (AWS CLI or the server rejects it), `fails` (it is accepted, but ineffective) and `exposed` (it grants access to \
    unintended principals) are errors, `risk` is a warning, `style` a note. Where the case decides, a finding differs \
    from the table.

    *safe* fixes are made by `--fix`, *unsafe* ones need review and `--unsafe-fixes`. Rules marked *optional* run only \
    when they are selected, as [Configuration](Configuration.md) describes.
    """
  }

  private func section(_ group: RuleGroup) -> String {
    let rows = rules.filter { $0.group == group }.map { rule in
      let isRaised = rule.severity != rule.consequence.severity
      let consequence = rule.consequence.rawValue + (isRaised ? " (\(rule.severity.rawValue))" : "")
      let title = rule.title + (rule.isOptional ? " (*optional*)" : "")
      return "| [\(rule.slug)](Rules/\(rule.slug).md) | \(title) | \(consequence) | \(fix(rule)) |"
    }
    return (["## \(group.rawValue)", "", "| rule | finds that | consequence | fix |", "|---|---|---|---|"] + rows)
      .joined(separator: "\n")
  }

  private func fix(_ rule: Rule) -> String { rule.fix == .none ? "" : rule.fix.rawValue }
}
