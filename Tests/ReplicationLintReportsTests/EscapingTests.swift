import Foundation
import JSONSource
import Jansson
import ReplicationLint
import RepllintTestSupport
import Testing

@testable import ReplicationLintReports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Text in which each ASCII character with a meaning is followed by a scalar that joins it into one Swift character.
///
/// An encoder that walks over characters does not recognise any of them.
private let hostileTexts: [String] = {
  let special = (0x20...0x7E).compactMap { Unicode.Scalar(UInt8($0)) }.filter {
    !$0.properties.isAlphabetic && !("0"..."9").contains($0)
  }
  let joiners: [Unicode.Scalar] = ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20E3}"]
  var texts: [String] = []
  for joiner in joiners {
    for scalar in special {
      var text = "a".unicodeScalars
      text.append(contentsOf: [scalar, joiner, scalar, scalar, joiner, "b"])
      texts.append(String(text))
    }
    texts.append(texts.suffix(special.count).joined())
  }
  return texts
}()

/// Each encoder is held against a decoder that shares no code with it.
@Suite struct EscapingTests {
  private static func report(_ text: String) -> Report {
    let source = SourceFile(name: text, text: "{}")
    let finding = Diagnostic(
      rule: "json-syntax", group: .syntax, consequence: .risk, severity: .error, message: "found \(text)", path: text,
      range: SourceRange(0, 1), pointer: JSONPointer([text, "x"]), fingerprint: "0123456789abcdef")
    return Report(files: [Report.File(source: source, kind: .unknown)], setups: [], diagnostics: [finding])
  }

  private func decoded(_ format: ReportFormat, _ text: String) throws -> JanssonValue.Content {
    try #require(JanssonValue.Content(decoding: format.render(Self.report(text))))
  }

  @Test(arguments: hostileTexts) func aJSONReportKeepsEveryByteOfANameAndAPointer(_ text: String) throws {
    for format in [ReportFormat.json, .jsonl] {
      let content = try decoded(format, text)
      let finding = format == .json ? content["diagnostics"]?[0] : content
      #expect(finding?["path"]?.bytes == Array(text.utf8))
      #expect(finding?["message"]?.bytes == Array("found \(text)".utf8))
      #expect(tokens(try #require(finding?["pointer"]?.bytes)) == [Array(text.utf8), Array("x".utf8)])
    }
    #expect(try decoded(.gitlab, text)[0]?["location"]?["path"]?.bytes == Array(text.utf8))
  }

  @Test(arguments: hostileTexts) func aJSONPointerReadsWhatItWrote(_ text: String) {
    let pointer = JSONPointer([text, "", text])
    #expect(tokens(Array(pointer.description.utf8)) == [Array(text.utf8), [], Array(text.utf8)])
    #expect(JSONPointer(pointer.description) == pointer)
  }

  /// The tokens of a JSON Pointer, taken apart by bytes (RFC 6901, section 4).
  private func tokens(_ pointer: [UInt8]) -> [[UInt8]] {
    pointer.split(separator: 0x2F, omittingEmptySubsequences: false).dropFirst().map { token in
      var result: [UInt8] = []
      for byte in token {
        if result.last == 0x7E, byte == 0x30 || byte == 0x31, !result.isEmpty {
          result[result.count - 1] = byte == 0x30 ? 0 : 0x2F
        } else {
          result.append(byte)
        }
      }
      return result.map { $0 == 0 ? 0x7E : $0 }
    }
  }

  @Test(arguments: hostileTexts) func aSARIFAddressIsAURIOfTheSameBytes(_ text: String) throws {
    let location = try decoded(.sarif, text)["runs"]?[0]?["results"]?[0]?["locations"]?[0]?["physicalLocation"]
    let uri = try #require(location?["artifactLocation"]?["uri"]?.bytes)
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/%".utf8)
    #expect(uri.allSatisfy(allowed.contains))
    #expect(percentDecoded(uri[...]) == Array(text.utf8))
  }

