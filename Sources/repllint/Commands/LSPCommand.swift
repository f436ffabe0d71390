import ArgumentParser
import ReplicationLint

/// `repllint lsp`: a language server for editors.
struct LSPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor over standard input and output (Language Server Protocol 3.17).",
    discussion: """
      Findings as you type, quick fixes and all safe fixes at once, the page of a rule and what an ARN or an action \
      means to Backbeat on hovering, and the way from a destination to the statement that grants it and from a role to \
      its trust policy. Setups are those of `check`; the text in the editor takes precedence over the files. Files \
      that contain no document are skipped.
      """)

  @Option(
    help: ArgumentHelp("The configuration, instead of the nearest .repllint.json.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var config: String?

  @Flag(help: "Read no configuration.")
  var noConfig = false

  @Flag(help: "Does nothing; editors pass it to every server.")
  var stdio = false

  func validate() throws {
    if config != nil && noConfig { throw ValidationError("--config and --no-config exclude each other.") }
  }

  func run() throws {
    var settings = RunSettings()
    settings.configurationPath = config
    settings.ignoresConfiguration = noConfig
    var run = LanguageServerRun(settings)
    let status = run.run()
    if status != .clean { throw status }
  }
}
