import RepllintTestSupport
import Testing

/// What other commands than `check` write for programs, held against the schemas in schemas/.
struct AnswerSchemaTests {
  @Test(arguments: [
    ("repair", "Tests/Fixtures/repair/typo/expected.json"), ("repair", "Tests/Fixtures/repair/denied/expected.json"),
    ("certificate", "Tests/Fixtures/certificate/expected.json"),
    ("diff", "Tests/Fixtures/diff/expected.json"),
  ])
  func recordedAnswerConformsToItsSchema(schema: String, path: String) throws {
    #expect(try SchemaCheck.problems(try Fixtures.bytes(path), schema) == [])
  }

  @Test func answerThatBreaksTheSchemaIsNoticed() throws {
    let text =
      #"{"version": 1, "repairs": [{"setup": "a", "proved": 1, "edits": [{"path": "", "titles": [], "more": 0}]}]}"#
    #expect(
      try SchemaCheck.problems(Array(text.utf8), "repair").sorted() == [
        "/repairs/0/edits/0/path: is empty", "/repairs/0/edits/0: has more", "/repairs/0/edits/0: lacks edits",
        "/repairs/0/proved: is integer", "/repairs/0: lacks alternatives", "/repairs/0: lacks assumptions",
        "/repairs/0: lacks changes", "/repairs/0: lacks commands", "/repairs/0: lacks obstacles",
      ])
  }
}
