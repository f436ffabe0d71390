#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run that has not ended.
struct SupervisedRun {
  let index: Int
  let process: pid_t
  let deadline: Int
  var streams: [SupervisedStream]
  /// The reason for stopping it, and the time until which it may end by itself.
  var stop: (ending: SupervisedPrograms.Ending, limit: Int)?

  /// Indicates whether its end is a matter of moments.
  var isEnding: Bool { stop != nil || streams.allSatisfy(\.isAtEnd) }

  mutating func read(limits: (output: Int, error: Int)) {
    streams[0].read(limit: limits.output)
    streams[1].read(limit: limits.error)
  }

  /// The result, where it has ended. A run beyond its limits, or in the way of an end, is stopped.
  mutating func outcome(grace: Int) -> SupervisedPrograms.Outcome? {
    let now = SystemCalls.milliseconds
    if let stop {
      guard hasExited || now >= stop.limit else { return nil }
      // Children that did not end with it are in its group. It is not waited for before, so that the number of the
      // group belongs to no other.
      kill(-process, SIGKILL)
      return finish(as: stop.ending)
    }
    if streams.allSatisfy(\.isAtEnd), hasExited { return finish(as: nil) }
    let reason: SupervisedPrograms.Ending? =
      streams[0].isTooLong ? .tooLarge : now >= deadline || Interruption.isAsked ? .late : nil
    if let reason {
      kill(-process, SIGTERM)
      stop = (reason, now + grace)
    }
    return nil
  }

  /// Indicates whether it has ended; it stays to be waited for.
  private var hasExited: Bool {
    var info = unsafe siginfo_t()
    return unsafe waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_signo == SIGCHLD
  }

  private func finish(as ending: SupervisedPrograms.Ending?) -> SupervisedPrograms.Outcome {
    for stream in streams { SystemCalls.close(stream.descriptor) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    // The exit status is in the second byte; the first has the signal, where one ended the program.
    let signal = status & 0x7F
    let own: SupervisedPrograms.Ending = signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    return SupervisedPrograms.Outcome(ending: ending ?? own, output: streams[0].bytes, error: streams[1].bytes)
  }
}

/// The output of a program on one of its streams.
struct SupervisedStream {
  let descriptor: SystemCalls.Descriptor
  var bytes: [UInt8] = []
  var isTooLong = false
  var isAtEnd = false

  /// Takes what is there without waiting, at most `limit` bytes in all.
  mutating func read(limit: Int) {
    guard !isAtEnd else { return }
    var entry = [pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)]
    guard unsafe poll(&entry, 1, 0) > 0 else { return }
    // A failure to read has no end to wait for.
    let chunk = (try? SystemCalls.readChunk(of: 1 << 16, from: descriptor)) ?? []
    if chunk.isEmpty { isAtEnd = true }
    if bytes.count + chunk.count > limit { isTooLong = true }
    bytes += chunk.prefix(limit - bytes.count)
  }
}
