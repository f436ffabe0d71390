import JSONSource
import ReplicationLint

@testable import repllint

/// Lines to a server of the Model Context Protocol: each request gets one answer of one line, and a request that no
/// server of the protocol knows is answered as such after all of them.
func checkContextServer(_ bytes: [UInt8]) {
  let server = ContextServerRun()
  for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init) {
    let message = FuzzedMessage(line)
    // The files and repositories of this machine are no part of an input.
    if opensFiles(message) { continue }
    let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    guard let answer = server.answer(.bytes(line)) else {
      expect(isBlank || message.due == .none, "no answer to a request")
      continue
    }
    expect(!answer.contains(0x0A), "an answer on several lines")
    expect(!isBlank, "an answer to an empty line")
    FuzzedAnswer(answer).check(message.due)
  }
  let last = server.answer(.bytes(Array(#"{"jsonrpc":"2.0","id":"last","method":"none"}"#.utf8)))
  expect(last.map { FuzzedAnswer($0) }?.code == -32601, "a method that does not exist")
  let long = server.answer(.tooLong)
  expect(long.map { FuzzedAnswer($0) }?.code == -32600, "a line that is too long")
}

private func opensFiles(_ message: FuzzedMessage) -> Bool {
  let arguments = message.parameters?.member("arguments")
  return ["paths", "old", "new"].contains { arguments?.member($0) != nil }
}
