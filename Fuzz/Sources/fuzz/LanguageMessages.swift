import JSONSource
import ReplicationLint

@testable import repllint

/// Bytes to a language server. The first byte decides how they come: as they are, or each part that a byte 0xFF
/// separates as a message in a frame; and in how many pieces.
///
/// The pieces do not change the messages; each request gets one answer, in order and in a frame, as long as the stream
/// can be read; what has come before does not keep the last request from being answered.
func checkLanguageServer(_ bytes: [UInt8]) {
  let options = bytes.first ?? 0
  let content = Array(bytes.dropFirst())
  let size = [1, 7, 64, 4096][Int(options >> 1 & 3)]
  guard options & 1 == 0 else { return checkFrames(content, size) }
  let messages = content.split(separator: 0xFF, maxSplits: 40).map(Array.init).filter { !opensFiles($0) }
  expect(frames(messages.flatMap(MessageFrames.frame), size) == Frames(messages), "frames do not hold their messages")
  checkConversation(messages, size, settlesOften: options & 8 != 0)
}

/// The messages in a stream, and whether it could be read to its end.
private struct Frames: Equatable {
  var messages: [[UInt8]] = []
  var isBroken = false

  init(_ messages: [[UInt8]] = []) { self.messages = messages }
}

private func frames(_ bytes: [UInt8], _ size: Int) -> Frames {
  var frames = MessageFrames()
  var result = Frames()
  do throws(MessageFrames.Broken) {
    for piece in pieces(bytes, size) {
      frames.append(piece)
      while let message = try frames.next() { result.messages.append(message) }
    }
  } catch {
    result.isBroken = true
  }
  return result
}

private func pieces(_ bytes: [UInt8], _ size: Int) -> [[UInt8]] {
  stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
}

/// A stream as it comes: the same in pieces and as a whole, and the messages in it can be framed again.
private func checkFrames(_ bytes: [UInt8], _ size: Int) {
  let whole = frames(bytes, max(1, bytes.count))
  expect(whole == frames(bytes, size), "another reading in pieces")
  var again = whole
  again.isBroken = false
  expect(frames(whole.messages.flatMap(MessageFrames.frame), size) == again, "frames that cannot be read again")
  if !whole.messages.contains(where: opensFiles) { checkConversation(whole.messages, size, settlesOften: false) }
}

private func checkConversation(_ messages: [[UInt8]], _ size: Int, settlesOften: Bool) {
  var run = LanguageServerRun(RunSettings(ignoresConfiguration: true))
  var output: [UInt8] = []
  var conversation = Conversation()
  let last = [UInt8](#"{"jsonrpc":"2.0","id":"last","method":"none"}"#.utf8)
  for message in messages + [last] {
    conversation.receive(message)
    do throws(MessageFrames.Broken) {
      var status: ExitStatus?
      for piece in pieces(MessageFrames.frame(message), size) { status = try run.receive(piece) }
      expect((status != nil) == conversation.isOver, "the server ends without `exit`, or not at it")
    } catch {
      expect(false, "a frame that is broken: \(error.reason)")
    }
    if settlesOften || conversation.isOver { run.settle() }
    output += run.takeOutput()
    if conversation.isOver { break }
  }
  run.settle()
  output += run.takeOutput()
  conversation.check(output)
}

/// The answers that are due, by the life of a server in the protocol.
private struct Conversation {
  private enum Phase { case new, running, shutDown, over }

  private var phase = Phase.new
  /// The answers that are due, with the code of an error where only that is right.
  private var due: [(FuzzedMessage.Due, code: Int?)] = []

  var isOver: Bool { phase == .over }

  mutating func receive(_ content: [UInt8]) {
    let message = FuzzedMessage(content)
    guard case .answer = message.due, let method = message.method else {
      if message.due != .none { due.append((message.due, nil)) }
      if message.due == .none, message.method == "exit" { phase = .over }
      return
    }
    let known = ["textDocument/codeAction", "textDocument/hover", "textDocument/definition"]
    switch (phase, method) {
    case (.new, "initialize"):
      phase = .running
      due.append((message.due, nil))
    case (.new, _): due.append((message.due, -32002))
    case (.running, "shutdown"):
      phase = .shutDown
      due.append((message.due, nil))
    case (.running, "initialize"), (.shutDown, _): due.append((message.due, -32600))
    case (.running, _): due.append((message.due, known.contains(method) ? nil : -32601))
    case (.over, _): expect(false, "a message after the end")
    }
  }

  func check(_ output: [UInt8]) {
    var rest = output[...]
    var answers = due[...]
    while !rest.isEmpty {
      let answer = FuzzedAnswer(takeFrame(&rest))
      if answer.method != nil { continue }
      guard let (due, code) = answers.popFirst() else { return expect(false, "an answer too many") }
      answer.check(due)
      if let code { expect(answer.code == code, "an error that is not \(code)") }
    }
    expect(answers.isEmpty, "a request without an answer")
  }
}

/// Takes a frame as the protocol writes it: one header field, an empty line, and the content.
private func takeFrame(_ bytes: inout ArraySlice<UInt8>) -> [UInt8] {
  let name = Array("Content-Length: ".utf8)
  expect(bytes.starts(with: name), "a frame without a length")
  let digits = bytes.dropFirst(name.count).prefix { (0x30...0x39).contains($0) }
  let count = Int(String(decoding: digits, as: UTF8.self)) ?? -1
  let rest = bytes[digits.endIndex...]
  expect(rest.starts(with: Array("\r\n\r\n".utf8)) && rest.count >= 4 + count && count >= 0, "a frame that is cut off")
  bytes = rest.dropFirst(4 + count)
  return Array(rest.dropFirst(4).prefix(count))
}

/// Returns whether a message names a file, since what is on this machine is no part of an input.
private func opensFiles(_ content: [UInt8]) -> Bool {
  let document = FuzzedMessage(content).parameters?.member("textDocument")
  return document?.member("uri")?.string.flatMap { FileURI.path($0.text) } != nil
}
