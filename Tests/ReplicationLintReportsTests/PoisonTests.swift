import Foundation
import JSONSource
import Jansson
import ReplicationLint
import Testing

@testable import ReplicationLintReports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// One report with poison in every field: each format has the structure that it has for harmless text.
@Suite struct PoisonTests {
  /// Pieces that terminals, CI servers, browsers, shells, and readers of JSON, XML, Markdown and SARIF act on.
  static let pieces = [
    "\u{1B}[31m", "\u{1B}]0;t\u{7}", "\r\n::error::x", "\n##[error]x", "\n##vso[task.complete]", "%0A::warning::x",
    "\u{202E}x\u{2066}", "\u{200B}\u{FEFF}\u{AD}", "\u{9B}2J\u{7F}\u{8}", "\u{0}", "\u{2028}\u{2029}", "\u{E0001}",
    "`a`` b ```", "**b** _i_", "[l](javascript:alert(1))", "![i](http://h/i.png)", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<!-- --", "]]>", "--> ", "&amp;&#0;&lt;", "\" onload=\"x", "' x='",
    "</testcase></testsuite>", "<error/>", "{0} {{1}}", "[a](1)", "a|b", "\n# h\n- l\n> q\n---\n", "@user #1 $x$",
    "$(touch x)", "`touch x`", ";touch x&", "../../etc/passwd", "file:///etc/passwd", "\\u0022,\"a\":1", "\\", "~1~0/",
    "\u{301}\u{20E3}", "\u{1F468}\u{200D}\u{1F469}", "#\u{301}##[x", "https://h/?a=b&c",
  ]

  /// Each piece alone, and all of them as one text.
  static let texts = pieces.map { "a\($0)b" } + [pieces.joined()]

  /// A report with `text` in every field that documents, file names or servers have a part in.
  private static func report(_ text: String) -> Report {
    let source = SourceFile(name: text, text: "{\n\"\(text)\": 1\n}\n\(text)")
    let range = SourceRange(2, 3)
    func finding(_ severity: Severity) -> Diagnostic {
      Diagnostic(
        rule: "json-syntax", group: .syntax, consequence: severity == .error ? .refused : .risk, severity: severity,
        platform: severity == .error ? PlatformAnswer(by: .server, "InvalidArgument", text) : nil,
        message: text, path: text, range: range, pointer: JSONPointer([text, "0", text]),
        labels: [Diagnostic.Label(path: text, SourceRange(1, 2), "\(text)")], help: text,
        fix: .unsafe("\(text)", Fix.Edit(range, text)), fingerprint: "0123456789abcdef")
    }
    return Report(
      files: [Report.File(source: source, kind: .permissionPolicy)],
      setups: [Report.SetupSummary(name: text, files: [text], replicates: nil, openQuestions: [text])],
      diagnostics: [finding(.error), finding(.warning), finding(.note)],
      failures: [
        Report.Failure(path: text, reason: text), Report.Failure(path: text, reason: text, range: SourceRange(0, 1)),
      ], skipped: [text])
  }

  private func render(_ format: ReportFormat, _ text: String) -> [UInt8] {
    format.render(Self.report(text), RenderOptions(showsStatistics: true))
  }

  @Test(arguments: ReportFormat.allCases, texts)
  func reportHoldsOnlyVisibleCharactersAndNoCommand(_ format: ReportFormat, _ text: String) {
    let bytes = render(format, text)
    let output = String(decoding: bytes, as: UTF8.self)
    #expect(output.utf8.elementsEqual(bytes))
    #expect(output.unicodeScalars.allSatisfy { $0 == "\n" || isVisible($0) })
    for line in bytes.split(separator: 0x0A) {
      for command in ["##[", "##vso["] { #expect(line.firstRange(of: Array(command.utf8)) == nil) }
      let isCommand = line.drop { $0 == 0x20 }.starts(with: "::".utf8)
      #expect(!isCommand || format == .github || line.starts(with: " ::: ".utf8))
    }
  }

  @Test(arguments: [ReportFormat.json, .sarif, .gitlab, .rdjson], texts)
  func jsonHasTheStructureOfAHarmlessReport(_ format: ReportFormat, _ text: String) throws {
    let poisoned = try #require(JanssonValue.Content(decoding: render(format, text)))
    let harmless = try #require(JanssonValue.Content(decoding: render(format, "a")))
    #expect(structure(poisoned) == structure(harmless))
  }

  @Test(arguments: texts) func jsonLinesAreOneValueEach(_ text: String) throws {
    let lines = render(.jsonl, text).split(separator: 0x0A).map { JanssonValue.Content(decoding: Array($0)) }
    let harmless = render(.jsonl, "a").split(separator: 0x0A).map { JanssonValue.Content(decoding: Array($0)) }
    #expect(lines.map { $0.map(structure) } == harmless.map { $0.map(structure) })
    #expect(!lines.contains(nil))
  }

  @Test(arguments: [ReportFormat.junit, .checkstyle], texts)
  func xmlHasTheElementsOfAHarmlessReport(_ format: ReportFormat, _ text: String) {
    #expect(XMLStructure(render(format, text)).events == XMLStructure(render(format, "a")).events)
    #expect(XMLStructure(render(format, text)).isWellFormed)
  }

  @Test(arguments: texts) func pageHasTheElementsOfAHarmlessReport(_ text: String) {
    // Text in backticks is code, whatever it is; a long label gets rows of its own below a line; and the help is left
    // out where the fix repeats it.
    let free = ["code", "b", "i", "dt", "dd"].flatMap { [$0, "/\($0)"] }
    func elements(_ text: String) -> [String] {
      let page = String(decoding: render(.html, text), as: UTF8.self)
      return page.matches(of: /<(\/?[a-zA-Z0-9]+)/).map { String($0.output.1) }.filter { !free.contains($0) }
    }
    #expect(elements(text).difference(from: elements("a")).isEmpty)
  }

  @Test(arguments: texts) func linesOfAnnotationsAreThoseOfAHarmlessReport(_ text: String) {
    for format in [ReportFormat.github, .concise] {
      func lines(_ text: String) -> Int { render(format, text).split(separator: 0x0A).count }
      #expect(lines(text) == lines("a"))
    }
  }

  /// The lines of Markdown by what they begin with: a heading, an element of a list, a row, the rest.
  @Test(arguments: texts) func markdownHasTheBlocksOfAHarmlessReport(_ text: String) {
    func blocks(_ text: String) -> [String] {
      String(decoding: render(.markdown, text), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .map { line in
          String(line.prefix { !$0.isLetter && !$0.isNumber && $0 != "`" && $0 != "\\" && $0 != "<" && $0 != "&" })
        }
        .map { String($0.prefix(4)) }
    }
    #expect(blocks(text).count == blocks("a").count)
    let kinds = ["## ", "### ", "- **", "- ", "| ", "|---"]
    func kind(_ block: String) -> String? { kinds.first { block.hasPrefix($0) } }
    #expect(blocks(text).map(kind) == blocks("a").map(kind))
  }

  /// The keys and types of a value, without its strings.
  private func structure(_ value: JanssonValue.Content) -> String {
    switch value {
    case .null: "null"
    case .boolean: "boolean"
    case .integer, .real: "number"
    case .string: "string"
    case .array(let elements): "[\(elements.map(structure).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\(String(decoding: $0.name, as: UTF8.self)):\(structure($0.value))" }.joined(separator: ","))}"
    }
  }
}

/// The elements of an XML document and the names of their attributes, as an independent parser reads them.
private final class XMLStructure: NSObject, XMLParserDelegate {
  private(set) var events: [String] = []
  private(set) var isWellFormed = false

  init(_ bytes: [UInt8]) {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    events.append("<\(element) \(attributes.keys.sorted().joined(separator: " "))>")
  }

  func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
    events.append("</\(element)>")
  }

  func parser(_ parser: XMLParser, foundComment comment: String) { events.append("comment") }

  func parser(_ parser: XMLParser, foundCDATA block: Data) { events.append("section") }
}
