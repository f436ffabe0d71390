import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

/// The examples in the pages that people write by hand are run: a page is made again from itself and must not differ.
struct ReadmeTests {
  @Test(arguments: ["README.md", "Documentation/Configuration.md", "Documentation/Formats.md"])
  func pageExamplesMatchTheProgramOutput(path: String) throws {
    let page = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
    let remade = try PageExamples.remade(page) { mark, files in
      switch mark.kind {
      case "report":
        let text = try #require(files[mark.value], "no file \(mark.value) above")
        let report = Linter().check([Input(name: mark.value, text: text)])
        return String(decoding: ReportFormat.text.render(report, RenderOptions()), as: UTF8.self)
      case "program": return String(decoding: try Fixtures.bytes(mark.value), as: UTF8.self)
      default: return nil
      }
    }
    expectGolden(remade, at: path)
  }

  @Test func theReadmeShowsAReportAndAProgram() throws {
    let page = String(decoding: try Fixtures.bytes("README.md"), as: UTF8.self)
    #expect(page.contains("<!-- report: "))
    #expect(page.contains("<!-- program: "))
  }
}