  @Test(arguments: hostileTexts) func aSARIFMessageHoldsNoArgumentAndNoLink(_ text: String) throws {
    let result = try decoded(.sarif, text)["runs"]?[0]?["results"]?[0]
    let message = try #require(result?["message"]?["text"]?.bytes)
    let link = Array("](".utf8)
    for index in message.indices where message[index...].starts(with: link) { #expect(message[index - 1] == 0x5C) }
    var plain: [UInt8] = []
    var rest = message[...]
    while let byte = rest.popFirst() {
      // A doubled brace is one; the backslashes are compared apart.
      if byte == 0x7B || byte == 0x7D { #expect(rest.popFirst() == byte) }
      if byte != 0x5C { plain.append(byte) }
    }
    #expect(plain == "found \(text)".utf8.filter { $0 != 0x5C })
  }

  @Test(arguments: hostileTexts) func aGitHubCommandHasItsOwnPropertiesOnly(_ text: String) throws {
    let line = ReportFormat.github.render(Self.report(text))
    #expect(line.count { $0 == 0x0A } == 1 && line.last == 0x0A && !line.contains(0x0D))
    let body = try #require(line.dropLast().split(separator: 0x20, maxSplits: 1).last)
    let end = try #require(body.indices.first { body[$0...].starts(with: "::".utf8) })
    let properties = body[..<end].split(separator: UInt8(ascii: ",")).map {
      $0.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    }
    #expect(
      properties.map { String(decoding: $0[0], as: UTF8.self) }
        == ["title", "file", "line", "endLine", "col", "endColumn"])
    #expect(percentDecoded(properties[1][1]) == Array(visible(text).utf8))
    #expect(percentDecoded(body[(end + 2)...]) == Array("found \(visible(text))".utf8))
  }

  private func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"),
        let byte = UInt8(String(decoding: bytes[(index + 1)..<(index + 3)], as: UTF8.self), radix: 16)
      {
        result.append(byte)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  @Test(arguments: hostileTexts) func aJUnitReportIsXMLWithTheSameName(_ text: String) throws {
    let reader = AttributeReader()
    let parser = XMLParser(data: Data(ReportFormat.junit.render(Self.report(text))))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.elements == ["testsuites", "testsuite", "testcase", "failure"])
    #expect(reader.className.utf8.elementsEqual(visible(text).utf8))
  }

  @Test(arguments: hostileTexts) func aCheckstyleReportIsXMLWithTheSameName(_ text: String) throws {
    let reader = AttributeReader()
    let parser = XMLParser(data: Data(ReportFormat.checkstyle.render(Self.report(text))))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.elements == ["checkstyle", "file", "error"])
    #expect(reader.fileName.utf8.elementsEqual(visible(text).utf8))
    #expect(reader.message.utf8.elementsEqual("found \(visible(text))".utf8))
  }

  @Test(arguments: hostileTexts) func aReviewdogReportKeepsEveryByteOfAName(_ text: String) throws {
    let finding = try decoded(.rdjson, text)["diagnostics"]?[0]
    #expect(finding?["location"]?["path"]?.bytes == Array(text.utf8))
    #expect(finding?["message"]?.bytes == Array("found \(text)".utf8))
  }

