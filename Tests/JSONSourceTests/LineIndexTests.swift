import Testing

@testable import JSONSource

@Suite struct LineIndexTests {
  private func lines(_ text: String) -> LineIndex { LineIndex(Array(text.utf8)) }

  private func place(_ line: Int, _ column: Int) -> LineIndex.Position { .init(line: line, column: column) }

  @Test func anEmptyFileHasOneLine() {
    let lines = lines("")
    #expect(lines.count == 1)
    #expect(lines.position(at: 0) == place(1, 1))
    #expect(lines.range(ofLine: 1) == SourceRange(0, 0))
  }

  @Test(arguments: ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc", "a\nb\r\nc", "a\rb\nc"])
  func everyLineEndSeparatesLines(_ text: String) {
    let lines = lines(text)
    #expect(lines.count == 3)
    #expect((1...3).map { lines.range(ofLine: $0).count } == [1, 1, 1])
    #expect(lines.position(at: text.utf8.count - 1) == place(3, 1))
  }

  @Test func aLineFeedBeforeACarriageReturnIsTwoLineEnds() {
    #expect(lines("a\n\rb").count == 3)
  }

  @Test func aFileThatEndsWithALineEndHasAnEmptyLastLine() {
    let lines = lines("ab\n")
    #expect(lines.count == 2)
    #expect(lines.position(at: 3) == place(2, 1))
    #expect(lines.range(ofLine: 2) == SourceRange(3, 3))
  }

  @Test func theBytesOfALineEndBelongToTheLineBefore() {
    let lines = lines("ab\r\nc")
    #expect(lines.position(at: 2) == place(1, 3))
    #expect(lines.position(at: 3) == place(1, 4))
    #expect(lines.position(at: 4) == place(2, 1))
    #expect(lines.range(ofLine: 1) == SourceRange(0, 2))
  }

  @Test func columnsCountUnicodeScalars() {
    // One byte, two, three, four; then e with a combining accent, which is two scalars.
    let lines = lines("aé日😀e\u{301}x")
    #expect([0, 1, 3, 6, 10, 11, 13].map { lines.position(at: $0).column } == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test func offsetsBeyondTheFileAreTakenAsItsEnd() {
    let lines = lines("ab\ncd")
    #expect(lines.position(at: 99) == place(2, 3))
    #expect(lines.position(at: -1) == place(1, 1))
    #expect(lines.line(at: 99) == 2)
  }

  @Test func placesAgreeWithCountingFromTheStart() {
    let text = (0..<3000).map { ["a", "é", "日", "😀", "\n", "\r\n", "\r", "xyz"][($0 * 7 + $0 / 11) % 8] }.joined()
    let bytes = Array(text.utf8)
    let lines = LineIndex(bytes)
    var line = 1
    var column = 1
    for offset in bytes.indices where bytes[offset] & 0xC0 != 0x80 {
      #expect(lines.position(at: offset) == place(line, column))
      let endsLine = bytes[offset] == 0x0A || (bytes[offset] == 0x0D && bytes[offset...].dropFirst().first != 0x0A)
      (line, column) = endsLine ? (line + 1, 1) : (line, column + 1)
    }
  }

  @Test func columnsOfALongLineAreExact() {
    let bytes = Array(String(repeating: "é", count: 50_000).utf8)
    let lines = LineIndex(bytes)
    for column in [1, 2, 511, 512, 513, 1024, 1025, 30_000, 50_001] {
      #expect(lines.position(at: (column - 1) * 2) == place(1, column))
    }
  }
}
