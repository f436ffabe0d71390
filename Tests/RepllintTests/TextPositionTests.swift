import JSONSource
import RepllintTestSupport
import Testing

@testable import repllint

/// Places of the Language Server Protocol, and the frames of its messages.
@Suite struct TextPositionTests {
  private typealias Position = TextPositions.Position

  @Test func placesCountUnitsOfUTF16OrBytes() {
    let bytes = Array("aé\u{1F600}b\r\nc\rd\n".utf8)
    let utf16 = TextPositions(bytes, .utf16)
    let utf8 = TextPositions(bytes, .utf8)
    let places: [(offset: Int, utf16: (Int, Int), utf8: (Int, Int))] = [
      (0, (0, 0), (0, 0)), (1, (0, 1), (0, 1)), (3, (0, 2), (0, 3)), (7, (0, 4), (0, 7)), (8, (0, 5), (0, 8)),
      (10, (1, 0), (1, 0)), (11, (1, 1), (1, 1)), (12, (2, 0), (2, 0)), (14, (3, 0), (3, 0)),
    ]
    for place in places {
      #expect(utf16.position(of: place.offset) == Position(line: place.utf16.0, character: place.utf16.1))
      #expect(utf8.position(of: place.offset) == Position(line: place.utf8.0, character: place.utf8.1))
      #expect(utf16.offset(of: Position(line: place.utf16.0, character: place.utf16.1)) == place.offset)
      #expect(utf8.offset(of: Position(line: place.utf8.0, character: place.utf8.1)) == place.offset)
    }
    // Beyond a line, beyond the text, and within a scalar.
    #expect(utf16.offset(of: Position(line: 0, character: 99)) == 8)
    #expect(utf16.offset(of: Position(line: 9, character: 0)) == 14)
    #expect(utf16.offset(of: Position(line: 0, character: 3)) == 3)
    #expect(utf8.offset(of: Position(line: 0, character: 5)) == 3)
    #expect(utf16.offset(of: Position(line: 0, character: .max)) == 8)
  }

  @Test func everyOffsetComesBack() {
    var generator = SeededGenerator(seed: 3)
    let pieces = ["a", "é", "\u{1F600}", "\n", "\r\n", "\u{20AC}", String(repeating: "x", count: 511)]
    for _ in 0..<Effort.count(quick: 3, usual: 20) {
      let text = (0..<60).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let bytes = Array(text.utf8)
      for encoding in [TextPositions.Encoding.utf8, .utf16] {
        let positions = TextPositions(bytes, encoding)
        for offset in 0...bytes.count {
          let isInside = offset < bytes.count && bytes[offset] & 0xC0 == 0x80
          let isInBreak = offset > 0 && offset < bytes.count && bytes[offset - 1] == 0x0D && bytes[offset] == 0x0A
          if isInside || isInBreak { continue }
          #expect(positions.offset(of: positions.position(of: offset)) == offset)
        }
      }
    }
  }

  @Test func differenceIsTheSmallestChangeOfWholeScalars() {
    func check(_ old: String, _ new: String) -> String {
      let positions = TextPositions(Array(old.utf8), .utf16)
      let (range, text) = positions.difference(to: Array(new.utf8))
      var bytes = positions.bytes
      bytes.replaceSubrange(range.start..<range.end, with: text.utf8)
      #expect(String(decoding: bytes, as: UTF8.self) == new)
      return text
    }
    #expect(check("abc", "abXc") == "X")
    #expect(check("aé", "aè") == "è")
    #expect(check("a\r\nb", "a\nb") == "\n")
    #expect(check("aaa", "aa") == "")
    #expect(check("", "x") == "x")
    #expect(check("same", "same") == "")
  }

  @Test func framesComeInAnyPieces() throws {
    let stream = Array(
      "Content-Length: 3\r\n\r\nabcContent-Type: x\ncontent-length:  0\n\nContent-Length: 1\r\n\r\né".utf8)
    for size in [1, 2, 7, 1000] {
      var frames = MessageFrames()
      var contents: [[UInt8]] = []
      for start in stride(from: 0, to: stream.count, by: size) {
        frames.append(Array(stream[start..<min(start + size, stream.count)]))
        while let content = try frames.next() { contents.append(content) }
      }
      #expect(contents == [Array("abc".utf8), [], [0xC3]])
    }
  }

  @Test(arguments: [
    "X: 1\r\n\r\n", "Content-Length: -1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n", "nothing\n",
    String(repeating: "x", count: 20_000),
  ])
  func brokenFramesAreRefused(text: String) {
    var frames = MessageFrames()
    frames.append(Array(text.utf8))
    #expect(throws: MessageFrames.Broken.self) { try frames.next() }
  }
}
