import Foundation
import JSONSource
import RepllintTestSupport
import Testing

/// Sources beyond the limits: the reader ends in linear time, and reports each limit at its offset.
///
/// Sizes are those of the release run; a debug run takes a tenth.
@Suite struct HostileTextTests {
  private static let scale = Effort.isThorough ? 1 : 10

  private func read(_ text: String) -> JSONDocument { JSONDocument(SourceFile(name: "hostile", text: text)) }

  @Test func millionOpenBracketsAreOneErrorAtTheDepthLimit() {
    for bracket in ["[", "{\"a\":", "[{\"a\":"] {
      let document = read(String(repeating: bracket, count: 1_000_000 / Self.scale))
      #expect(document.syntaxErrors.map(\.kind) == [.tooDeep])
      let brackets = bracket.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
      let offset = JSONDocument.depthLimit / brackets * bracket.utf8.count
      #expect(document.syntaxErrors.first?.range == SourceRange(offset, offset + 1))
    }
  }

  @Test func membersAreAllRead() {
    let count = 300_000 / Self.scale
    let document = read("{" + (0..<count).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}")
    #expect(document.isValid && document.duplicateNames.isEmpty)
    #expect(document.root.members.count == count)
    #expect(document.root.members.last?.value.sourceText == "\(count - 1)")
  }

  @Test func repeatedKeyIsReportedForEachRepetition() {
    let count = 100_000 / Self.scale
    let document = read("{" + Array(repeating: "\"k\":1", count: count).joined(separator: ",") + "}")
    #expect(document.isValid)
    #expect(document.duplicateNames.count == count - 1)
  }

  @Test func longStringIsReadWithItsEscapes() throws {
    let count = 100_000_000 / Self.scale / Self.scale
    let plain = read("[\"\(String(repeating: "a", count: count))\"]")
    #expect(plain.isValid)
    #expect(plain.root.elements.first?.string?.text.utf8.count == count)
    let escaped = try #require(read("[\"\(String(repeating: "\\u0041", count: count / 6))\"]").root.elements.first)
    #expect(escaped.string?.text.utf8.count == count / 6)
    #expect(escaped.string?.text.utf8.allSatisfy { $0 == UInt8(ascii: "A") } == true)
  }

  @Test func longNumberIsANumber() {
    let digits = String(repeating: "1", count: 1_000_000)
    for text in [digits, "-\(digits)", "0.\(digits)", "1e\(digits)", "1E-\(digits)"] {
      let document = read("[\(text)]")
      #expect(document.isValid)
      #expect(document.root.elements.first?.range == SourceRange(1, text.utf8.count + 1))
    }
    #expect(read("[0\(digits)]").syntaxErrors.map(\.kind) == [.invalidNumber])
  }

  @Test func bytesThatAreNotUTF8AreReportedInNamesAndStrings() {
    let sequences: [[UInt8]] = [
      [0xFF], [0x80], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88],
    ]
    for sequence in sequences {
      for (before, after) in [("{\"", "\": 1}"), ("{\"a\": \"", "\"}"), ("[\"a\", \"b", "\"]")] {
        let bytes = Array(before.utf8) + sequence + Array(after.utf8)
        let errors = JSONDocument(SourceFile(name: "hostile", bytes: bytes)).syntaxErrors
        #expect(errors.first?.kind == .invalidUTF8)
        #expect(errors.first?.range.start == before.utf8.count)
        #expect(errors.allSatisfy { $0.range.end <= before.utf8.count + sequence.count })
      }
    }
  }

  @Test func nulsAreNeverTakenForTheEnd() {
    for text in ["[1]\0", "[1\0]", "{\"a\0\": 1}", "[\"\0\"]", "\0[1]", "tr\0ue"] {
      #expect(!read(text).isValid)
    }
    #expect(read("[\"\\u0000\"]").root.elements.first?.string?.text == "\0")
  }

  // MARK: Limits

  @Test func syntaxErrorBeyondTheLimitIsReportedAsTheLast() {
    for (count, last) in [(100, JSONSyntaxError.Kind.singleQuotes), (101, .tooMany), (5_000, .tooMany)] {
      let document = read("[\n" + String(repeating: "'a',\n", count: count - 1) + "'a'\n]")
      #expect(document.syntaxErrors.count == min(count, JSONDocument.errorLimit + 1))
      #expect(document.syntaxErrors.last?.kind == last)
      if last == .tooMany {
        #expect(document.syntaxErrors.last?.range.start == 2 + JSONDocument.errorLimit * 5)
      }
    }
  }

  @Test func textBeyondTheSizeLimitIsNotRead() {
    let bytes = [UInt8](repeating: 0x20, count: JSONDocument.sizeLimit + 1)
    let document = JSONDocument(SourceFile(name: "hostile", bytes: bytes))
    #expect(document.syntaxErrors.map(\.kind) == [.tooLarge])
    #expect(document.syntaxErrors.first?.range == SourceRange(JSONDocument.sizeLimit, JSONDocument.sizeLimit))
    #expect(document.root.kind == .invalid)
  }

  // MARK: Cost

  @Test(arguments: [
    ("[", "1,", "1]"), ("{", "\"a\":1,", "\"a\":1}"), ("[\"", "a", "\"]"), ("[\"", "\\u0041", "\"]"),
    ("[", "'a',\n", "1]"),
    ("[\"", "\u{301}", "\"]"), ("[1", "0", "]"), ("", " ", ""), ("[", "//\n", "1]"), ("[", "]", ""), ("[", "\"", ""),
    ("", "[", ""), ("{", "{", ""), ("[", ":", "]"), ("{", "\"a\" ", "}"), ("[", "\u{200B}", "]"), ("[\"", "\0", "\"]"),
  ])
  func timeGrowsWithTheText(_ start: String, _ piece: String, _ end: String) {
    let growth = CPUTime.growth(2_000) { size in
      let document = read(start + String(repeating: piece, count: size) + end)
      _ = document.duplicateNames
      for error in document.syntaxErrors {
        _ = document.source.text(in: SourceRange(error.range.start, error.range.start))
      }
    }
    #expect(growth < CPUTime.linearLimit, "eight times the size takes \(growth) times as long")
  }
}
