import ArgumentParser
import JSONSource
import ReplicationLint
import ReplicationLintReports

/// `repllint diagnose`: the probable causes of an object's replication status.
struct DiagnoseCommand: ParsableCommand, DocumentCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Explain why an object did not replicate: the probable causes in order, and what would confirm each.",
    discussion: """
      The status is that of the head-object answers among the documents, which `repllint audit --key` saves, or that \
      of --status. With --log, lines of Backbeat's log or the words of an error are taken into account; lines about \
      other objects are skipped. No server is contacted.

      EXAMPLES
        repllint diagnose invoices/1.pdf ./audit
        repllint diagnose invoices/1.pdf replication/ --status FAILED
        grep invoices/1.pdf backbeat.log | repllint diagnose invoices/1.pdf ./audit --log -

      EXIT STATUS
        0  the object replicated, so there is nothing to explain
        1  causes are listed
        2  something could not be read, or no setup or no status is found
      """)

  @Argument(help: ArgumentHelp("The object's key.", valueName: "key"))
  var key: String

  @OptionGroup(title: "Input") var input: InputOptions

  @Option(help: "The ReplicationStatus of head-object; NONE where the answer has none.")
  var status: ObservedStatus?

  @Option(
    help: ArgumentHelp("Lines of Backbeat's log, or an error; - is standard input.", valueName: "file"),
    completion: .file())
  var log: String?

  @Option(help: "How to write the causes.")
  var format: DiagnosisFormat = .text

  @Option(help: "When to use colours.")
  var color: ColorChoice = .auto

  func validate() throws {
    if key.isEmpty { throw ValidationError("The key is empty; an object's key has at least one character.") }
    if log?.isEmpty == true { throw ValidationError("--log is empty.") }
    if log == "-" && input.paths.contains("-") {
      throw ValidationError("Standard input is either a document or the log, not both.")
    }
  }

  func run() throws {
    let settings = try input.settings()
    let (run, evidence): (Run, LogEvidence?)
    do throws(FileFailure) {
      (run, evidence) = (try Run(settings), try readLog())
    } catch {
      Terminal.note(error.line)
      throw ExitStatus.trouble
    }
    run.reportFailures(usesColor: color.isColored(on: .standardError))
    guard let status = status ?? observed(run) else { throw ExitStatus.trouble }
    if let evidence, evidence.isEmpty {
      let others = evidence.otherLines == 0 ? "" : "; \(evidence.otherLines) are about other objects"
      Terminal.note("no line of \(quoted(log ?? "")) shows a failure of the object\(others)")
    }
    let setups = AnalysedSetups(run.workspaces)
    let newer = Self.isVersionOpen(run) ? AnalysedSetups(run.workspaces, version: Self.newerVersion).analyses : []
    guard !setups.analyses.isEmpty else {
      Terminal.note(AnalysedSetups.none)
      throw ExitStatus.trouble
    }
    let diagnoses = setups.analyses.enumerated().map { index, analysis in
      Diagnosis(
        ReplicationTrace(analysis, key: key), status: status,
        newer: newer.indices.contains(index) ? ReplicationTrace(newer[index], key: key) : nil, evidence: evidence)
    }
    let options = RenderOptions(
      usesColor: color.isColored(on: .standardOutput), columns: Terminal.columns(of: .standardOutput))
    if !Terminal.output(format.render(diagnoses, sources: setups.sources, options)) || !run.isComplete {
      throw ExitStatus.trouble
    }
    if !status.isDone { throw ExitStatus.found }
  }

  /// The first version that enforces `s3:ReplicateObject` for the source role (scality/backbeat pull request 2690).
  private static let newerVersion = ServerVersion(9, 5, 2)

  private static func isVersionOpen(_ run: Run) -> Bool {
    run.workspaces.allSatisfy { $0.configuration.server.version == nil }
  }

  private func readLog() throws(FileFailure) -> LogEvidence? {
    guard let log else { return nil }
    do throws(SystemError) {
      let bytes =
        log == "-"
        ? try SystemCalls.read(.standardInput, limit: Self.logLimit)
        : try SystemCalls.read(log, limit: Self.logLimit, .anything)
      return LogEvidence(bytes, key: key)
    } catch {
      throw FileFailure(path: log, reason: error.reason)
    }
  }

  /// A log is read whole; `grep` makes one that is larger fit.
  private static let logLimit = 1 << 26

  /// The status by the answers of head-object; nil, with a message, where they show none or several.
  ///
  /// An answer of the target is about the copy; where the status does not show that, the name of the file does.
  private func observed(_ run: Run) -> ObservedStatus? {
    var answers: [(name: String, status: ObservedStatus)] = []
    for input in run.workspaces.flatMap({ $0.requested + $0.companions }) {
      if let status = ObservedStatus(input.source) { answers.append((input.source.name, status)) }
    }
    let isOfSource = answers.filter { answer in
      let name = PathName(answer.name).name.lowercased()
      return answer.status != .replica && !name.contains("target") && !name.contains("dest")
    }
    let found = Set((isOfSource.isEmpty ? answers : isOfSource).map(\.status))
    if found.count == 1 { return found.first }
    Terminal.note(
      found.isEmpty
        ? "no answer of head-object found; set --status to its answer"
        : "the answers of head-object differ; set --status to one of them")
    return nil
  }
}
