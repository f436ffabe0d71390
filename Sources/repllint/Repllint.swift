import ArgumentParser
import ReplicationLintReports

/// The program: a command line, its subcommands, and what it ends with.
@main
struct Repllint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Tool.name,
    abstract: "Checks the documents of Scality Backbeat bucket replication.",
    usage: "repllint [check] [<options>] [<path> ...]",
    discussion: """
      Reads trust policies, permission policies and replication configurations, alone and as they belong together, \
      and says what AWS CLI, CloudServer and Backbeat will do with them.

      EXAMPLES
        repllint                         check the folder that you are in
        repllint replication/            check a folder and all below it
        repllint --fix replication.json  repair what can be repaired for sure
        repllint explain role-count      what a rule is about
        repllint explain MalformedXML    which rules are behind an answer

      EXIT STATUS
        0  nothing at or above --fail-on
        1  a finding at or above --fail-on
        2  something could not be checked; the rest is reported
      """,
    version: "\(Tool.name) \(Tool.version)",
    subcommands: [
      CheckCommand.self, TraceCommand.self, SetupsCommand.self, NewSetupCommand.self, ExplainCommand.self,
      RulesCommand.self,
      SchemaCommand.self,
    ],
    defaultSubcommand: CheckCommand.self)

  static func main() {
    SystemCalls.ignoreBrokenPipes()
    SystemCalls.exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// The paths, where the command line holds nothing else to check.
  ///
  /// There is then nothing to parse, and the parser would take longer than everything else together: it looks at the
  /// types of every option of every command.
  private static func plainPaths(_ arguments: [String]) -> [String]? {
    let isNamed = arguments.first == "check"
    // No command has a dot or a slash in its name.
    let isNoCommand = arguments.first?.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") } ?? false
    let paths = isNamed ? arguments.dropFirst() : arguments[...]
    let arePaths = paths.allSatisfy { !$0.isEmpty && $0.utf8.first != UInt8(ascii: "-") }
    return arePaths && (isNamed || isNoCommand) ? Array(paths) : nil
  }

  /// Does what `arguments` say.
  private static func run(_ arguments: [String]) -> ExitStatus {
    if let paths = plainPaths(arguments) {
      var check = Check(CheckSettings(run: RunSettings(paths: paths)))
      return check.run()
    }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      return .clean
    } catch let status as ExitStatus {
      return status
    } catch {
      let text = fullMessage(for: error) + "\n"
      if exitCode(for: error) == .success { return Terminal.output(text) ? .clean : .trouble }
      Terminal.error(text)
      // The parser's own status for usage errors is 64; ours is one status for whatever could not be done.
      return .trouble
    }
  }
}
