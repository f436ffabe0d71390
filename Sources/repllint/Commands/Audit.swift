import JSONSource
import ReplicationLint
import ReplicationLintReports

/// One run of `repllint audit --run`.
struct Audit {
  private let request: AuditRequest
  private let folder: String
  /// The time limit of one command, in seconds.
  var seconds = 60
  /// The use of colours.
  var color = ColorChoice.auto

  /// AWS CLI starts Python each time, which keeps a processor busy for a while.
  private static let width = 4
  /// The largest answer has 1000 rules, or a policy of some kilobytes.
  private static let answerLimit = 1 << 24

  /// Makes a run that has done nothing yet.
  init(_ request: AuditRequest, folder: String) { (self.request, self.folder) = (request, folder) }

  /// The result of reading and saving.
  private struct Saved {
    let reading: AuditReading
    let earlier: String?
  }

  /// Reads the setup, saves the answers, compares them with the earlier ones, checks and traces.
  func run() -> ExitStatus {
    guard let program = Subprocess.path(of: "aws") else {
      Terminal.note("aws: not found on PATH; --run needs AWS CLI")
      return .trouble
    }
    let interruption = Interruption()
    let saved = save(program)
    interruption.end()
    guard let saved else { return .trouble }
    for gap in saved.reading.gaps { Terminal.note(gap) }
    Terminal.note("saved the answers in \(quoted(folder))")
    if let earlier = saved.earlier { Terminal.note("the earlier audit is \(quoted(earlier))") }
    let status: ExitStatus = saved.reading.gaps.isEmpty ? .clean : .found
    return saved.reading.hasSetup ? status.or(examine(since: saved.earlier)) : status
  }

  /// Reads the setup and saves the answers; nil where that failed or was interrupted.
  private func save(_ program: String) -> Saved? {
    do throws(SystemError) {
      let output = try NewFolder(folder, mark: AuditReading.mark)
      guard let reading = read(program) else { return nil }
      return Saved(reading: reading, earlier: try output.write(reading.files.map { ($0.name, $0.bytes) }))
    } catch {
      Terminal.note(FileFailure(path: folder, reason: error.reason).line)
      return nil
    }
  }

  /// Asks AWS CLI; nil where that was interrupted.
  private func read(_ program: String) -> AuditReading? {
    let programs = SupervisedPrograms(
      path: program, variables: AuditQuestion.variables, milliseconds: seconds * 1000, width: Self.width,
      outputLimit: Self.answerLimit)
    var progress = SystemCalls.Descriptor.standardError.isTerminal ? Progress.onTerminal() : nil
    defer { progress?.end() }
    var before = 0
    do throws(SupervisedPrograms.Interrupted) {
      return try AuditReading(request) { questions throws(SupervisedPrograms.Interrupted) in
        let outcomes = try programs.run(questions.map(\.arguments)) { done in
          progress?.show("\(before + done) of \(before + questions.count) answers")
        }
        before += questions.count
        return outcomes.map(answer)
      }
    } catch {
      return nil
    }
  }

  /// The answer of a run of AWS CLI.
  private func answer(_ outcome: SupervisedPrograms.Outcome) -> AuditAnswer {
    let words = String(decoding: outcome.error, as: UTF8.self)
    return switch outcome.ending {
    case .exited(0): .printed(outcome.output)
    case .exited(let status): .refused(words.isEmpty ? "aws ended with status \(status)" : words)
    case .signalled(let signal): .refused("aws was ended by signal \(signal)")
    case .late: .refused("no answer within \(seconds) second\(seconds == 1 ? "" : "s")")
    case .tooLarge: .refused("the answer is larger than \(Self.answerLimit) bytes")
    case .notStarted(let error): .refused("aws: \(error.reason)")
    }
  }

  /// Compares the answers with the earlier ones, checks them and traces the key.
  ///
  /// A difference is not a failure: a changed setup is not an error, and the check finds what it breaks.
  private func examine(since earlier: String?) -> ExitStatus {
    let paths = RunSettings(paths: [Self.path(folder)], hidesAuditGaps: true)
    var status = ExitStatus.clean
    if let earlier, hasSetup(earlier) {
      var comparison = Comparison(
        old: (Self.path(earlier), RunSettings(hidesAuditGaps: true)),
        new: (Self.path(folder), RunSettings(hidesAuditGaps: true)))
      comparison.failOn = .never
      comparison.color = color
      status = comparison.run()
      if !Terminal.output("\n") { status = .trouble }
    }
    var check = Check(CheckSettings(run: paths, color: color))
    status = status.or(check.run())
    guard let key = request.key else { return status }
    if !Terminal.output("\n") { status = .trouble }
    var trace = Trace(paths, key: key)
    trace.color = color
    return status.or(trace.run())
  }

  /// Returns whether an earlier audit could read the replication configuration.
  private func hasSetup(_ earlier: String) -> Bool {
    (try? SystemCalls.kind(of: PathName(earlier).appending(ConfigurationFile.fileName))) == .file
  }

  /// A path that is read as the name of a folder, whatever it begins with.
  private static func path(_ folder: String) -> String {
    folder.utf8.first == UInt8(ascii: "-") ? "./\(folder)" : folder
  }
}
