import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

/// The examples in the pages that people write by hand are run: a page is made again from itself and must not differ.
struct ReadmeTests {
  @Test(arguments: ["README.md", "Documentation/Configuration.md", "Documentation/Formats.md"])
  func theExamplesOfAPageSayWhatTheProgramSays(path: String) throws {
    let page = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
    expectGolden(try remade(page), at: path)
  }

  @Test func theReadmeShowsAReportAndAProgram() throws {
    let page = String(decoding: try Fixtures.bytes("README.md"), as: UTF8.self)
    #expect(page.contains("<!-- report: "))
    #expect(page.contains("<!-- program: "))
  }

  /// The page with every block below `<!-- report: NAME -->` and `<!-- program: PATH -->` written anew; the files of
  /// reports stand in blocks below `<!-- file: NAME -->`.
  private func remade(_ page: String) throws -> String {
    var files: [String: String] = [:]
    var output: [String] = []
    var lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    while let line = lines.popFirst() {
      output.append(line)
      guard let mark = Mark(line), let fence = lines.popFirst(), fence.hasPrefix("```") else { continue }
      output.append(fence)
      var content: [String] = []
      while let next = lines.first, next != "```" {
        content.append(next)
        lines.removeFirst()
      }
      switch mark.kind {
      case "file":
        files[mark.value] = content.joined(separator: "\n") + "\n"
        output += content
      case "report":
        let text = try #require(files[mark.value], "no file \(mark.value) above")
        let report = Linter().check([Input(name: mark.value, text: text)])
        output += block(String(decoding: ReportFormat.text.render(report, RenderOptions()), as: UTF8.self))
      default:
        output += block(String(decoding: try Fixtures.bytes(mark.value), as: UTF8.self))
      }
    }
    return output.joined(separator: "\n")
  }

  private func block(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

/// A comment that says what the block below it is.
private struct Mark {
  let kind: String
  let value: String

  init?(_ line: String) {
    guard line.hasPrefix("<!-- "), line.hasSuffix(" -->") else { return nil }
    let parts = line.dropFirst(5).dropLast(4).split(separator: ": ", maxSplits: 1).map(String.init)
    guard parts.count == 2, ["file", "report", "program"].contains(parts[0]) else { return nil }
    (kind, value) = (parts[0], parts[1])
  }
}
