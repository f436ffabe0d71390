import JSONSource
import RepllintTestSupport
import Testing

@Suite struct LocatedStringTests {
  /// The string that is the whole of a document.
  private func string(_ text: String) throws -> LocatedString {
    try #require(JSONDocument(SourceFile(name: "test.json", text: text)).root.string)
  }

  @Test func plainStringRangeCoversItsBytes() throws {
    let marked = MarkedText("  \"ab‹cd›ef\"")
    let string = try string(marked.text)
    #expect(string.text == "abcdef")
    #expect(string.range(of: 2..<4) == marked.ranges[0])
    #expect(string.range == SourceRange(2, 10))
    #expect(string.contentRange == SourceRange(3, 9))
  }

  @Test(arguments: [
    (#""\" \\ \/ \b \f \n \r \t""#, "\" \\ / \u{8} \u{C} \n \r \t"),
    (#""\u0041\u00e9\u65E5\uD83D\uDE00""#, "Aé日😀"),
    (#""\u0000""#, "\u{0}"),
    (#""é\n日""#, "é\n日"),
  ])
  func escapesAreResolved(_ source: String, _ text: String) throws {
    #expect(try string(source).text.utf8.elementsEqual(text.utf8))
  }

  @Test func rangesInsideEscapedStringsAreExact() throws {
    // Every letter of "x" is marked; the escapes before it take 1, 2, 6 and 12 bytes of the file.
    let marked = MarkedText(#""\/‹a›\n‹b›\u00e9‹c›\uD83D\uDE00‹d›""#)
    let string = try string(marked.text)
    #expect(string.text.utf8.elementsEqual("/a\nbéc😀d".utf8))
    for (letter, range) in zip("abcd", marked.ranges) {
      let offset = try #require(Array(string.text.utf8).firstIndex(of: letter.asciiValue ?? 0))
      #expect(string.range(of: offset..<offset + 1) == range)
    }
  }

  @Test func anEscapeIsOneWholeRange() throws {
    let marked = MarkedText(#""a‹\u65E5›b""#)
    #expect(try string(marked.text).range(of: 1..<4) == marked.ranges[0])
  }

  @Test(arguments: [
    #""arn:aws:iam::1:role/a,‹arn:aws:iam::2:role/b›""#,
    #""arn:aws:iam::1:role\/a,‹arn:aws:iam::2:role\/b›""#,
    #""\u0061rn:aws:iam::1:role/\u00e9,‹arn:aws:iam::2:role/\u0062›""#,
    #""arn:aws:iam::1:role/é,‹arn:aws:iam::2:role/日›""#,
    #""arn:aws:iam::1:role\/a\u002C‹arn:aws:iam::2:role\/b›""#,
  ])
  func theSecondRoleIsFoundBehindEscapes(_ source: String) throws {
    let marked = MarkedText(source)
    let parts = try string(marked.text).split(",")
    #expect(parts.count == 2)
    #expect(parts.last?.range == marked.ranges[0])
    #expect(parts.last?.text.hasPrefix("arn:aws:iam::2:role/") == true)
  }

  @Test func partsOfPartsKeepTheirPlaces() throws {
    let marked = MarkedText(#""a\/b,c:‹d\/e›:f""#)
    let part = try string(marked.text).split(",")[1].split(":")[1]
    #expect(part.text == "d/e")
    #expect(part.range == marked.ranges[0])
  }

  @Test func splittingKeepsEmptyParts() throws {
    #expect(try string("\",a,\"").split(",").map(\.text) == ["", "a", ""])
    #expect(try string("\"\"").split(",").map(\.text) == [""])
  }

  @Test(
    arguments: [(#""\uD800""#, 0xD800), (#""\uDE00""#, 0xDE00), (#""\uD800\u0041""#, 0xD800)] as [(String, UInt16)])
  func aLoneSurrogateIsKeptAsAUnit(_ source: String, _ unit: UInt16) throws {
    let string = try string(source)
    #expect(string.text.unicodeScalars.first == "\u{FFFD}")
    #expect(string.utf16.first == unit)
  }

  @Test func twoDifferentLoneSurrogatesAreDifferentStrings() throws {
    #expect(try string(#""\uD800""#) != string(#""\uD801""#))
    #expect(try string(#""\uD800""#) != string(#""\uFFFD""#))
  }

  @Test func stringComparisonIsCaseSensitive() throws {
    #expect(try string("\"é\"") == string(#""\u00e9""#))
    #expect(try string("\"é\"") != string("\"e\u{301}\""))
    // KELVIN SIGN is canonically equivalent to K.
    #expect(try string("\"\u{212A}\"") != string("\"K\""))
  }

  @Test func bytesThatAreNotUTF8KeepTheRestInItsPlace() throws {
    let bytes = Array("\"a".utf8) + [0xFF] + Array("b,c\"".utf8)
    let string = try #require(JSONDocument(SourceFile(name: "test.json", bytes: bytes)).root.string)
    #expect(string.text == "a\u{FFFD}b,c")
    #expect(string.split(",").last?.range == SourceRange(5, 6))
  }

  @Test func aStringWithoutItsClosingQuoteHasItsTextAndPlace() throws {
    let marked = MarkedText("{\"a\": \"‹bcd›\n}")
    let value = try #require(marked.document.root.member("a"))
    #expect(value.isRepaired)
    #expect(value.string?.text == "bcd")
    #expect(value.string?.contentRange == marked.ranges[0])
  }
}
