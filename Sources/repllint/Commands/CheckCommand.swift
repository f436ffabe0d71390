import ArgumentParser
import ReplicationLint
import ReplicationLintReports

/// `repllint check`: reads documents and reports what is wrong with them.
struct CheckCommand: ParsableCommand, DocumentCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check documents and setups (the command when none is named).",
    discussion: """
      A folder is searched for *.json. The search skips names that begin with a dot, node_modules, links to \
      folders, what git ignores, and what --exclude lists; a named file is always checked. Documents in one folder are \
      checked together, unless a .repllint.json at or above them declares what belongs together.

      EXAMPLES
        repllint check .
        repllint check --format sarif --output repllint.sarif replication/
        repllint check --diff --unsafe-fixes replication/
        repllint check --suggest-repair replication/
        repllint check --exclude /legacy/ 'replication/**/*.json'
        repllint check --select trust,role-count --severity resource-star=error .
        repllint check --server-version 9.5.2 --source-bucket vault-src *.json
        repllint check --stdin-filename replication/trust.json - < draft.json
      """)

  @OptionGroup(title: "Input") var input: InputOptions

  @Option(
    name: .customLong("select"), help: ArgumentHelp("Only these rules or groups.", valueName: "rule,..."),
    completion: .rules(andGroups: true))
  var selections: [String] = []

  @Option(
    name: .customLong("ignore"), help: ArgumentHelp("Not these rules or groups.", valueName: "rule,..."),
    completion: .rules(andGroups: true))
  var exclusions: [String] = []

  @Option(
    name: .customLong("severity"),
    help: ArgumentHelp("Treat a rule as off, note, warning or error.", valueName: "rule=level"),
    completion: .rules(andGroups: false, suffixes: ["=off", "=note", "=warning", "=error"]))
  var severities: [String] = []

  @Option(help: "The minimum severity that causes exit status 1 (default: error).")
  var failOn: FailOn?

  @Option(
    help: ArgumentHelp("Accept the findings that this file records; only others are reported.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var baseline: String?

  @Option(
    help: ArgumentHelp("Record the current findings in a file, in place of the report.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var writeBaseline: String?

  @Flag(help: "Apply safe fixes to the files.")
  var fix = false

  @Flag(help: "With --fix or --diff, also fixes that need review.")
  var unsafeFixes = false

  @Flag(help: "Print what --fix would change as a unified diff, and change nothing; exit status 1 when there is any.")
  var diff = false

  @Flag(
    help: "Show, in place of the report, edits after which a setup that does not replicate is proved to; write nothing."
  )
  var suggestRepair = false

  @Option(help: "How to write the report.")
  var format: ReportFormat = .text

  @Option(help: ArgumentHelp("Write the report to a file.", valueName: "file"), completion: .file())
  var output: String?

  @Option(help: "When to use colours.")
  var color: ColorChoice = .auto

  @Flag(name: .shortAndLong, help: "Report errors only.")
  var quiet = false

  @Flag(help: "Print the settings in force and where each comes from, and check nothing.")
  var printConfig = false

  @Option(
    help: ArgumentHelp(
      "The number of threads (default: REPLLINT_JOBS, else one for each processor).", valueName: "n"),
    transform: jobCount)
  var jobs: Int?

  @Flag(help: "Count the findings of each rule.")
  var statistics = false

  @Flag(help: "Read one JSON object a line, and answer each with one line: documents of a setup in, its verdict out.")
  var stream = false

  @Flag(help: "With --stream, leave the reports out of the answers.")
  var brief = false

  func validate() throws {
    if brief && !stream { throw ValidationError("--brief needs --stream.") }
    if stream { try validateStream() }
    if unsafeFixes && !fix && !diff { throw ValidationError("--unsafe-fixes needs --fix or --diff.") }
    if suggestRepair { try validateRepair() }
    if baseline != nil && writeBaseline != nil {
      throw ValidationError("--baseline and --write-baseline exclude each other.")
    }
    if baseline?.isEmpty == true || writeBaseline?.isEmpty == true {
      throw ValidationError("The path of a baseline is empty.")
    }
    _ = try settings()
  }

  private func validateRepair() throws {
    if fix || diff || stream || baseline != nil || writeBaseline != nil || printConfig {
      throw ValidationError(
        "--suggest-repair excludes --fix, --diff, --stream, --baseline, --write-baseline and --print-config.")
    }
    if format != .text && format != .json { throw ValidationError("--suggest-repair writes text or json.") }
  }

  private func validateStream() throws {
    if input.paths.count > 1 { throw ValidationError("--stream reads one file, or standard input.") }
    let isElsewhere =
      fix || diff || baseline != nil || writeBaseline != nil || output != nil || printConfig || statistics
      || format != .text || input.stdinFilename != nil || input.kind != nil || !input.exclude.isEmpty
    if isElsewhere {
      throw ValidationError(
        "--stream writes answers only; it goes with --brief, --jobs, --config and options about rules and the server.")
    }
  }

  func run() throws {
    let status = try Self.status(of: settings())
    if status != .clean { throw status }
  }

  private static func status(of settings: CheckSettings) -> ExitStatus {
    guard settings.isStream else {
      var check = Check(settings)
      return check.run()
    }
    do {
      return try StreamRun(settings).run()
    } catch {
      Terminal.note(error.line)
      return .trouble
    }
  }

  /// The settings that the options state.
  func settings() throws -> CheckSettings {
    var run = try input.settings()
    run.select = try RuleName.selection(selections, option: "--select")
    run.ignore = try RuleName.selection(exclusions, option: "--ignore")
    run.levels = try RuleName.levels(severities)
    var settings = CheckSettings(
      run: run, failOn: failOn, fixes: fix, includesUnsafeFixes: unsafeFixes, showsDifference: diff, format: format,
      output: output, color: color, isQuiet: quiet, printsConfiguration: printConfig, jobs: jobs,
      showsStatistics: statistics)
    settings.suggestsRepair = suggestRepair
    settings.isStream = stream
    settings.isBrief = brief
    settings.baseline = baseline
    settings.newBaseline = writeBaseline
    return settings
  }
}

private func jobCount(_ text: String) throws -> Int {
  guard let count = JobCount.read(text) else {
    throw ValidationError("write a number from 1 to \(Threads.limit).")
  }
  return count
}