  @Test(arguments: hostileTexts) func aMermaidLabelHoldsNothingThatMermaidReads(_ text: String) throws {
    let inputs = try ["backbeat-role-trust-policy", "S3-role-permissions-policy", "replication-configuration"].map {
      Input(try Fixtures.source("samples/guide/\($0).json"))
    }
    let linter = Linter(configuration: Configuration(sourceBucket: text))
    let trace = linter.trace(inputs, key: "a")
    let output = String(decoding: TraceFormat.mermaid.render(trace, sources: [], RenderOptions()), as: UTF8.self)
    let line = try #require(output.split(separator: "\n").first { $0.utf8.starts(with: "  source[(\"".utf8) })
    let label = Array(line.utf8.dropFirst("  source[(\"".utf8.count).dropLast(3))
    #expect(line.utf8.suffix(3).elementsEqual("\")]".utf8))
    let meaningful = Set("\"[]{}<>|`;%#$&\\~^!'".utf8)
    var shown: [UInt8] = []
    var rest = label[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "#") else {
        #expect(!meaningful.contains(byte))
        shown.append(byte)
        continue
      }
      let digits = rest.prefix { $0 != UInt8(ascii: ";") }
      rest = rest.dropFirst(digits.count + 1)
      shown.append(try #require(UInt8(String(decoding: digits, as: UTF8.self))))
    }
    #expect(shown == Array(visible(text).utf8))
  }

  @Test(arguments: hostileTexts) func aJSONStringIsReadAsItsText(_ text: String) {
    #expect(JanssonValue.Content(decoding: Array(jsonString(text).utf8)) == .string(Array(text.utf8)))
  }

  @Test(arguments: hostileTexts) func quotedTextStaysOneLineOfVisibleScalars(_ text: String) {
    let scalars = quoted(String(repeating: text, count: 40)).unicodeScalars
    #expect(scalars.count <= 115)
    #expect(scalars.allSatisfy(isVisible))
  }

  /// Commands of CI servers that a name or a document could hold.
  @Test(
    arguments: ReportFormat.allCases,
    [
      "##[stop-commands]x", "##vso[task.setvariable variable=PATH]x", "::error::x", " ::error::x", "###[x",
      "#\u{301}##[x",
    ])
  func noReportHoldsACommandOfACIServer(_ format: ReportFormat, _ name: String) throws {
    let text = "{\n\"\(name)\": 1\n}\n"
    let source = SourceFile(name: name, text: text)
    let range = SourceRange(2, text.utf8.count - 3)
    let finding = Diagnostic(
      rule: "json-syntax", group: .syntax, consequence: .risk, severity: .error, message: "found \(quoted(name))",
      path: name, range: range, pointer: JSONPointer([name]),
      labels: [Diagnostic.Label(path: name, range, "found \(quoted: name)")], fingerprint: "0")
    let report = Report(
      files: [Report.File(source: source, kind: .unknown)],
      setups: [Report.SetupSummary(name: name, files: [name], replicates: nil)], diagnostics: [finding],
      failures: [Report.Failure(path: name, reason: name)])
    let lines = format.render(report).split(separator: 0x0A)
    for line in lines where format != .github {
      #expect(!line.drop { $0 == 0x20 }.starts(with: "::".utf8) || line.starts(with: " ::: ".utf8))
      for command in ["##[", "##vso["] { #expect(line.firstRange(of: Array(command.utf8)) == nil) }
    }
    if format == .github { #expect(lines.count == 2 && lines.allSatisfy { $0.starts(with: "::error title=".utf8) }) }
  }

  @Test(
    arguments: ReportFormat.allCases, ["\u{7F}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{2028}", "\u{FEFF}", "\u{E0001}"])
  func noReportHoldsACharacterThatCannotBeSeen(_ format: ReportFormat, _ character: String) throws {
    for scalar in String(decoding: format.render(Self.report("a\(character)b")), as: UTF8.self).unicodeScalars {
      #expect(scalar == "\n" || isVisible(scalar))
    }
  }
}

/// Collects the names of elements and the class of the only test case.
private final class AttributeReader: NSObject, XMLParserDelegate {
  var elements: [String] = []
  var className = ""
  var fileName = ""
  var message = ""

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    elements.append(element)
    if element == "file" { fileName = attributes["name"] ?? "" }
    if element == "error" { message = attributes["message"] ?? "" }
    if element == "testcase" { className = attributes["classname"] ?? "" }
  }
}
