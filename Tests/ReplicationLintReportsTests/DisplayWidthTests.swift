import Testing

@testable import ReplicationLintReports

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("Ａ", 2), ("ﾊ", 1), ("한글", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("😀", 2), ("👍🏽", 2), ("🇫🇷", 2), ("❤", 1), ("❤\u{FE0F}", 2), ("☀\u{FE0F}", 2), ("x\u{FE0F}", 1), ("⌚", 2),
    ("⌚\u{FE0F}", 2), ("נִ", 1), ("ก็", 1), ("─", 1), ("\u{FFFD}", 1),
  ])
  func textTakesTheColumnsOfATerminal(_ text: String, _ width: Int) { #expect(DisplayWidth.of(text) == width) }
}
