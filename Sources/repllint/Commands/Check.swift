import JSONSource
import ReplicationLint
import ReplicationLintReports

/// One run of `repllint check`.
struct Check {
  private let settings: CheckSettings
  private var status = ExitStatus.clean

  /// Makes a run that has done nothing yet.
  init(_ settings: CheckSettings) { self.settings = settings }

  /// Reads, repairs where asked, checks and reports.
  mutating func run() -> ExitStatus {
    let target = ReportTarget(settings.output)
    if let path = target?.conflict(in: settings.run) { return refuse(path) }
    var run: Run
    let jobs: Int
    do {
      jobs = try JobCount.inForce(settings.jobs)
      run = try Run(settings.run)
    } catch {
      Terminal.note(error.line)
      status = .trouble
      // A reader of a machine format that gets nothing takes it for a clean run.
      if !settings.format.isForPeople { writeReport(Report(error), toStandardError: false) }
      return status
    }
    if let path = target?.conflict(in: &run) { return refuse(path) }
    reportFailures(of: run)
    if settings.printsConfiguration {
      writeOutput(SettingsInForce.render(run, settings))
      return status
    }
    var repair = FixRunner(includeUnsafe: settings.includesUnsafeFixes, scope: run.fixScope)
    if settings.showsDifference {
      let difference = repair.difference(in: run.workspaces)
      // A pipe gets the bytes that `patch` needs; a terminal would obey some of them.
      let isShown = settings.output == nil && SystemCalls.Descriptor.standardOutput.isTerminal
      writeOutput(isShown ? UnifiedDiff.visible(difference) : difference)
      if !difference.isEmpty { status = status.or(.found) }
      reportFixes(of: repair, "would fix")
      return status
    }
    if settings.suggestsRepair {
      suggestRepairs(run)
      return status
    }
    if settings.fixes {
      for index in run.workspaces.indices { repair.apply(to: &run.workspaces[index]) }
      if !settings.isQuiet { for line in repair.details { Terminal.note(line) } }
      reportFixes(of: repair, "fixed")
    }
    // Whoever sends a document to be fixed wants it back; the report then goes beside it.
    let isSentBack = settings.fixes && settings.run.paths.contains("-")
    if isSentBack, !Terminal.output(run.standardInput) { status = .trouble }
    var progress = settings.isQuiet || !SystemCalls.Descriptor.standardError.isTerminal ? nil : Progress.onTerminal()
    let reports = run.workspaces.map { workspace in
      var workspace = workspace
      workspace.configuration.drawsSetups = settings.format.drawsSetups
      let report = withoutActuallyEscaping({ progress?.show($0, of: $1) }) { [workspace] show in
        workspace.check(Threads(count: jobs, progress: show))
      }
      return (report, workspace)
    }
    progress?.end()
    if let path = settings.newBaseline {
      record(Report(merging: reports.map(\.0)), in: BaselineFile(path))
      return status
    }
    var stale = StaleEntries()
    let shown = reports.map { report, workspace in
      let rest = accepting(report, workspace, &stale)
      let failOn = settings.failOn ?? workspace.failOn ?? .error
      if failOn.isReached(by: rest) { status = status.or(.found) }
      noteOpenVerdicts(rest, failOn)
      return rest
    }
    if !settings.isQuiet { for line in stale.lines { Terminal.note(line) } }
    writeReport(run.complete(Report(merging: shown)), toStandardError: isSentBack)
    return status
  }

  /// Explains a failure that no finding shows, since many formats hold nothing but findings.
  private func noteOpenVerdicts(_ report: Report, _ failOn: FailOn) {
    guard failOn == .unknown, failOn.isReached(by: report), report.count(.error) == 0 else { return }
    let open = report.setups.filter { $0.replicates != true }.map { quoted($0.name) }
    let more = open.count > 3 ? ", and \(open.count - 3) more" : ""
    Terminal.note(
      open.isEmpty
        ? "threshold `unknown`: there is no setup, so nothing is proved to replicate"
        : "threshold `unknown`: not proved to replicate: \(open.prefix(3).joined(separator: ", "))\(more)")
  }

