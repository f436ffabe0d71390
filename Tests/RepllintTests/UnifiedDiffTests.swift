import Testing

@testable import repllint

/// The form that `patch` reads.
struct UnifiedDiffTests {
  private static func diff(_ old: String, _ new: String) -> String {
    String(decoding: UnifiedDiff("f", from: Array(old.utf8), to: Array(new.utf8)).bytes, as: UTF8.self)
  }

  @Test(arguments: ["", "a", "a\n", "a\nb\n"]) func sameStringsHaveNoDifference(_ text: String) {
    #expect(Self.diff(text, text) == "")
  }

  @Test(arguments: [
    ("a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"),
    ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
    ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
    ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
    ("a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n"),
    ("1\n2\n3\n4\n5\n", "1\n2\n3\n4\n5\n6\n", "@@ -3,3 +3,4 @@\n 3\n 4\n 5\n+6\n"),
    ("a\nb\nc\n", "a\nx\ny\nc\n", "@@ -1,3 +1,4 @@\n a\n-b\n+x\n+y\n c\n"),
  ])
  func changesAreShownInHunks(old: String, new: String, hunks: String) {
    #expect(Self.diff(old, new) == "--- f\n+++ f\n" + hunks)
  }

  @Test(arguments: [(6, 1), (7, 2)]) func farChangesHaveTheirOwnHunks(gap: Int, hunks: Int) {
    let middle = (1...gap).map { "\($0)\n" }.joined()
    let diff = Self.diff("a\n\(middle)b\n", "x\n\(middle)y\n")
    #expect(diff.split(separator: "\n").count { $0.hasPrefix("@@") } == hunks)
  }

  @Test(arguments: [
    ("a.json", "a.json"), ("a b.json", "a b.json\t"), ("\u{E9}.json", "\u{E9}.json"), ("a\"b", #""a\"b""#),
    (#"a\b"#, #""a\\b""#), ("a\nb c", #""a\012b c""#), ("a\tb", #""a\011b""#), ("a\u{1B}[2J\u{7F}", #""a\033[2J\177""#),
  ])
  func nameIsQuotedAsByGit(name: String, shown: String) {
    let diff = String(decoding: UnifiedDiff(name, from: [], to: Array("x\n".utf8)).bytes, as: UTF8.self)
    #expect(diff == "--- \(shown)\n+++ \(shown)\n@@ -0,0 +1 @@\n+x\n")
  }

  @Test func differenceForATerminalMovesNoCursor() {
    let diff = Array("--- a b\t\n-x\u{1B}[2J\r\n+\u{202E}\ty\n".utf8) + [0x2B, 0xFF, 0x0A]
    #expect(
      String(decoding: UnifiedDiff.visible(diff), as: UTF8.self)
        == "--- a b\t\n-x<U+001B>[2J<U+000D>\n+<U+202E>\ty\n+\u{FFFD}\n")
  }
}
