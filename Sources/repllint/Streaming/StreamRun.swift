import JSONSource
import ReplicationLint
import ReplicationLintReports

/// `check --stream`: one answer for each line, in the order of the lines.
struct StreamRun {
  private let settings: CheckSettings
  private let configuration: Configuration
  /// For lines without server and setup.
  private let linter: Linter
  private let failOn: FailOn
  private let jobs: Int

  /// Reads what applies to all lines.
  ///
  /// - Throws: where the configuration that the user chose cannot be read or has mistakes.
  init(_ settings: CheckSettings) throws(FileFailure) {
    self.settings = settings
    jobs = try JobCount.inForce(settings.jobs)
    var file: ConfigurationFile?
    if let path = settings.run.configurationPath {
      do { file = try Manifest(path, isChosen: true).file } catch {
        throw FileFailure(path: path, reason: error.reason)
      }
    }
    if let file, let problem = file.problems.first {
      let line = LineIndex(file.source.bytes).line(at: problem.range.start)
      throw FileFailure(path: "\(file.source.name):\(line)", reason: problem.message)
    }
    var configuration = settings.run.applied(to: file?.configuration ?? Configuration())
    // Its setups are about files, and what one line leaves unused another may need.
    configuration.setups = []
    configuration.suppressionFile = nil
    self.configuration = configuration
    linter = Linter(configuration: configuration)
    failOn = settings.failOn ?? file?.failOn ?? .error
  }

  /// Reads, checks and writes until the input ends or the output is closed.
  func run() -> ExitStatus {
    do {
      return try run(try input())
    } catch {
      Terminal.note(error.line)
      return .trouble
    }
  }

  private var inputName: String { settings.run.paths.first ?? "-" }

  private func input() throws(FileFailure) -> SystemCalls.Descriptor {
    if inputName == "-" { return .standardInput }
    do throws(SystemError) {
      if try SystemCalls.kind(of: inputName) == .folder { throw .isFolder }
      return try SystemCalls.openForReading(inputName, .anything)
    } catch {
      throw FileFailure(path: inputName, reason: error.reason)
    }
  }

  private func run(_ descriptor: SystemCalls.Descriptor) throws(FileFailure) -> ExitStatus {
    defer { if descriptor != .standardInput { SystemCalls.close(descriptor) } }
    var window = LineWindow(descriptor)
    var status = ExitStatus.clean
    let workers = Threads(count: jobs)
    while let lines = try next(&window) {
      let answers = workers.map(lines, answer)
      for answer in answers { status = status.or(answer.status) }
      do throws(SystemError) {
        try SystemCalls.write(answers.flatMap(\.bytes), to: .standardOutput)
      } catch {
        // A reader that goes away has seen enough.
        if error.isBrokenPipe { return status }
        throw FileFailure(path: "standard output", reason: error.reason)
      }
    }
    return status
  }

  private func next(_ window: inout LineWindow) throws(FileFailure) -> [LineWindow.Line]? {
    do { return try window.next() } catch {
      throw FileFailure(path: inputName == "-" ? "standard input" : inputName, reason: error.reason)
    }
  }

  /// The result for one line.
  struct Answer: Sendable {
    let bytes: [UInt8]
    let status: ExitStatus
  }

  /// The answer to one line.
  func answer(_ line: LineWindow.Line) -> Answer {
    guard case .bytes(let bytes) = line else {
      return answer(StreamAnswer(.error("the line is longer than \(LineWindow.lineLimit) bytes")), .trouble)
    }
    let request = StreamRequest(bytes)
    switch request.content {
    case .error(let reason): return answer(StreamAnswer(id: request.id, .error(reason)), .trouble)
    case .documents(let inputs, let facts):
      let report = linter(facts).check(inputs)
      return answer(StreamAnswer(id: request.id, .report(report)), failOn.isReached(by: report) ? .found : .clean)
    }
  }

  private func answer(_ answer: StreamAnswer, _ status: ExitStatus) -> Answer {
    Answer(bytes: answer.line(isBrief: settings.isBrief), status: status)
  }

  private func linter(_ facts: SetupRequest) -> Linter {
    if facts.server == nil, facts.setup == nil { return linter }
    var configuration = configuration
    if let server = facts.server {
      configuration.server = server
      // The command line takes precedence over a line, as over a configuration.
      configuration = settings.run.applied(to: configuration)
    }
    configuration.setups = facts.setup.map { [$0] } ?? []
    return Linter(configuration: configuration)
  }
}
