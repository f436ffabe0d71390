import ArgumentParser
import ReplicationLint
import ReplicationLintReports

/// The program: a command line, its subcommands, and what it ends with.
@main
struct Repllint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Tool.name,
    abstract: "Checks the documents of Scality Backbeat bucket replication.",
    usage: "repllint [check] [<options>] [<path> ...]",
    discussion: """
      Reads trust policies, permission policies and replication configurations, alone and as a setup, and reports what \
      AWS CLI, CloudServer and Backbeat will do with them.

      EXAMPLES
        repllint                         check the folder that you are in
        repllint replication/            check a folder and all below it
        repllint --fix replication.json  apply the safe fixes
        repllint explain role-count      what a rule is about
        repllint explain MalformedXML    which rules are behind an answer

      EXIT STATUS
        0  nothing at or above --fail-on
        1  a finding at or above --fail-on
        2  something could not be checked; the rest is reported
      """,
    version: "\(Tool.name) \(Tool.version)",
    subcommands: [
      CheckCommand.self, DiffCommand.self, TraceCommand.self, ProveCommand.self, VerifyCommand.self,
      DiagnoseCommand.self,
      SetupsCommand.self,
      InitCommand.self, AuditCommand.self, LSPCommand.self, MCPCommand.self, ExplainCommand.self,
      RulesCommand.self, SchemaCommand.self, CompletionsCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: CheckCommand.self)

  static func main() {
    SystemCalls.ignoreBrokenPipes()
    SystemCalls.exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// The command that `word` most likely means, where it names neither a command nor a file.
  private static func misspelledCommand(_ word: String) -> String? {
    let isWord = word.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) || $0 == 0x2D }
    guard isWord, word.utf8.first != UInt8(ascii: "-"), (try? SystemCalls.statusOfName(word)) == nil else { return nil }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    return names.contains(word) ? nil : suggestion(for: word, among: names)
  }

  /// The mistake in `paths` where the first of them is no file, but a command that was written after its options, or
  /// almost one.
  private static func mistakenCommand(_ paths: [String]) -> String? {
    guard let word = paths.first, (try? SystemCalls.statusOfName(word)) == nil else { return nil }
    if configuration.subcommands.contains(where: { $0.configuration.commandName == word }) {
      return "\(quoted(word)) is a command, and there is no such file; write the command before its options"
    }
    return misspelledCommand(word).map { command in
      "\(quoted(word)) is neither a command nor a file; did you mean \(quoted(command))?"
    }
  }

  /// The first word after options that is the name of a command and not the value of an option.
  private static func misplacedCommand(_ arguments: [String]) -> String? {
    let words = arguments.prefix { $0 != "--" }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    return zip(words, words.dropFirst()).first { before, word in
      let isValue = before.utf8.first == UInt8(ascii: "-") && !before.utf8.contains(UInt8(ascii: "="))
      return names.contains(word) && (!isValue || CommonOptions.isFlag(before))
    }?.1
  }

  /// Runs the command in `arguments`.
  private static func run(_ arguments: [String]) -> ExitStatus {
    if let settings = CommonOptions.settings(arguments) {
      var check = Check(settings)
      return check.run()
    }
    if let word = arguments.first, misspelledCommand(word) != nil, let mistake = mistakenCommand([word]) {
      Terminal.note(mistake)
      return .trouble
    }
    let isUnnamed = arguments.first?.utf8.first == UInt8(ascii: "-")
    let runs = PathRuns(arguments)
    do {
      var command = try parseAsRoot(runs.arguments)
      if isUnnamed, let check = command as? CheckCommand, let mistake = mistakenCommand(check.input.paths) {
        Terminal.note(mistake)
        return .trouble
      }
      if var reading = command as? any ParsableCommand & DocumentCommand {
        reading.input.paths = runs.expanding(reading.input.paths)
        command = reading
      }
      try command.run()
      return .clean
    } catch let status as ExitStatus {
      return status
    } catch {
      if exitCode(for: error) == .success {
        return Terminal.output(fullMessage(for: error) + "\n") ? .clean : .trouble
      }
      if isUnnamed, let misplaced = misplacedCommand(arguments), let mistake = mistakenCommand([misplaced]) {
        Terminal.note(mistake)
        return .trouble
      }
      Terminal.error(usageError(error, runs.shortened) + "\n")
      // The parser's own status for usage errors is 64; ours is one status for whatever could not be done.
      return .trouble
    }
  }

  /// The parser's message, with nothing in it that moves the cursor.
  ///
  /// The parser quotes arguments as they are. A line break in one would begin a line like the parser's own, so such
  /// arguments are made visible first and parsed again.
  private static func usageError(_ error: any Error, _ arguments: [String]) -> String {
    var error = error
    do { _ = try parseAsRoot(arguments.map(visible)) } catch let again { error = again }
    return fullMessage(for: error).utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { visible(String(Substring($0))) }.joined(separator: "\n")
  }
}
