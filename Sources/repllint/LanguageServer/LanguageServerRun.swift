import ReplicationLint

/// A language server over standard input and output.
struct LanguageServerRun {
  private var server: LanguageServer
  private var frames = MessageFrames()
  private static let chunk = 1 << 16

  /// Makes a run that has read nothing.
  init(_ settings: RunSettings) { server = LanguageServer(settings) }

  /// Serves until the client sends `exit` or goes away.
  mutating func run() -> ExitStatus {
    do throws(SystemError) {
      while true {
        let bytes = try SystemCalls.readChunk(of: Self.chunk, from: .standardInput)
        var status: ExitStatus?
        do throws(MessageFrames.Broken) {
          status = try receive(bytes)
        } catch {
          Terminal.note("standard input: \(error.reason)")
          status = .trouble
        }
        // A client that goes away without `exit` has crashed.
        if bytes.isEmpty { status = status ?? .found }
        if status != nil || !SystemCalls.isReadable(.standardInput) { settle() }
        try SystemCalls.write(takeOutput(), to: .standardOutput)
        if let status { return status }
      }
    } catch {
      if error.isBrokenPipe { return .found }
      Terminal.note(error.reason)
      return .trouble
    }
  }

  /// Takes what has come.
  ///
  /// - Returns: the exit status, where the client wants the program to end.
  mutating func receive(_ bytes: [UInt8]) throws(MessageFrames.Broken) -> ExitStatus? {
    frames.append(bytes)
    while let content = try frames.next() {
      server.receive(content)
      if let status = server.exitStatus { return status }
    }
    return nil
  }

  /// Checks and publishes what has changed; to be called once there is nothing to receive.
  mutating func settle() { server.settle() }

  /// Takes the messages to be sent, each in its frame.
  mutating func takeOutput() -> [UInt8] { server.takeOutgoing().flatMap(MessageFrames.frame) }
}
