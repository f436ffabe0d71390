import RepllintTestSupport
import Testing

@Suite struct LineDiffTests {
  @Test func equalStringsHaveNoDifference() {
    #expect(LineDiff(expected: "a\nb\n", actual: "a\nb\n").isEmpty)
  }

  @Test func whatDiffersIsMarkedAndTheRestLeftOut() {
    let old = (1...20).map { "line \($0)" }.joined(separator: "\n")
    let new = old.replacing("line 10\n", with: "line ten\nline ten and a half\n")
    #expect(
      LineDiff(expected: old, actual: new).description == """
          ...
          line 7
          line 8
          line 9
        - line 10
        + line ten
        + line ten and a half
          line 11
          line 12
          line 13
          ...

        """)
  }

  @Test func whatCannotBeSeenIsShown() {
    #expect(LineDiff(expected: "a", actual: "a \n\u{1B}é").description == "- a\n+ a <\n+ \\u{1b}é\n")
  }

  @Test func stringsThatOnlyLookEqualDiffer() {
    #expect(!LineDiff(expected: "é", actual: "e\u{301}").isEmpty)
  }

  @Test func aMissingLastLineEndIsADifference() {
    #expect(!LineDiff(expected: "a\n", actual: "a").isEmpty)
  }
}
