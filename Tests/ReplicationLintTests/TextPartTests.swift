import Testing

@testable import ReplicationLint

/// Parts of strings, found by their bytes.
@Suite struct TextPartTests {
  @Test func partIsFoundWhereItFirstOccurs() throws {
    let text = "é:::/a:::/b"
    let range = try #require(text.firstRange(ofPart: ":::/"))
    #expect(text[..<range.lowerBound] == "é")
    #expect(text[range.upperBound...] == "a:::/b")
    #expect(text.hasPart("/b"))
    #expect(!text.hasPart("/c"))
    #expect("ab".firstRange(ofPart: "abc") == nil)
  }

  @Test func emptyPartOccursInEveryString() {
    #expect("".hasPart(""))
    #expect("a".hasPart(""))
  }

  @Test(arguments: [
    ("a${}b", ["a", "b"]), ("${}a${}${}b${}", ["a", "b"]), ("${}", []), ("", []), ("a${b}", ["a${b}"]),
  ])
  func emptyPartsBetweenSeparatorsAreLeftOut(text: String, parts: [String]) {
    #expect(text.parts(between: "${}").map { String($0) } == parts)
  }
}
