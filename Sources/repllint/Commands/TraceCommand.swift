import ArgumentParser
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

  func run() throws {
    var trace = try Trace(input.settings(), key: key)
    trace.operation = operation
    trace.size = size
    trace.setup = setup
    trace.format = diagram ? .diagram : format
    trace.color = color
    let status = trace.run()
    if status != .clean { throw status }
  }
}
