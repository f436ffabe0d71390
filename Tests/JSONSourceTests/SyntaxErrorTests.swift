import JSONSource
import RepllintTestSupport
import Testing

/// A source with one marked error, and the expected error of the reader.
struct Mistake: Sendable, CustomTestStringConvertible {
  let marked: String
  let kind: JSONSyntaxError.Kind

  init(_ marked: String, _ kind: JSONSyntaxError.Kind) {
    self.marked = marked
    self.kind = kind
  }

  var testDescription: String { marked }

  private static let openBrace = JSONSyntaxError.Kind.unclosed(UInt8(ascii: "{"))
  private static let openBracket = JSONSyntaxError.Kind.unclosed(UInt8(ascii: "["))

  static let all: [Mistake] = [
    Mistake("‹›", .empty),
    Mistake("‹›  \n", .empty),
    Mistake("‹\u{FEFF}›{}", .byteOrderMark),
    Mistake("{\"a\": ‹?›}", .expectedValue),
    Mistake("{\"a\": ‹}›", .expectedValue),
    Mistake("{\"a\": ‹,› \"b\": 1}", .expectedValue),
    Mistake("{\"a\": {\"b\": ‹]›}}", .expectedValue),
    Mistake("{\"a\": ‹: 1›}", .expectedValue),
    Mistake("{‹:› 1}", .expectedKey),
    Mistake("{‹{›}}", .expectedKey),
    Mistake("{‹[›1]}", .expectedKey),
    Mistake("{‹a›: 1}", .unquotedKey),
    Mistake("{\"b\": 2, ‹a-b.c$›: 1}", .unquotedKey),
    Mistake("{‹1›: 1}", .unquotedKey),
    Mistake("{‹Prefix› : \"x\"}", .unquotedKey),
    Mistake("{\"a\"‹› 1}", .missingColon),
    Mistake("{\"a\" ‹=› 1}", .missingColon),
    Mistake("{\"a\"‹›}", .missingColon),
    Mistake("{\"a\"‹›, \"b\": 1}", .missingColon),
    Mistake("{\"a\": 1‹› \"b\": 2}", .missingComma),
    Mistake("{\"a\": 1‹›\n \"b\": 2}", .missingComma),
    Mistake("[1‹› 2]", .missingComma),
    Mistake("[{}‹› {}]", .missingComma),
    Mistake("[\"a\"‹›; \"b\"]", .missingComma),
    Mistake("[\"a\"‹›: \"b\"]", .missingComma),
    Mistake("{\"a\": 1‹,›}", .trailingComma),
    Mistake("[1‹,› ]", .trailingComma),
    Mistake("{\"a\": [1‹,›\n], \"b\": 2}", .trailingComma),
    Mistake("[‹,› 1]", .extraComma),
    Mistake("{‹,› \"a\": 1}", .extraComma),
    Mistake("[1, ‹,› 2]", .extraComma),
    Mistake("{\"a\": 1,‹,› \"b\": 2}", .extraComma),
    Mistake("‹{›\"a\": 1", openBrace),
    Mistake("‹[›1, 2", openBracket),
    Mistake("[‹[›[1], 2", openBracket),
    Mistake("{\"a\": ‹[›1, 2}", openBracket),
    Mistake("[‹{›\"a\": 1]", openBrace),
    Mistake("{\"a\": ‹{›\"b\": [1]", openBrace),
    Mistake("‹{›", openBrace),
    Mistake("‹{›\"a\"", openBrace),
    Mistake("‹{›\"a\":", openBrace),
    Mistake("‹{›\"a\": 1,", openBrace),
    Mistake("‹]›", .expectedValue),
    Mistake("{\"a\": 1‹]›}", .unexpectedCloser(UInt8(ascii: "]"))),
    Mistake("[1‹}›]", .unexpectedCloser(UInt8(ascii: "}"))),
    Mistake("{\"a\": ‹'x'›}", .singleQuotes),
    Mistake("{‹'a'›: 1}", .singleQuotes),
    Mistake("{\"a\": ‹\"x›}", .unterminatedString),
    Mistake("{\"a\": ‹\"x›,\n \"b\": 1}", .unterminatedString),
    Mistake("{\"a\": [‹\"x›,\n \"b\"]}", .unterminatedString),
    Mistake("‹\"›", .unterminatedString),
    Mistake("\"a‹\u{01}›b\"", .controlCharacter(0x01)),
    Mistake("\"a‹\t›b\"", .controlCharacter(0x09)),
    Mistake("\"a‹\n›b\"", .controlCharacter(0x0A)),
    Mistake("\"a‹\r\n›b\"", .controlCharacter(0x0D)),
    Mistake("\"‹\u{00}›\"", .controlCharacter(0x00)),
    Mistake("\"a‹\\q›b\"", .invalidEscape),
    Mistake("\"a‹\\u12›x\"", .invalidEscape),
    Mistake("\"‹\\u›\"", .invalidEscape),
    Mistake("\"‹\\'›\"", .invalidEscape),
    Mistake("\"‹\\é›\"", .invalidEscape),
    Mistake("{‹// why\n›\"a\": 1}".replacing("\n›", with: "›\n"), .comment),
    Mistake("{\"a\": 1 ‹/* why */›}", .comment),
    Mistake("‹# why›\n{}", .comment),
    Mistake("{} ‹// end›", .comment),
    Mistake("[1, ‹/**/›2]", .comment),
    Mistake("[‹01›]", .invalidNumber),
    Mistake("[‹+1›]", .invalidNumber),
    Mistake("[‹.5›]", .invalidNumber),
    Mistake("[‹1.›]", .invalidNumber),
    Mistake("[‹1e›]", .invalidNumber),
    Mistake("[‹1e+›]", .invalidNumber),
    Mistake("[‹-›]", .invalidNumber),
    Mistake("[‹0x1F›]", .invalidNumber),
    Mistake("[‹1_000›]", .invalidNumber),
    Mistake("[‹2012-10-17›]", .invalidNumber),
    Mistake("[‹1٣›]", .invalidNumber),
    Mistake("[‹NaN›]", .nonFiniteNumber),
    Mistake("[‹Infinity›]", .nonFiniteNumber),
    Mistake("[‹-Infinity›]", .nonFiniteNumber),
    Mistake("{\"a\": ‹True›}", .invalidLiteral),
    Mistake("{\"a\": ‹nul›}", .invalidLiteral),
    Mistake("{\"a\": ‹Enabled›}", .invalidLiteral),
    Mistake("{\"a\":‹\u{A0}›1}", .strayCharacter),
    Mistake("{‹\u{200B}›\"a\": 1}", .strayCharacter),
    Mistake("{\"a\":‹\u{A0}\u{200B}›1}", .strayCharacter),
    Mistake("{\"a\": ‹“x”›}", .curlyQuotes),
    Mistake("{‹“a\"›: 1, \"b\": 2}", .curlyQuotes),
    Mistake("{\"a\": ‹“x›\n}", .expectedValue),
    Mistake("{} ‹{}›", .textAfterEnd),
    Mistake("{}‹}›", .textAfterEnd),
    Mistake("1‹,›", .textAfterEnd),
    Mistake(String(repeating: "[", count: 512) + "‹[›" + String(repeating: "]", count: 513), .tooDeep),
  ]
}