  /// Shows repairs of the setups that do not replicate, and changes nothing.
  private mutating func suggestRepairs(_ run: Run) {
    let repairs = run.workspaces.flatMap { workspace in
      Linter(configuration: workspace.configuration).repairs(of: workspace.requested, companions: workspace.companions)
    }
    if !repairs.isEmpty { status = status.or(.found) }
    if settings.format == .json {
      writeOutput(RepairJSON.render(repairs, run.workspaces.flatMap { ($0.requested + $0.companions).map(\.source) }))
      return
    }
    let descriptor: SystemCalls.Descriptor? = settings.output == nil ? .standardOutput : nil
    let options = RenderOptions(
      usesColor: settings.color.isColored(on: descriptor), columns: Terminal.columns(of: descriptor))
    let text = RepairText(options) { file in
      // The text is for reading; no byte of a file may command a terminal.
      String(
        decoding: UnifiedDiff.visible(UnifiedDiff(file.path, from: file.original, to: file.fixed).bytes), as: UTF8.self)
    }
    writeOutput(text.render(repairs))
  }

  /// Writes a baseline of everything that was found.
  private mutating func record(_ report: Report, in baseline: BaselineFile) {
    do {
      try baseline.write(report)
    } catch {
      Terminal.note(error.line)
      status = .trouble
    }
  }

  /// The report without what the baseline accepts. One that cannot be read accepts nothing.
  private mutating func accepting(_ report: Report, _ workspace: Workspace, _ stale: inout StaleEntries) -> Report {
    guard let path = settings.baseline ?? workspace.baseline else { return report }
    do {
      let baseline = BaselineFile(path)
      let (rest, entries) = try baseline.apply(to: report)
      stale.add(entries, of: baseline)
      return rest
    } catch {
      Terminal.note(error.line)
      status = .trouble
      return report.adding(failures: [Report.Failure(error)])
    }
  }

  /// Refuses a report that would replace one of the files that it is about.
  private func refuse(_ path: String) -> ExitStatus {
    Terminal.note("--output \(quoted(settings.output ?? "")) is also an input (\(quoted(path))); nothing is written")
    return .trouble
  }

  /// Reports what could not be read.
  private mutating func reportFailures(of run: Run) {
    run.reportFailures(usesColor: settings.color.isColored(on: .standardError), isQuiet: settings.isQuiet)
    if !run.isComplete { status = .trouble }
  }

  /// Reports the results of the fixes.
  private mutating func reportFixes(of repair: FixRunner, _ verb: String) {
    for line in repair.failures { Terminal.note(line) }
    if !repair.failures.isEmpty { status = .trouble }
    if let summary = repair.summary(verb), !settings.isQuiet { Terminal.note(summary) }
  }

  private mutating func writeReport(_ report: Report, toStandardError: Bool) {
    let descriptor: SystemCalls.Descriptor? =
      settings.output != nil ? nil : toStandardError ? .standardError : .standardOutput
    let options = RenderOptions(
      usesColor: settings.color.isColored(on: descriptor), isQuiet: settings.isQuiet,
      showsStatistics: settings.showsStatistics, columns: Terminal.columns(of: descriptor))
    guard let descriptor else { return writeOutput(settings.format.render(report, options)) }
    var isWritten = true
    func write(_ bytes: [UInt8]) {
      if descriptor == .standardError { Terminal.error(bytes) } else if isWritten { isWritten = Terminal.output(bytes) }
    }
    withoutActuallyEscaping(write) { settings.format.render(report, options, to: $0) }
    if !isWritten { status = .trouble }
  }

  /// Writes to the target of `--output`.
  private mutating func writeOutput(_ bytes: [UInt8]) {
    guard let path = settings.output else {
      if !Terminal.output(bytes) { status = .trouble }
      return
    }
    do {
      try SystemCalls.replace(path, with: bytes)
    } catch {
      Terminal.note(FileFailure(path: path, reason: error.reason).line)
      status = .trouble
    }
  }
}
