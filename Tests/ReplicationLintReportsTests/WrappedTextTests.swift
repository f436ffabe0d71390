import Testing

@testable import ReplicationLintReports

@Suite struct WrappedTextTests {
  @Test(arguments: [
    ("", "- "), ("one", "- one"), ("one two", "- one two"), ("one two three", "- one two\n  three"),
    ("averyverylongword and", "- averyverylongword\n  and"), ("日本 日本 日", "- 日本\n  日本 日"),
  ])
  func linesBreakBetweenWords(_ text: String, _ lines: String) {
    #expect(wrapped(text, first: "- ", rest: "  ", width: 10) == lines)
  }
}