@Suite struct SyntaxErrorTests {
  @Test(arguments: ["“", "“x", "{\"a\": “x", "[‘", "\u{E2}", "[\"x", "[\"x\\", "[\"\\u00", "tru", "-", "1e", "[1,"])
  func textThatEndsWithinATokenIsReadToItsEnd(_ text: String) {
    let document = JSONDocument(SourceFile(name: "a.json", text: text))
    #expect(!document.isValid)
    #expect(document.syntaxErrors.allSatisfy { $0.range.end <= document.source.bytes.count })
  }

  @Test(arguments: Mistake.all)
  func aSingleMistakeIsOneErrorAtItsExactPlace(_ mistake: Mistake) {
    let marked = MarkedText(mistake.marked)
    let errors = marked.document.syntaxErrors
    #expect(errors.map(\.kind) == [mistake.kind])
    #expect(errors.map(\.range) == marked.ranges)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5],
      [0xFF],
    ] as [[UInt8]])
  func bytesThatAreNotUTF8AreOneErrorAtTheirExactPlace(_ bytes: [UInt8]) {
    let before = Array("{\"a\": \"x".utf8)
    let document = JSONDocument(SourceFile(name: "test.json", bytes: before + bytes + Array("y\", \"b\": 1}".utf8)))
    #expect(document.syntaxErrors.map(\.kind) == [.invalidUTF8])
    #expect(document.syntaxErrors.first?.range.start == before.count)
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x7B, 0, 0x7D, 0], .utf16), ([0xFE, 0xFF, 0, 0x7B, 0, 0x7D], .utf16), ([0x7B, 0, 0x7D, 0], .utf16),
      ([0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0], .utf32), ([0, 0, 0, 0x5B, 0, 0, 0, 0x5D], .utf32),
      ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0xCC], .binary),
    ] as [([UInt8], JSONSyntaxError.Kind)])
  func aFileThatIsNotUTF8IsOneError(_ bytes: [UInt8], _ kind: JSONSyntaxError.Kind) {
    #expect(JSONDocument(SourceFile(name: "test.json", bytes: bytes)).syntaxErrors.map(\.kind) == [kind])
  }

  @Test func everyKindOfErrorHasACase() {
    // Bytes that are not UTF-8 cannot be part of a string; they have tests of their own.
    let names = Set(Mistake.all.map { "\($0.kind)".prefix { $0 != "(" } })
    #expect(names.count == 23)
  }

  @Test func unclosedBracketReportsWhereTheSourceEnded() throws {
    let marked = MarkedText("{\"a\": ‹[›1, 2‹›}")
    let error = try #require(marked.document.syntaxErrors.first)
    #expect([error.range, error.related] == marked.ranges)
  }

  @Test func severalMistakesInOneFileAreAllFound() {
    let marked = MarkedText(
      """
      {
        ‹Version›: "2012-10-17",
        "Statement": [
          {
            "Effect": ‹'Allow'›,
            "Action": ["s3:GetObject"‹,›],
            "Resource": "a‹\\z›b"‹›
            "Sid": ‹01›
          }‹,›
        ]
      }
      """)
    let errors = marked.document.syntaxErrors
    #expect(errors.map(\.range) == marked.ranges)
    #expect(
      errors.map(\.kind) == [
        .unquotedKey, .singleQuotes, .trailingComma, .invalidEscape, .missingComma, .invalidNumber, .trailingComma,
      ])
  }

  @Test func aMistakeDoesNotHideAMissingBracket() {
    let marked = MarkedText("‹{›\n  \"a\": ‹tru›,\n  \"b\": [1, 2]\n")
    #expect(marked.document.syntaxErrors.map(\.range) == marked.ranges)
  }

  @Test func aFileOfNoiseGivesFewErrors() {
    let noise = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 &+ $0 / 13) }
    #expect(JSONDocument(SourceFile(name: "noise", bytes: noise)).syntaxErrors.count <= 101)
  }

  @Test func aHundredThousandOpenBracketsAreOneError() {
    let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(JSONDocument(SourceFile(name: "deep", bytes: bytes)).syntaxErrors.map(\.kind) == [.tooDeep])
  }
}
