import ArgumentParser
import JSONSource
import ReplicationLint
import ReplicationLintReports

/// `repllint trace`: the dry run of one object.
struct TraceCommand: ParsableCommand, DocumentCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Dry run of one object: each call that Backbeat makes, and who allows or refuses it.",
    discussion: """
      The documents are gathered into setups as `check` does it. The exit status is 0 when the object replicates in \
      every setup, and 1 otherwise.

      EXAMPLES
        repllint trace replication/ --key invoices/2026/1.pdf
        repllint trace replication/ --key a --server-version 9.5.2 --format json
        repllint trace replication/ --key a --operation delete-marker
        repllint trace replication/ --key a --diagram
        repllint trace replication/ --key a --format mermaid
      """)

  @OptionGroup(title: "Input") var input: InputOptions

  @Option(help: ArgumentHelp("The object's key.", valueName: "key"))
  var key: String

  @Option(help: "What is done to the object.")
  var operation: ReplicationOperation = .put

  @Option(help: ArgumentHelp("The size of the object; one of 0 bytes is not read.", valueName: "bytes"))
  var size: Int?

  @Option(help: ArgumentHelp("Only the setup of this name.", valueName: "name"))
  var setup: String?

  @Option(help: "How to write the dry run.")
  var format: TraceFormat = .text

  @Flag(help: "Draw the way of the object; the same as --format diagram.")
  var diagram = false

  @Option(help: "When to use colours.")
  var color: ColorChoice = .auto

  func validate() throws {
    if key.isEmpty { throw ValidationError("--key is empty; an object's key has at least one character.") }
    if let size, size < 0 { throw ValidationError("--size is negative.") }
    if size != nil && operation != .put { throw ValidationError("--size goes with --operation put only.") }
    if diagram && format != .text { throw ValidationError("--diagram and --format exclude each other.") }
  }

  /// Names for a sentence, the first of many.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { quoted($0) }.joined(separator: ", ")
    let more = names.count > 8 ? " and \(names.count - 8) more" : ""
    return "\(names.count == 1 ? "is" : "are") \(shown)\(more)"
  }

  func run() throws {
    let run: Run
    do {
      run = try Run(input.settings())
    } catch let failure as FileFailure {
      Terminal.note(failure.line)
      throw ExitStatus.trouble
    }
    run.sayTroubles(usesColor: color.isColored(on: .standardError))
    var traces: [ReplicationTrace] = []
    var sources: [SourceFile] = []
    for workspace in run.workspaces {
      let inputs = workspace.asked + workspace.companions
      traces += Linter(configuration: workspace.configuration).analyse(inputs, about: workspace.askedNames)
        .map { ReplicationTrace($0, key: key, operation: operation, size: size) }
      sources += inputs.map(\.source)
    }
    if let setup {
      let names = traces.map(\.setup)
      traces = traces.filter { $0.setup.utf8.elementsEqual(setup.utf8) }
      if traces.isEmpty, !names.isEmpty {
        Terminal.note("no setup is called \(quoted(setup)); there \(Self.list(names))")
        throw ExitStatus.trouble
      }
    }
    guard !traces.isEmpty else {
      Terminal.note(
        "no setup found: a replication configuration and the policies of its roles, in one folder or in a manifest")
      throw ExitStatus.trouble
    }
    let options = RenderOptions(
      usesColor: color.isColored(on: .standardOutput), columns: Terminal.columns(of: .standardOutput))
    let output = (diagram ? .diagram : format).render(traces, sources: sources, options)
    if !Terminal.output(output) || !run.isComplete { throw ExitStatus.trouble }
    if traces.contains(where: { $0.outcome != .completed }) { throw ExitStatus.found }
  }
}
