import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

@testable import ReplicationLintReports

@Suite struct MarkdownTests {
  /// What a reader of CommonMark shows for a line of text, and whether anything in it is markup.
  private struct Rendered {
    var text = ""
    var markup: [String] = []

    init(_ source: String) {
      var rest = Array(source.unicodeScalars)[...]
      let comment = Array("<!-- -->".unicodeScalars)
      while let scalar = rest.first {
        if rest.starts(with: comment) {
          rest = rest.dropFirst(comment.count)
          // Whatever follows no longer continues what was before.
          continue
        }
        rest = rest.dropFirst()
        switch scalar {
        case "\\":
          guard let next = rest.first, next.isASCII, !next.properties.isAlphabetic else {
            text.unicodeScalars.append(scalar)
            continue
          }
          text.unicodeScalars.append(next)
          rest = rest.dropFirst()
        case "`":
          let fence = 1 + rest.prefix { $0 == "`" }.count
          rest = rest.dropFirst(fence - 1)
          guard let content = Rendered.span(&rest, fence) else {
            markup.append("open code span")
            continue
          }
          text += content
        case "*", "_", "[", "]", "<", ">", "!", "|", "~", "&", "#", "$":
          markup.append(String(scalar))
        case "@":
          if !rest.starts(with: comment) { markup.append("@") }
          text += "@"
        default: text.unicodeScalars.append(scalar)
        }
      }
      for address in ["://", "www."] where source.contains(address) && !source.contains("`") { markup.append(address) }
    }

    /// The content up to the next run of exactly `fence` backticks.
    private static func span(_ rest: inout ArraySlice<Unicode.Scalar>, _ fence: Int) -> String? {
      var content = String.UnicodeScalarView()
      while let scalar = rest.popFirst() {
        guard scalar == "`" else {
          content.append(scalar)
          continue
        }
        let run = 1 + rest.prefix { $0 == "`" }.count
        rest = rest.dropFirst(run - 1)
        if run == fence {
          let isPadded = content.count > 2 && content.first == " " && content.last == " "
          return String(isPadded ? String(String(content).dropFirst().dropLast()) : String(content))
        }
        content.append(contentsOf: String(repeating: "`", count: run).unicodeScalars)
      }
      return nil
    }
  }

  static let texts: [String] = {
    let special = (0x21...0x7E).compactMap { Unicode.Scalar(UInt8($0)) }.filter { !$0.properties.isAlphabetic }
    let pairs = special.map { "a\($0)\u{301}b\($0)\($0)c" }
    return pairs + [
      pairs.joined(), "`", "``a`", "a`b``c", "`a` is `b`", "a `b", "@octocat", "`a`@octocat`b`", "see #1",
      "https://example.org", "www.example.org", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
      "![x](http://example.org/x.png)", "a | b", "&lt;", "$$x$$", "line\nbreak", "\u{202E}",
    ]
  }()

  @Test(arguments: texts) func sentenceFormsNoMarkup(_ text: String) {
    let rendered = Rendered(MarkdownText.sentence(text))
    #expect(rendered.markup == [])
    func withoutTicks(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { $0 != "`" } }
    #expect(withoutTicks(rendered.text) == withoutTicks(visible(text)))
  }

  @Test(arguments: texts) func codeSpanHoldsExactlyItsText(_ text: String) {
    let rendered = Rendered(MarkdownText.code(text))
    #expect(rendered.markup == [])
    #expect(Array(rendered.text.unicodeScalars) == Array(visible(text).unicodeScalars))
    // A cell ends at a bar without a backslash.
    let cell = Array(MarkdownText.code(text, inTable: true).utf8)
    for index in cell.indices where cell[index] == UInt8(ascii: "|") { #expect(cell[index - 1] == 0x5C) }
  }

  @Test func longReportFitsACommentAndCountsTheRest() throws {
    let files = (0..<2_000).map { number in
      Report.File(source: SourceFile(name: "file-\(number).json", text: "{}"), kind: .unknown)
    }
    let findings = files.map { file in
      Diagnostic(
        rule: "json-syntax", group: .syntax, consequence: .refused, severity: .error, message: "found", path: file.path,
        range: SourceRange(0, 1), pointer: JSONPointer([]), fingerprint: "0")
    }
    let failures = files.map { Report.Failure(path: "un\($0.path)", reason: "No such file or directory") }
    let report = Report(files: files, setups: [], diagnostics: findings, failures: failures)
    let output = String(decoding: ReportFormat.markdown.render(report), as: UTF8.self)
    #expect(output.utf8.count < MarkdownReport.limit + 100)
    let shown = output.split(separator: "\n").count { $0.hasPrefix("- **error**") }
    #expect(shown > 100)
    #expect(output.hasSuffix("\n\(2_000 - shown) more findings not shown here.\n"))
    for word in ["file", "input"] { #expect(output.contains(" more \(word)s not shown here.\n")) }
  }

  @Test func reportCountsFindingsByFile() throws {
    let reportCase = try #require(ReportCase.all.first { $0.name == "every-form" })
    let report = try reportCase.report()
    let output = String(decoding: ReportFormat.markdown.render(report), as: UTF8.self)
    #expect(output.contains("| `replication.json` | 4 | 0 | 0 |\n"))
    #expect(output.contains("- setup `proved`: every object selected by its rules replicates (proved)\n"))
    #expect(output.split(separator: "\n").filter { $0.hasPrefix("### `") }.count == 3)
    for diagnostic in report.diagnostics { #expect(output.contains("[\(diagnostic.rule)](http")) }
  }
}
