import Testing

@testable import repllint

/// Messages in a stream of bytes, however the stream comes.
@Suite struct MessageFrameTests {
  /// The messages in `text`, which comes in pieces of `size` bytes.
  private func read(_ text: String, _ size: Int = .max) throws -> [String] {
    var frames = MessageFrames()
    var messages: [String] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      frames.append(Array(bytes[start..<min(bytes.count, start.addingReportingOverflow(size).partialValue)]))
      while let message = try frames.next() { messages.append(String(decoding: message, as: UTF8.self)) }
    }
    return messages
  }

  private func reason(_ text: String) -> String? {
    do {
      _ = try read(text, max(1, text.utf8.count))
      return nil
    } catch {
      return (error as? MessageFrames.Broken)?.reason
    }
  }

  @Test(arguments: 1...40) func piecesDoNotChangeMessages(_ size: Int) throws {
    let contents = ["{}", "", "é\r\n\r\nContent-Length: 1\r\n\r\n", "[1]"]
    let text = contents.map { String(decoding: MessageFrames.frame(Array($0.utf8)), as: UTF8.self) }.joined()
    #expect(try read(text, size) == contents)
  }

  @Test(arguments: [
    "Content-Length: 2\r\n\r\n{}", "content-length:2\n\n{}", "CONTENT-LENGTH:\t 002 \r\n\r\n{}",
    "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
    "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
  ])
  func headerFieldsMayBeWrittenInSeveralWays(_ text: String) throws {
    #expect(try read(text, text.utf8.count) == ["{}"])
  }

  @Test(arguments: ["", "-1", "+2", "1 2", "2,2", "0x2", "2.0", "99999999999999999999", "4294967297", "٢"])
  func lengthThatIsNotANumberBreaksTheStream(_ length: String) {
    #expect(reason("Content-Length: \(length)\r\n\r\n{}")?.hasPrefix("a Content-Length that is not a number") == true)
  }

  @Test func headerThatDoesNotShowWhereTheMessageEndsBreaksTheStream() {
    #expect(reason("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}") == "two different values of Content-Length")
    #expect(reason("X: 1\r\n\r\n{}") == "a message without Content-Length")
    #expect(reason("{}\r\n\r\n") == "a header without a colon")
  }

  @Test func headerBeyondTheLimitBreaksTheStreamInOnePieceAndInMany() {
    for text in ["X: \(String(repeating: "a", count: 20_000))", String(repeating: "X: 1\r\n", count: 20_000)] {
      #expect(reason(text) == "a header longer than 16384 bytes")
      #expect(throws: MessageFrames.Broken.self) { try read(text, 100) }
    }
  }
}
