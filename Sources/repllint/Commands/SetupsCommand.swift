import ArgumentParser
import JSONSource
import ReplicationLint
import ReplicationLintReports

/// `repllint setups`: shows which documents belong together.
struct SetupsCommand: ParsableCommand, DocumentCommand {
  static let configuration = CommandConfiguration(
    commandName: "setups",
    abstract: "Show which documents belong together, as what, why, and what is missing.",
    discussion: """
      Documents are joined as `check` joins them: by .repllint.json, else by evidence such as ARNs, bucket names and \
      the names of files and folders.

      EXAMPLES
        repllint setups replication/
        repllint setups --format json .
      """)

  /// The format of the report.
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @OptionGroup(title: "Input") var input: InputOptions

  @Option(help: "How to write the report.")
  var format: Format = .text

  func run() throws {
    let run: Run
    do {
      run = try Run(input.settings())
    } catch let failure as FileFailure {
      Terminal.note(failure.line)
      throw ExitStatus.trouble
    }
    run.reportFailures(usesColor: false)
    let files = run.workspaces.flatMap { $0.check(OneWorker()).files }
    let report = SetupsReport(AnalysedSetups(run.workspaces).analyses, files: files)
    let isWritten = Terminal.output(format == .json ? report.json() : report.text())
    if !isWritten || !run.isComplete { throw ExitStatus.trouble }
  }
}
