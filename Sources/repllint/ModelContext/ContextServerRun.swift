import ReplicationLint

/// A server of the Model Context Protocol over standard input and output: one message a line.
struct ContextServerRun {
  private let server = ContextServer()

  /// Serves until the client goes away.
  func run() -> ExitStatus {
    var window = LineWindow(.standardInput)
    do throws(SystemError) {
      while let lines = try window.next() {
        for line in lines {
          if let answer = answer(line) { try SystemCalls.write(answer + [UInt8(ascii: "\n")], to: .standardOutput) }
        }
      }
    } catch {
      if error.isBrokenPipe { return .clean }
      Terminal.note(error.reason)
      return .trouble
    }
    return .clean
  }

  /// The answer to a line; nil where none is due.
  func answer(_ line: LineWindow.Line) -> [UInt8]? {
    guard case .bytes(let bytes) = line else {
      return ServerMessage.error(nil, .invalidRequest, "the line is longer than \(LineWindow.lineLimit) bytes")
    }
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
    return server.answer(bytes)
  }
}
