import Foundation
import JSONSource
import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

/// Every rule has documents in which it finds something, and documents in which it does not.
@Suite struct RuleFixtureTests {
  @Test(arguments: RuleFixture.all)
  func badDocumentsAreReportedAsRecorded(_ fixture: RuleFixture) throws {
    let folder = try fixture.read(.bad)
    let report = folder.check()
    #expect(folder.problems.isEmpty, "\(described(folder.problems))")
    #expect(
      report.diagnostics.contains { $0.rule == fixture.slug },
      "\(fixture.path(.bad)) has no finding of the rule, but: \(described(report.diagnostics))")
    let text = String(decoding: ReportFormat.text.render(report), as: UTF8.self)
    expectGolden(text, at: "\(fixture.path(.bad))/expected.txt")
  }

  @Test(arguments: RuleFixture.all)
  func goodDocumentsAreSilent(_ fixture: RuleFixture) throws {
    let folder = try fixture.read(.good)
    #expect(!folder.inputs.isEmpty)
    #expect(folder.problems.isEmpty, "\(described(folder.problems))")
    let found = folder.check().diagnostics.filter { $0.rule == fixture.slug || $0.severity == .error }
    #expect(found.isEmpty, "\(described(found))")
  }

  @Test(arguments: RuleFixture.all)
  func fixesGiveTheRecordedBytesAndSettleTheMatter(_ fixture: RuleFixture) throws {
    let folder = try fixture.read(.bad)
    let only = Linter(configuration: folder.only(fixture.slug))
    let results = FixApplier(linter: only).apply(to: folder.inputs, includeUnsafe: true)
    for result in results {
      let text = String(decoding: result.fixed, as: UTF8.self)
      #expect(text.utf8.elementsEqual(result.fixed), "\(result.path) is not UTF-8")
      expectGolden(text, at: "\(fixture.path(.fixed))/\(result.path)")
    }
    let recorded = Fixtures.files(in: Fixtures.url(fixture.path(.fixed))).map(\.lastPathComponent)
    #expect(Set(recorded).isSubset(of: results.map(\.path)), "nothing gives these files any more")
    let fixed = folder.inputs.map { input in
      results.first { $0.path == input.source.name }
        .map { Input(SourceFile(name: $0.path, bytes: $0.fixed), kind: input.kind) } ?? input
    }
    #expect(FixApplier(linter: only).apply(to: fixed, includeUnsafe: true).map(\.path) == [])
    let rest = only.check(fixed).diagnostics.filter { diagnostic in results.contains { $0.path == diagnostic.path } }
    #expect(rest.isEmpty, "\(described(rest))")
    let linter = Linter(configuration: folder.configuration)
    func refusals(_ inputs: [Input]) -> Int {
      linter.check(inputs).diagnostics.count { $0.consequence == .refused }
    }
    #expect(refusals(fixed) <= refusals(folder.inputs))
  }
}
