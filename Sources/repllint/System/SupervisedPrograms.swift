#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs of one program, several at a time, each with a limit of time and of output, and stopped with all its children
/// where it goes beyond one or this program is asked to end.
struct SupervisedPrograms {
  /// The path of the program.
  let path: String
  /// Variables that replace those of this program; all others are inherited.
  let variables: [(name: String, value: String)]
  /// The time limit of a run.
  let milliseconds: Int
  /// The number of runs at a time.
  let width: Int
  /// The most bytes that a run may print.
  let outputLimit: Int

  /// The kept part of a run's standard error.
  private static let errorLimit = 1 << 16
  /// The time that a run has to end by itself, in milliseconds.
  private static let grace = 2000
  /// The longest times, in milliseconds, for which a request to end and an end without output may go unseen.
  private static let (interval, shortInterval) = (50, 5)

  /// The end of a run.
  enum Ending {
    /// By itself, with this status.
    case exited(Int32)
    /// By a signal from another process.
    case signalled(Int32)
    /// It was stopped after the time that it may take.
    case late
    /// It was stopped because it printed too much.
    case tooLarge
    /// It could not be started.
    case notStarted(SystemError)
  }

  /// The result of a run.
  struct Outcome {
    let ending: Ending
    var output: [UInt8] = []
    var error: [UInt8] = []
  }

  /// That this program was asked to end; nothing that it started is left.
  struct Interrupted: Error {}

  /// Runs the program once for each list of arguments; the outcomes have their order.
  ///
  /// Everything happens in the calling thread, which is the only one that may start programs meanwhile.
  ///
  /// - Parameter progress: is given how many runs have ended.
  func run(_ lists: [[String]], progress: (Int) -> Void) throws(Interrupted) -> [Outcome] {
    var outcomes = [Outcome?](repeating: nil, count: lists.count)
    var running: [SupervisedRun] = []
    var next = 0
    var ended = 0
    while next < lists.count || !running.isEmpty {
      while next < lists.count, running.count < width, !Interruption.isAsked {
        do throws(SystemError) {
          running.append(try start(lists[next], next))
        } catch {
          outcomes[next] = Outcome(ending: .notStarted(error))
          ended += 1
        }
        next += 1
      }
      wait(for: running)
      for index in running.indices {
        running[index].read(limits: (outputLimit, Self.errorLimit))
        if let outcome = running[index].outcome(grace: Self.grace) {
          outcomes[running[index].index] = outcome
          ended += 1
        }
      }
      running.removeAll { outcomes[$0.index] != nil }
      if Interruption.isAsked, running.isEmpty { throw Interrupted() }
      progress(ended)
    }
    return outcomes.compactMap { $0 }
  }

  private func start(_ arguments: [String], _ index: Int) throws(SystemError) -> SupervisedRun {
    let output = try Subprocess.Pipe()
    defer { SystemCalls.close(output.writing) }
    do throws(SystemError) {
      let words = try Subprocess.Pipe()
      defer { SystemCalls.close(words.writing) }
      do throws(SystemError) {
        let process = try Subprocess.spawn(
          [path] + arguments, environment: .inherited(with: variables), input: nil, output: output.writing.number,
          error: words.writing.number, isApart: true)
        return SupervisedRun(
          index: index, process: process, deadline: SystemCalls.milliseconds + milliseconds,
          streams: [SupervisedStream(descriptor: output.reading), SupervisedStream(descriptor: words.reading)])
      } catch {
        SystemCalls.close(words.reading)
        throw error
      }
    } catch {
      SystemCalls.close(output.reading)
      throw error
    }
  }

  /// Waits until some run has something to read, or a moment.
  private func wait(for running: [SupervisedRun]) {
    var entries = running.flatMap { child in
      child.streams.filter { !$0.isAtEnd }.map { pollfd(fd: $0.descriptor.number, events: Int16(POLLIN), revents: 0) }
    }
    let isEnding = running.contains { $0.isEnding }
    unsafe _ = poll(&entries, nfds_t(entries.count), Int32(isEnding ? Self.shortInterval : Self.interval))
  }
}
