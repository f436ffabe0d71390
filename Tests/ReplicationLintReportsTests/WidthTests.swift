import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

@testable import ReplicationLintReports

/// Reports for a terminal whose width is known.
@Suite struct WidthTests {
  private func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The text behind the frame of an excerpt's line; nil for other lines.
  private func excerpt(_ line: String) -> String? {
    let rest = line.utf8.drop { $0 == UInt8(ascii: " ") || ($0 >= 0x30 && $0 <= 0x39) }
    return rest.first == UInt8(ascii: "|") ? String(Substring(rest.dropFirst(2))) : nil
  }

  @Test(arguments: ReportCase.all, [32, 40, 80, 120])
  func linesOfExcerptsFitTheTerminal(_ reportCase: ReportCase, _ columns: Int) throws {
    let bytes = ReportFormat.text.render(try reportCase.report(), RenderOptions(columns: columns))
    for line in lines(bytes) where excerpt(line) != nil {
      // Between labels that hang beside each other text has no room to move.
      let isLabel = line.utf8.contains(UInt8(ascii: "|")) && reportCase.name == "several-labels"
      #expect(DisplayWidth.of(line) <= columns || isLabel, "\(line)")
    }
  }

  /// Each quoted word of a long line in turn, so that the excerpt is cut before it, behind it and on both sides.
  @Test(arguments: [30, 57, 80, 140], ["", "日本語", "\t", "\u{200B}", "e\u{301}"])
  func caretsAreUnderTheirTextHoweverTheLineIsCut(_ columns: Int, _ filler: String) throws {
    let words = (100..<140).map { "w\($0)" }
    let text = "{ \(words.map { "\"\($0)\": \"\(filler)\"" }.joined(separator: ", ")) }"
    let source = SourceFile(name: "a.json", text: text)
    for word in words {
      let start = try #require(text.utf8.firstRange(of: word.utf8)).lowerBound.utf16Offset(in: text)
      let offset = text.utf8.distance(
        from: text.startIndex, to: String.Index(utf16Offset: start, in: text))
      let finding = Diagnostic(
        rule: "json-syntax", group: .syntax, consequence: .fails, severity: .error, message: "found", path: "a.json",
        range: SourceRange(offset, offset + word.utf8.count), pointer: JSONPointer([]), fingerprint: "0")
      let report = Report(
        files: [Report.File(source: source, kind: .unknown)], setups: [], diagnostics: [finding])
      let excerpts = lines(ReportFormat.text.render(report, RenderOptions(columns: columns))).compactMap(excerpt)
      let (line, carets) = (excerpts[1], excerpts[2])
      #expect(DisplayWidth.of(line) <= columns - 4)
      let before = carets.utf8.prefix { $0 == UInt8(ascii: " ") }.count
      #expect(carets.utf8.dropFirst(before).elementsEqual("^^^^".utf8))
      #expect(textAtColumn(before, of: line).utf8.starts(with: word.utf8))
    }
  }

  /// What is shown from a column on.
  private func textAtColumn(_ column: Int, of line: String) -> String {
    var rest = line.unicodeScalars[...]
    var shown = ""
    while DisplayWidth.of(shown) < column, let scalar = rest.popFirst() { shown.unicodeScalars.append(scalar) }
    while let next = rest.first, DisplayWidth.of(shown + String(next)) == DisplayWidth.of(shown) {
      rest.removeFirst()
    }
    return String(rest)
  }

  @Test func lineOfNothingButMarksIsCut() {
    let source = SourceFile(name: "a.json", text: "\"" + String(repeating: "\u{301}", count: 100_000) + "\"")
    let layout = LineLayout(
      source.bytes, line: SourceRange(0, source.bytes.count), focus: SourceRange(0, 1), limit: 80)
    #expect(layout.text.utf8.count < 1000)
  }

  @Test(arguments: [
    ("short", 10, "short"), ("arn:aws:iam::1:role/a", 21, "arn:aws:iam::1:role/a"),
    ("arn:aws:iam::1:role/a", 15, "arn:aw...role/a"), ("日本語日本語", 9, "日...語"), ("abcdef", 3, "..."),
  ])
  func longTextLosesItsMiddle(_ text: String, _ width: Int, _ shown: String) {
    #expect(cropped(text, width) == shown)
    #expect(DisplayWidth.of(cropped(text, width)) <= width)
  }

  // MARK: Traces

  private func trace(_ columns: Int?, version: ServerVersion? = nil, policy: String? = nil) throws -> [String] {
    let names = ["backbeat-role-trust-policy", "S3-role-permissions-policy", "replication-configuration"]
    let sources = try names.map { name in
      if let policy, name == names[1] { return SourceFile(name: "samples/guide/\(name).json", text: policy) }
      return try Fixtures.source("samples/guide/\(name).json")
    }
    var configuration = Configuration()
    configuration.server.version = version
    let traces = Linter(configuration: configuration).trace(sources.map { Input($0) }, key: "a")
    #expect(traces.count == 1)
    return lines(TraceFormat.text.render(traces, sources: sources, RenderOptions(columns: columns)))
  }

  @Test(arguments: [60, 80, 100]) func rowsOfATraceFitTheTerminal(_ columns: Int) throws {
    let rows = try trace(columns).dropFirst(2).prefix { !$0.isEmpty }
    #expect(rows.count == 13)
    for row in rows { #expect(DisplayWidth.of(row) <= columns, "\(row)") }
    #expect(rows.contains("2  assume the source role                       allowed"))
    #expect(
      rows.contains("   sts:AssumeRole, decided by samples/guide/backbeat-role-trust-policy.json:4:5") || columns < 80)
  }

  @Test func wideTerminalShowsOneRowForEachStep() throws {
    #expect(try trace(nil).dropFirst(2).prefix { !$0.isEmpty }.count == 7)
    #expect(try trace(200) == trace(nil))
  }

  @Test func answersAreWordsAndNameTheDecidingStatement() throws {
    let guide = String(decoding: try Fixtures.bytes("samples/guide/S3-role-permissions-policy.json"), as: UTF8.self)
    let denied = guide.replacing(
      "\"Statement\": [",
      with: #""Statement": [ { "Effect": "Deny", "Action": "s3:GetObjectVersion", "Resource": "*" },"#)
    let output = try trace(nil, policy: denied).joined(separator: "\n")
    #expect(output.contains("explicitly denied by samples/guide/S3-role-permissions-policy.json:3:"))
    #expect(!output.contains("ExplicitDeny"))
    let missing = try trace(nil, version: ServerVersion(9, 5, 2)).joined(separator: "\n")
    #expect(missing.contains("  not allowed\n") && !missing.contains("ImplicitDeny"))
  }
}
